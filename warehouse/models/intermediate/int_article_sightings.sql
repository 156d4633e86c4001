-- one row per article seen on a listing, feed or sitemap: when, on which channel, and the publishing time given there
with

sightings as (

    select * from {{ ref('stg_sightings') }}

),

final as (

    select
        outlet,
        edition,
        article_id,
        min(observed_at) as first_sighted_at,
        max(observed_at) as last_sighted_at,
        -- Of several captures of one instant it is always the same.
        arg_min(capture_id, (observed_at, capture_id)) as first_capture_id,
        bool_or(channel = 'listing') as is_on_listing,
        bool_or(channel in ('feed', 'sitemap')) as is_on_feed,
        -- What no article can be (transforms.dates.is_believable) puts none on a day of its own.
        arg_max(published_at, (observed_at, capture_id, published_at)) filter (
            where published_at >= timestamptz '1995-01-01 00:00:00+00'
            and published_at <= observed_at + interval 2 days
        ) as sighted_published_at
    from sightings
    group by outlet, edition, article_id

)

select * from final
