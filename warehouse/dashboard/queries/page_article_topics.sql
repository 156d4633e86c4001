-- one row per article of the page's days and topic of the page that it belongs to
create or replace temp table page_article_topics as
select
    topics.topic_id,
    page_articles.*,
    -- Storylines are wanted whether or not they are among the topics shown.
    list_contains($topic_ids, topics.topic_id) as is_shown
from article_topics as topics
inner join page_articles using (outlet, edition, article_id)
where list_contains($topic_ids, topics.topic_id) or starts_with(topics.topic_id, 'storyline:')
