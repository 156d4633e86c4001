-- one row per outlet, edition, article and headline that it bore, each time that it bore it
with

headlines as (

    select * from {{ ref('int_headlines') }}

),

views as (

    select * from {{ ref('int_headline_views') }}

),

articles as (

    select * from {{ ref('articles') }}

),

observed as (

    select distinct
        outlet,
        edition,
        article_id
    from views

),

final as (

    select
        headlines.outlet,
        headlines.edition,
        headlines.article_id,
        headlines.position,
        headlines.headline,
        headlines.first_seen_at,
        coalesce(headlines.replaced_at, articles.last_seen_at) as last_seen_at,
        headlines.replaced_at is null as is_current,
        case when observed.article_id is not null then coalesce(views.views_gained, 0.0) end as views_gained,
        articles.url,
        articles.published_date
    from headlines
    inner join articles using (outlet, edition, article_id)
    left join views using (outlet, edition, article_id, position)
    left join observed using (outlet, edition, article_id)

)

select * from final
