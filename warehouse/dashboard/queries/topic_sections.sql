-- one row per topic of the page, outlet, edition (null: stories), section and day with articles
select
    topic_id,
    outlet,
    edition,
    section,
    published_date as day,
    count(*) filter (where content_class = 'editorial') as articles,
    count(*) filter (where content_class = 'paid') as paid
from page_article_topics
where is_shown
group by topic_id, outlet, edition, section, published_date
union all
select
    topic_id,
    outlet,
    null as edition,
    story_section as section,
    story_date as day,
    count(distinct article_id) filter (where content_class = 'editorial') as articles,
    count(distinct article_id) filter (where content_class = 'paid') as paid
from page_article_topics
where is_shown and story_date >= $first_day
group by topic_id, outlet, story_section, story_date
order by topic_id, outlet, edition, section, day
