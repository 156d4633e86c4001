-- one row per topic that burst on the day, sections apart, the strongest first
select
    topic_id,
    topic_kind,
    topic_title,
    outlet,
    observed,
    expected,
    z,
    drivers
from topic_burst_day
where published_date = $day and is_burst and topic_kind <> 'section'
order by z desc, topic_id asc
limit $most_topics
