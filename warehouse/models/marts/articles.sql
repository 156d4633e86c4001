-- one row per outlet, edition and article, as last seen
with

versions as (

    select * from {{ ref('article_versions') }}

),

version_counts as (

    select
        outlet,
        edition,
        article_id,
        count(*) as version_count,
        min(seen_at) as first_version_at
    from versions
    group by outlet, edition, article_id

),

captures as (

    select * from {{ ref('int_article_captures') }}

),

sightings as (

    select * from {{ ref('int_article_sightings') }}

),

final as (

    select
        versions.outlet,
        versions.edition,
        versions.article_id,
        versions.url,
        versions.other_edition_url,
        versions.headline,
        versions.lead,
        versions.authors,
        versions.section,
        versions.label,
        versions.content_class,
        versions.rights,
        versions.published_at,
        versions.published_date,
        -- Both editions of an article are one story, of the day on which the first of them came out.
        min(versions.published_date) over (
            partition by versions.outlet, versions.article_id, versions.content_class
        ) as story_date,
        versions.week_start,
        versions.published_precision,
        versions.modified_at,
        versions.image_url,
        versions.image_credit,
        versions.image_caption,
        versions.word_count,
        versions.language,
        least(version_counts.first_version_at, captures.first_captured_at, sightings.first_sighted_at) as first_seen_at,
        greatest(versions.seen_at, captures.last_captured_at, sightings.last_sighted_at) as last_seen_at,
        cast(version_counts.version_count as integer) as version_count,
        coalesce(captures.is_deleted, false) as is_deleted,
        versions.capture_id
    from versions
    inner join version_counts using (outlet, edition, article_id)
    left join captures using (outlet, edition, article_id)
    left join sightings using (outlet, edition, article_id)
    where versions.is_current

)

select * from final
