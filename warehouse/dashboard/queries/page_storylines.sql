-- one row per topic of the page and storyline: how many stories are of both, the five that share the most
create or replace temp table page_storylines as
select
    topics.topic_id,
    storylines.topic_id as storyline_id,
    count(distinct topics.article_id) as stories
from page_article_topics as topics
inner join page_article_topics as storylines using (outlet, edition, article_id)
where topics.is_shown and starts_with(storylines.topic_id, 'storyline:')
group by topics.topic_id, storylines.topic_id
qualify row_number() over (partition by topics.topic_id order by count(distinct topics.article_id) desc, storylines.topic_id asc) <= 5
