-- one row per archived response
with

captures as (

    select * from {{ source('lake', 'captures') }}

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
        cast(status_code as integer) as status_code,
        is_unchanged
    from captures

)

select * from final
