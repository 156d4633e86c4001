-- one row per topic of the page and storyline that shares stories with it
select
    topic_id,
    storyline_id,
    stories
from page_storylines
order by topic_id asc, stories desc, storyline_id asc
