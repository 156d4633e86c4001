-- one row per URL and batch: how the work on it ended
with

outcomes as (

    select * from {{ source('lake', 'outcomes') }}

),

final as (

    select
        batch_id,
        run_id,
        outlet,
        edition,
        kind,
        url,
        article_id,
        outcome,
        branch,
        cast(status_code as integer) as status_code,
        capture_id,
        ended_at
    from outcomes

)

select * from final
