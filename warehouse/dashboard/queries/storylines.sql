-- one row per storyline that had a part in the page's days, the liveliest first
select
    topic_id as id,
    outlet,
    title,
    part_count as parts,
    story_count as stories,
    first_published_at,
    last_published_at,
    longest_gap_days,
    round(views_gained) as views,
    is_dormant
from storyline
where topic_id in (select storyline_id from page_storylines)
order by part_count desc, topic_id asc
