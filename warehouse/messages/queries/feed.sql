-- one row per article of a topic, both editions of an article together, the newest first
select
    outlet,
    article_id,
    first(edition order by edition desc) as edition,
    first(url order by edition desc) as url,
    first(articles.headline order by edition desc) as headline,
    first(articles.lead order by edition desc) filter (where articles.rights = 'link_required') as lead,
    first(articles.authors order by edition desc) as authors,
    first(articles.section order by edition desc) as section,
    min(published_at) as published_at
from article_topics
inner join articles using (outlet, edition, article_id, url, published_at)
where article_topics.topic_id = $topic_id and articles.content_class = 'editorial' and not articles.is_deleted
    and regexp_matches(url, '^https?://')
group by outlet, article_id
order by published_at desc, article_id desc
limit $most_items
