-- one row per burst of a topic of the page, the latest and the largest first
select
    topic_id,
    outlet,
    published_date as day,
    observed,
    round(expected, 2) as expected,
    round(z, 2) as z,
    drivers
from topic_burst_day
where
    published_date between $first_day and $last_day
    and is_burst
    and list_contains($topic_ids, topic_id)
order by published_date desc, z desc, topic_id asc, outlet asc
limit $most_bursts
