-- one row per user topic of the page, clause of its query, outlet, edition and day: editorial articles in which the clause matched
with matches as (

    select
        hits.topic_id,
        hits.outlet,
        hits.edition,
        articles.published_date as day,
        unnest(hits.matched_clauses) as clause
    from topic_hits as hits
    inner join articles using (outlet, edition, article_id)
    where
        articles.content_class = 'editorial'
        and articles.published_date between $first_day and $last_day
        and list_contains($topic_ids, hits.topic_id)

),

matching_most as (

    select
        topic_id,
        clause
    from matches
    group by topic_id, clause
    qualify row_number() over (partition by topic_id order by count(*) desc, clause asc) <= 8

)

select
    topic_id,
    clause,
    outlet,
    edition,
    day,
    count(*) as articles
from matches
inner join matching_most using (topic_id, clause)
group by topic_id, clause, outlet, edition, day
order by topic_id, clause, outlet, edition, day
