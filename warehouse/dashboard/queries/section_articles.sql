-- one row per outlet, edition (null: stories, in which the editions of an article are one), section and day with articles
select
    outlet,
    edition,
    section,
    published_date as day,
    count(*) filter (where content_class = 'editorial') as articles,
    count(*) filter (where content_class = 'paid') as paid_articles
from page_articles
group by outlet, edition, section, published_date
union all
select
    outlet,
    null as edition,
    story_section as section,
    story_date as day,
    count(distinct article_id) filter (where content_class = 'editorial') as articles,
    count(distinct article_id) filter (where content_class = 'paid') as paid_articles
from page_articles
where story_date >= $first_day
group by outlet, story_section, story_date
order by outlet, edition, section, day
