-- one row per calendar day of the reporting zone, from the first day anything is known of to the last
-- noqa: disable=ST06
with

build as (

    select * from {{ ref('int_build') }}

),

instants as (

    select published_at as instant_at from {{ ref('articles') }}
    union all
    select first_captured_at as instant_at from {{ ref('int_article_captures') }}
    union all
    select first_sighted_at as instant_at from {{ ref('int_article_sightings') }}
    union all
    select captured_at as instant_at from {{ ref('stg_captures') }}

),

bounds as (

    select
        min({{ local_date('instants.instant_at') }}) as first_date,
        max({{ local_date('greatest(instants.instant_at, build.as_of)') }}) as last_date
    from instants
    cross join build
    where instants.instant_at is not null

),

dates as (

    select cast(unnest(range(first_date, last_date + 1, interval 1 day)) as date) as calendar_date
    from bounds
    where first_date is not null

),

day_bounds as (

    select
        calendar_date,
        {{ week_start('calendar_date') }} as week_start,
        cast(calendar_date as timestamp) at time zone '{{ var("reporting_zone") }}' as starts_at,
        cast(calendar_date + 1 as timestamp) at time zone '{{ var("reporting_zone") }}' as ends_at
    from dates

),

final as (

    select
        day_bounds.calendar_date,
        day_bounds.week_start,
        day_bounds.starts_at,
        day_bounds.ends_at,
        cast(round({{ hours_between('day_bounds.starts_at', 'day_bounds.ends_at') }}) as integer) as hour_count,
        case
            when build.as_of < day_bounds.ends_at then 'open'
            when build.as_of < day_bounds.ends_at + interval '{{ var("late_window_days") }} days' then 'closing'
            else 'final'
        end as day_status
    from day_bounds
    cross join build

)

select * from final
