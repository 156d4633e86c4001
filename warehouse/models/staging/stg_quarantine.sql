-- one row per capture that was set aside
with

quarantine as (

    select * from {{ source('lake', 'quarantine') }}

),

final as (

    select
        capture_id,
        batch_id,
        outlet,
        edition,
        kind,
        url,
        article_id,
        captured_at,
        error,
        field
    from quarantine

)

select * from final
