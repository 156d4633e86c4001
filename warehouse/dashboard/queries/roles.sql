-- one row per user topic of the page, outlet, edition and day: its editorial articles by the role that the topic has in them
select
    topic_id,
    outlet,
    edition,
    day,
    count(*) filter (where role = 'main') as main,
    count(*) filter (where role = 'secondary') as secondary,
    count(*) filter (where role = 'passing') as passing
from page_hits
group by topic_id, outlet, edition, day
order by topic_id, outlet, edition, day
