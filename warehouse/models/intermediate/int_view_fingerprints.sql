-- one row per article with view observations: a hash of all that its views follow from
with

articles as (

    select * from {{ ref('articles') }}

),

view_counts as (

    select * from {{ ref('stg_view_counts') }}

),

headlines as (

    select * from {{ ref('int_headlines') }}

),

days as (

    select * from {{ ref('int_days') }}

),

boundaries as (

    select
        coalesce(max(calendar_date) filter (where day_status <> 'open'), date '0001-01-01') as closed_until,
        coalesce(max(calendar_date) filter (where day_status = 'final'), date '0001-01-01') as final_until
    from days

),

observations as (

    select
        outlet,
        edition,
        article_id,
        {{ local_date('max(observed_at)') }} as last_date,
        count(*) as observation_count,
        sum(hash(observed_at, view_count)) as observations_hash
    from view_counts
    group by outlet, edition, article_id

),

headline_hashes as (

    select
        outlet,
        edition,
        article_id,
        sum(hash(headline, first_seen_at)) as headlines_hash
    from headlines
    group by outlet, edition, article_id

),

final as (

    select
        observations.outlet,
        observations.edition,
        observations.article_id,
        hash(
            observations.observation_count,
            observations.observations_hash,
            articles.published_at,
            articles.published_precision,
            articles.url,
            headline_hashes.headlines_hash,
            least(observations.last_date, boundaries.closed_until),
            least(observations.last_date, boundaries.final_until)
        ) as fingerprint
    from observations
    inner join articles using (outlet, edition, article_id)
    inner join headline_hashes using (outlet, edition, article_id)
    cross join boundaries

)

select * from final
