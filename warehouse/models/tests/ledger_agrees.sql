-- Captures, outcomes and versions know each other: nothing was committed by halves.
with

captures as (

    select * from {{ ref('stg_captures') }}

),

runs as (

    select * from {{ ref('stg_runs') }}

),

outcomes as (

    select * from {{ ref('stg_outcomes') }}

),

versions as (

    select * from {{ ref('article_versions') }}

),

-- Where a URL was redirected, the capture that decided its outcome has another URL.
deciding as (

    select distinct capture_id
    from outcomes

),

final as (

    select
        'capture of an unknown batch' as problem,
        captures.capture_id,
        captures.url
    from captures
    anti join runs using (batch_id)
    union all
    select
        'outcome of an unknown capture' as problem,
        outcomes.capture_id,
        outcomes.url
    from outcomes
    anti join captures using (capture_id)
    where outcomes.capture_id is not null
    union all
    select
        'article version of an unknown capture' as problem,
        versions.capture_id,
        versions.url
    from versions
    anti join captures using (capture_id)
    union all
    select
        'archived article page without an outcome' as problem,
        captures.capture_id,
        captures.url
    from captures
    anti join outcomes using (batch_id, url)
    anti join deciding using (capture_id)
    where captures.kind = 'article' and captures.status_code in (200, 404, 410)

)

select * from final
