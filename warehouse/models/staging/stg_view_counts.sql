-- one row per observation of an article's view counter
with

view_counts as (

    select * from {{ source('lake', 'view_counts') }}

),

final as (

    select
        capture_id,
        outlet,
        edition,
        article_id,
        observed_at,
        view_count,
        seen_on
    from view_counts

)

select * from final
