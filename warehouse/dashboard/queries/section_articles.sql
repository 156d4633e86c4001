-- one row per outlet, edition (null: the editions of an article are one), section and day with articles
select
    outlet,
    edition,
    coalesce(nullif(section, ''), '(none)') as section,
    published_date as day,
    count(distinct article_id) filter (where content_class = 'editorial') as articles,
    count(distinct article_id) filter (where content_class = 'paid') as paid_articles
from articles
where published_date between $first_day and $last_day
group by
    grouping sets (
        (outlet, edition, coalesce(nullif(section, ''), '(none)'), published_date),
        (outlet, coalesce(nullif(section, ''), '(none)'), published_date)
    )
