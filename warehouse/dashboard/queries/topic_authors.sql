-- one row per topic of the page, outlet, edition, author and day: editorial articles of those who signed most on the topic
with

signed as (

    select
        topics.topic_id,
        topics.outlet,
        topics.edition,
        topics.published_date as day,
        unnest(articles.authors) as author
    from page_article_topics as topics
    inner join articles using (outlet, edition, article_id)
    where topics.is_shown and topics.content_class = 'editorial'

),

signing_most as (

    select
        topic_id,
        outlet,
        edition,
        author
    from signed
    group by topic_id, outlet, edition, author
    qualify row_number() over (partition by topic_id order by count(*) desc, author asc, outlet asc, edition asc) <= $most_topic_authors

)

select
    topic_id,
    outlet,
    edition,
    author,
    day,
    count(*) as articles
from signed
inner join signing_most using (topic_id, outlet, edition, author)
group by topic_id, outlet, edition, author, day
order by topic_id, outlet, edition, author, day
