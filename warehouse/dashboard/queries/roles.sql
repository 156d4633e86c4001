-- one row per user topic of the page, outlet, edition and day: its editorial articles by the role that the topic has in them
select
    hits.topic_id,
    hits.outlet,
    hits.edition,
    articles.published_date as day,
    count(*) filter (where hits.role = 'main') as main,
    count(*) filter (where hits.role = 'secondary') as secondary,
    count(*) filter (where hits.role = 'passing') as passing
from topic_hits as hits
inner join articles using (outlet, edition, article_id)
where
    articles.content_class = 'editorial'
    and articles.published_date between $first_day and $last_day
    and list_contains($topic_ids, hits.topic_id)
group by hits.topic_id, hits.outlet, hits.edition, articles.published_date
order by hits.topic_id, hits.outlet, hits.edition, articles.published_date
