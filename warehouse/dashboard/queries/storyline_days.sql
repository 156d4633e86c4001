-- one row per storyline of the page, outlet and day on which stories of it came out
select
    topic_id as id,
    outlet,
    published_date as day,
    story_count as stories
from storyline_day
where
    published_date between $first_day and $last_day
    and story_count > 0
    and topic_id in (select storyline_id from page_storylines)
order by topic_id, outlet, published_date
