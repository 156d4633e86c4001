-- one row per committed batch
with

runs as (

    select * from {{ source('lake', 'runs') }}

),

final as (

    select
        batch_id,
        run_id,
        flow,
        outlet,
        stage,
        started_at,
        committed_at,
        capture_count
    from runs

)

select * from final
