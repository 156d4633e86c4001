-- one row per story: both editions of an article together, those with the most views gained on the day first
with

viewed as (

    select
        articles.outlet,
        articles.article_id,
        articles.edition,
        articles.headline,
        articles.url,
        articles.published_date,
        views_by_article_day.views_gained
    from views_by_article_day
    inner join articles using (outlet, edition, article_id)
    where views_by_article_day.viewed_date = $day and articles.content_class = 'editorial'

),

final as (

    select
        outlet,
        article_id,
        first(headline order by views_gained desc, edition desc) as headline,
        first(url order by views_gained desc, edition desc) as url,
        min(published_date) as published_date,
        sum(views_gained) as views_gained
    from viewed
    group by outlet, article_id

)

select * from final
where views_gained > 0
order by views_gained desc, article_id asc
limit $most_stories
