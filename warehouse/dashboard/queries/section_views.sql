-- one row per outlet, edition, section and day with views
select
    views.outlet,
    views.edition,
    coalesce(nullif(articles.section, ''), '(none)') as section,
    views.viewed_date as day,
    round(coalesce(sum(views.views_gained) filter (where articles.content_class = 'editorial'), 0), 1) as views,
    round(coalesce(sum(views.views_gained) filter (where articles.content_class = 'paid'), 0), 1) as paid_views
from views_by_article_day as views
inner join articles using (outlet, edition, article_id)
where views.viewed_date between $first_day and $last_day and views.views_gained > 0
group by views.outlet, views.edition, coalesce(nullif(articles.section, ''), '(none)'), views.viewed_date
order by views.outlet, views.edition, section, day
