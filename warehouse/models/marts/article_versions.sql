-- one row per version of an article, as it was from seen_at until superseded_at
with

versions as (

    select * from {{ ref('stg_article_versions') }}

),

compared as (

    select
        *,
        {{ local_date('published_at') }} as published_date,
        row_number() over article as version_number,
        lag(headline) over article as previous_headline,
        lag(md5(body)) over article as previous_body_hash,
        lag(modified_at) over article as previous_modified_at
    from versions
    window article as (partition by outlet, edition, article_id order by seen_at, capture_id)

),

changes as (

    select
        *,
        is_edit and headline <> previous_headline as is_headline_changed,
        is_edit and md5(body) <> previous_body_hash as is_body_changed,
        modified_at is null or (modified_at is not distinct from previous_modified_at) as is_without_modified_time
    from compared

),

final as (

    select
        outlet,
        edition,
        article_id,
        cast(version_number as integer) as version_number,
        capture_id,
        seen_at,
        superseded_at,
        superseded_at is null as is_current,
        url,
        other_edition_url,
        headline,
        lead,
        authors,
        section,
        label,
        content_class,
        rights,
        published_at,
        published_date,
        {{ week_start('published_date') }} as week_start,
        published_precision,
        metadata_published_at,
        modified_at,
        image_url,
        image_credit,
        image_caption,
        word_count,
        language,
        is_edit,
        is_headline_changed,
        is_body_changed,
        is_body_changed and is_without_modified_time as is_silent_edit,
        content_hash,
        parser_version
    from changes

)

select * from final
