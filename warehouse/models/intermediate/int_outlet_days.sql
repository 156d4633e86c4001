-- one row per outlet, edition and day: the calendar of an outlet, from the first day known of it
with

days as (

    select * from {{ ref('int_days') }}

),

firsts as (

    select
        outlet,
        edition,
        published_date as first_date
    from {{ ref('articles') }}
    union all
    select
        outlet,
        edition,
        {{ local_date('captured_at') }} as first_date
    from {{ ref('stg_captures') }}
    where edition is not null

),

editions as (

    select
        outlet,
        edition,
        min(first_date) over (partition by outlet) as first_date
    from firsts
    qualify row_number() over (partition by outlet, edition) = 1

),

final as (

    select
        editions.outlet,
        editions.edition,
        days.calendar_date,
        days.week_start,
        days.starts_at,
        days.ends_at,
        days.day_status
    from editions
    inner join days on editions.first_date <= days.calendar_date

)

select * from final
