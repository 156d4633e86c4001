-- one row per day that this build writes anew in topic_burst_day: from the first touched day on, because each day's
-- expectation follows from the days before
with

touched_days as (

    select * from {{ ref('int_touched_days') }}

),

days as (

    select * from {{ ref('int_days') }}

),

first_touched as (

    select min(calendar_date) as first_date
    from touched_days

),

final as (

    select days.calendar_date
    from days
    inner join first_touched on days.calendar_date >= first_touched.first_date
    union
    select touched_days.calendar_date
    from touched_days

)

select * from final
