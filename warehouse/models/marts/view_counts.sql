-- one row per observation of an article's view counter, as it was shown
with

view_counts as (

    select * from {{ ref('stg_view_counts') }}

),

articles as (

    select * from {{ ref('articles') }}

),

final as (

    select
        view_counts.outlet,
        view_counts.edition,
        view_counts.article_id,
        view_counts.observed_at,
        view_counts.view_count,
        view_counts.seen_on,
        view_counts.capture_id,
        articles.url
    from view_counts
    left join articles using (outlet, edition, article_id)

)

select * from final
