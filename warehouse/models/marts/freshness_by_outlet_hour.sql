-- one row per outlet, edition and hour
with

outlet_days as (

    select * from {{ ref('int_outlet_days') }}

),

build as (

    select * from {{ ref('int_build') }}

),

articles as (

    select * from {{ ref('articles') }}

),

sightings as (

    select * from {{ ref('int_article_sightings') }}

),

captures as (

    select * from {{ ref('stg_captures') }}

),

runs as (

    select * from {{ ref('stg_runs') }}

),

outcomes as (

    select * from {{ ref('stg_outcomes') }}

),

hours as (

    select
        outlet,
        edition,
        calendar_date,
        week_start,
        day_status,
        unnest(range(starts_at, ends_at, interval 1 hour)) as hour_at
    from outlet_days

),

-- Only what a news run found says how fresh we are: a backfill looks for what is old.
found as (

    select
        articles.outlet,
        articles.edition,
        date_trunc('hour', sightings.first_sighted_at) as hour_at,
        greatest(epoch(sightings.first_sighted_at) - epoch(articles.published_at), 0) as delay_seconds
    from articles
    inner join sightings using (outlet, edition, article_id)
    inner join captures on sightings.first_capture_id = captures.capture_id
    inner join runs on captures.batch_id = runs.batch_id
    where runs.flow = 'news' and articles.published_precision in ('second', 'minute')

),

delays as (

    select
        outlet,
        edition,
        hour_at,
        count(*) as new_article_count,
        quantile_cont(delay_seconds, 0.5) as delay_p50_seconds,
        quantile_cont(delay_seconds, 0.95) as delay_p95_seconds
    from found
    group by outlet, edition, hour_at

),

polls as (

    select
        outlet,
        edition,
        date_trunc('hour', captured_at) as hour_at,
        count(*) as poll_count,
        count(*) filter (where status_code = 304) as not_modified_count
    from captures
    where kind in ('listing', 'feed', 'sitemap') and edition is not null
    group by outlet, edition, date_trunc('hour', captured_at)

),

ends as (

    select
        outlet,
        edition,
        date_trunc('hour', ended_at) as hour_at,
        count(*) as outcome_count,
        count(*) filter (where outcome = 'Blocked') as blocked_count,
        count(*) filter (where branch in ('retryable', 'quarantine', 'fatal') and outcome <> 'Blocked') as error_count
    from outcomes
    where edition is not null
    group by outlet, edition, date_trunc('hour', ended_at)

),

final as (

    select
        hours.outlet,
        hours.edition,
        hours.hour_at,
        hours.calendar_date as hour_date,
        hours.week_start,
        cast(coalesce(delays.new_article_count, 0) as integer) as new_article_count,
        delays.delay_p50_seconds,
        delays.delay_p95_seconds,
        cast(coalesce(polls.poll_count, 0) as integer) as poll_count,
        polls.not_modified_count / polls.poll_count as not_modified_share,
        cast(coalesce(ends.outcome_count, 0) as integer) as outcome_count,
        ends.blocked_count / ends.outcome_count as blocked_share,
        ends.error_count / ends.outcome_count as error_share,
        hours.day_status
    from hours
    inner join build on hours.hour_at <= build.as_of
    left join delays using (outlet, edition, hour_at)
    left join polls using (outlet, edition, hour_at)
    left join ends using (outlet, edition, hour_at)

)

select * from final
