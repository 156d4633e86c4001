-- Each URL ends a run in exactly one outcome.
with

outcomes as (

    select * from {{ ref('stg_outcomes') }}

),

final as (

    select
        run_id,
        url,
        count(*) as outcome_count
    from outcomes
    group by run_id, url
    having count(*) > 1

)

select * from final
