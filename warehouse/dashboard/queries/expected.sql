-- one row per topic of the page, outlet and day: how many stories were to be expected; null where no day before taught it
select
    topic_id,
    outlet,
    published_date as day,
    round(expected, 1) as expected
from topic_burst_day
where
    published_date between $first_day and $last_day
    and list_contains($topic_ids, topic_id)
    and (expected >= 0.05 or expected is null)
order by topic_id, outlet, day
