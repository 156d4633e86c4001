-- one row per editorial article of the page's days and user topic of the page that hits it
create or replace temp table page_hits as
select
    hits.topic_id,
    hits.outlet,
    hits.edition,
    articles.published_date as day,
    hits.role,
    hits.matched_clauses
from topic_hits as hits
inner join articles using (outlet, edition, article_id)
where
    articles.content_class = 'editorial'
    and articles.published_date between $first_day and $last_day
    and list_contains($topic_ids, hits.topic_id)
