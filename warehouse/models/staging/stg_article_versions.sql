-- one row per article version; consecutive versions with the same content are one, the first
with

articles as (

    select * from {{ source('lake', 'articles') }}

),

compared as (

    select
        *,
        lag(content_hash) over article as previous_content_hash,
        -- What two versions of the parser read differently is no proof that the page changed.
        coalesce(parser_version = lag(parser_version) over article, false) as is_edit
    from articles
    window article as (partition by outlet, edition, article_id order by seen_at, capture_id)

),

final as (

    select
        capture_id,
        outlet,
        edition,
        article_id,
        url,
        other_edition_url,
        headline,
        lead,
        body,
        authors,
        section,
        label,
        content_class,
        rights,
        published_at,
        published_precision,
        metadata_published_at,
        modified_at,
        image_url,
        image_credit,
        image_caption,
        cast(word_count as integer) as word_count,
        language,
        content_hash,
        seen_at,
        lead(seen_at) over (
            partition by outlet, edition, article_id order by seen_at, capture_id
        ) as superseded_at,
        parser_version,
        is_edit,
        disagreements
    from compared
    where content_hash is distinct from previous_content_hash

)

select * from final
