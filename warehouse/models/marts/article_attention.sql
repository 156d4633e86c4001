-- one row per outlet, edition and article
with

articles as (

    select * from {{ ref('articles') }}

),

attention as (

    select * from {{ ref('int_article_attention') }}

),

joined as (

    select
        articles.outlet,
        articles.edition,
        articles.article_id,
        articles.headline,
        articles.url,
        articles.section,
        articles.published_at,
        articles.published_date,
        articles.week_start,
        attention.views_at_1h,
        attention.views_at_6h,
        attention.views_at_24h,
        attention.views_at_7d,
        attention.half_life_hours,
        attention.half_life_hours_low,
        attention.half_life_hours_high,
        coalesce(attention.observation_count, 0) as observation_count,
        attention.last_observed_at,
        articles.content_class = 'editorial' and attention.views_at_24h is not null as is_ranked
    from articles
    left join attention using (outlet, edition, article_id)

),

-- Among the editorial articles of its section that came out on the same weekday, that day or in the 90 days before.
ranked as (

    select
        *,
        count(*) over peers as peer_count,
        rank(order by views_at_24h) over peers as view_rank
    from joined
    where is_ranked
    window peers as (
        partition by outlet, edition, section, isodow(published_date)
        order by published_date range between 90 preceding and current row
    )

),

percentiles as (

    select
        outlet,
        edition,
        article_id,
        100.0 * (view_rank - 1) / nullif(peer_count - 1, 0) as views_at_24h_percentile,
        peer_count
    from ranked

),

final as (

    select
        joined.outlet,
        joined.edition,
        joined.article_id,
        joined.headline,
        joined.url,
        joined.section,
        joined.published_at,
        joined.published_date,
        joined.week_start,
        joined.views_at_1h,
        joined.views_at_6h,
        joined.views_at_24h,
        joined.views_at_7d,
        joined.half_life_hours,
        joined.half_life_hours_low,
        joined.half_life_hours_high,
        percentiles.views_at_24h_percentile,
        cast(percentiles.peer_count as integer) as peer_count,
        cast(joined.observation_count as integer) as observation_count,
        joined.last_observed_at
    from joined
    left join percentiles using (outlet, edition, article_id)

)

select * from final
