-- one row per day for whose articles this build looks for reprints anew: one within the window after it was touched
with

touched as (

    select * from {{ ref('int_touched_texts') }}

),

final as (

    select distinct
        cast(
            unnest(range(published_date - {{ var('reprint_window_days') }}, published_date + 1, interval 1 day)) as date
        ) as calendar_date
    from touched

)

select * from final
