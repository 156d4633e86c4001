-- one row per link in a block of an article page, per capture
with

related_links as (

    select * from {{ source('lake', 'related_links') }}

),

final as (

    select
        capture_id,
        outlet,
        edition,
        article_id,
        observed_at,
        block,
        cast(position as integer) as position,
        anchor_text,
        label,
        target_url,
        target_article_id
    from related_links

)

select * from final
