-- one row per topic of the page, outlet, edition (null: the editions are one), section and day with articles
select
    topic_id,
    outlet,
    edition,
    coalesce(nullif(section, ''), '(none)') as section,
    published_date as day,
    count(distinct article_id) filter (where content_class = 'editorial') as articles,
    count(distinct article_id) filter (where content_class = 'paid') as paid
from page_article_topics
where is_shown
group by
    grouping sets (
        (topic_id, outlet, edition, coalesce(nullif(section, ''), '(none)'), published_date),
        (topic_id, outlet, coalesce(nullif(section, ''), '(none)'), published_date)
    )
