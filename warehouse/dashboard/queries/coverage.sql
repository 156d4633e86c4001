-- one row per chosen topic, outlet, edition and day with anything in it
select
    topic_id,
    outlet,
    edition,
    published_date as day,
    article_count as articles,
    story_count as stories,
    paid_count as paid,
    round(views_gained, 1) as views
from coverage_by_topic_day
where
    published_date between $first_day and $last_day
    and list_contains($topic_ids, topic_id)
    and (article_count > 0 or story_count > 0 or paid_count > 0 or views_gained > 0)
order by topic_id, outlet, edition, day
