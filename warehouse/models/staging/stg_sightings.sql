-- one row per article link seen on a listing, feed or sitemap
with

sightings as (

    select * from {{ source('lake', 'sightings') }}

),

final as (

    select
        capture_id,
        outlet,
        edition,
        article_id,
        channel,
        observed_at,
        published_at
    from sightings

)

select * from final
