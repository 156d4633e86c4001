-- one row per week that this build writes anew in the marts by week
with

touched_days as (

    select * from {{ ref('int_touched_days') }}

),

final as (

    select distinct
        -- A change shows in its week, and in the four after, which are compared with it.
        {{ week_start('calendar_date') }} + unnest([0, 7, 14, 21, 28]) as week_start
    from touched_days

)

select * from final
