-- one row per user topic of the page, clause of its query, outlet, edition and day: editorial articles in which the clause matched
with matches as (

    select
        topic_id,
        outlet,
        edition,
        day,
        unnest(matched_clauses) as clause
    from page_hits

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
