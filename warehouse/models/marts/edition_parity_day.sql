-- one row per outlet with a Ukrainian and a Russian edition, and day
with

pairs as (

    select * from {{ ref('int_edition_pairs') }}

),

articles as (

    select * from {{ ref('articles') }}

),

outlet_days as (

    select * from {{ ref('int_outlet_days') }}

),

completeness as (

    select * from {{ ref('completeness_by_outlet_day') }}

),

-- A story belongs to the day on which its first edition came out. Seconds between the two count only where both pages
-- give a time of day.
paired as (

    select
        outlet,
        {{ local_date('least(uk_published_at, ru_published_at)') }} as published_date,
        case when is_timed then epoch(ru_published_at) - epoch(uk_published_at) end as uk_lead_seconds
    from pairs

),

paired_articles as (

    select
        outlet,
        'uk' as edition,
        uk_article_id as article_id
    from pairs
    union all
    select
        outlet,
        'ru' as edition,
        ru_article_id as article_id
    from pairs

),

unpaired as (

    select
        articles.outlet,
        articles.published_date,
        articles.edition
    from articles
    anti join paired_articles using (outlet, edition, article_id)
    where articles.edition in ('uk', 'ru') and articles.content_class = 'editorial'

),

stories as (

    select
        outlet,
        published_date,
        true as is_paired,
        cast(null as varchar) as edition,
        uk_lead_seconds
    from paired
    union all
    select
        outlet,
        published_date,
        false as is_paired,
        edition,
        cast(null as double) as uk_lead_seconds
    from unpaired

),

counts as (

    select
        outlet,
        published_date,
        count(*) as story_count,
        count(*) filter (where is_paired) as paired_count,
        count(*) filter (where edition = 'uk') as uk_only_count,
        count(*) filter (where edition = 'ru') as ru_only_count,
        -- Times are given to the minute: less than one apart is the same time.
        count(*) filter (where uk_lead_seconds >= 60) as uk_first_count,
        count(*) filter (where uk_lead_seconds <= -60) as ru_first_count,
        count(*) filter (where abs(uk_lead_seconds) < 60) as same_time_count,
        quantile_cont(abs(uk_lead_seconds) / 60, 0.5) as lag_minutes_p50,
        quantile_cont(abs(uk_lead_seconds) / 60, 0.9) as lag_minutes_p90
    from stories
    group by outlet, published_date

),

calendar as (

    select
        outlet_days.outlet,
        outlet_days.calendar_date,
        outlet_days.week_start,
        outlet_days.day_status,
        min(completeness.completeness) as completeness
    from outlet_days
    left join completeness
        on
            outlet_days.outlet = completeness.outlet
            and outlet_days.edition = completeness.edition
            and outlet_days.calendar_date = completeness.published_date
    where outlet_days.edition in ('uk', 'ru')
    group by outlet_days.outlet, outlet_days.calendar_date, outlet_days.week_start, outlet_days.day_status
    having count(*) = 2

),

final as (

    select
        calendar.outlet,
        calendar.calendar_date as published_date,
        calendar.week_start,
        cast(coalesce(counts.story_count, 0) as integer) as story_count,
        cast(coalesce(counts.paired_count, 0) as integer) as paired_count,
        counts.paired_count / counts.story_count as paired_share,
        cast(coalesce(counts.uk_only_count, 0) as integer) as uk_only_count,
        cast(coalesce(counts.ru_only_count, 0) as integer) as ru_only_count,
        cast(coalesce(counts.uk_first_count, 0) as integer) as uk_first_count,
        cast(coalesce(counts.ru_first_count, 0) as integer) as ru_first_count,
        cast(coalesce(counts.same_time_count, 0) as integer) as same_time_count,
        counts.lag_minutes_p50,
        counts.lag_minutes_p90,
        calendar.completeness,
        calendar.day_status
    from calendar
    left join counts
        on
            calendar.outlet = counts.outlet
            and calendar.calendar_date = counts.published_date

)

select * from final
