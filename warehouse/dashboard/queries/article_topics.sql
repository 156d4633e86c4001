-- one row per article of the page's days and topic of the page that it belongs to
create or replace temp table page_article_topics as
with

-- The storyline itself, and the articles whose text or on-topic block leads to it.
storylines as (

    select
        topic_id,
        outlet,
        string_split(topic_id, ':')[3] as storyline_id
    from topics
    where topic_kind = 'storyline'

),

storyline_articles as (

    select
        articles.outlet,
        articles.edition,
        articles.article_id,
        storylines.topic_id
    from articles
    inner join storylines
        on articles.outlet = storylines.outlet and articles.article_id = storylines.storyline_id
    union
    select
        links.outlet,
        links.edition,
        links.article_id,
        storylines.topic_id
    from related_links as links
    inner join storylines
        on links.outlet = storylines.outlet and links.target_article_id = storylines.storyline_id
    where links.block in ('body', 'on_topic')

),

sections as (

    select
        outlet,
        topic_id,
        array_to_string(string_split(topic_id, ':')[3:], ':') as section
    from topics
    where topic_kind = 'section' and list_contains($topic_ids, topic_id)

),

section_articles as (

    select
        articles.outlet,
        articles.edition,
        articles.article_id,
        sections.topic_id
    from articles
    inner join sections
        on
            articles.outlet = sections.outlet
            and starts_with(articles.section || '/', sections.section || '/')

),

article_topics as (

    select
        outlet,
        edition,
        article_id,
        topic_id
    from article_tags
    union
    select
        outlet,
        edition,
        article_id,
        topic_id
    from storyline_articles
    union
    select
        outlet,
        edition,
        article_id,
        topic_id
    from section_articles
    union
    select
        outlet,
        edition,
        article_id,
        topic_id
    from topic_hits

)

select
    article_topics.*,
    articles.published_date,
    articles.published_at,
    articles.section,
    articles.content_class,
    -- Storylines are wanted whether or not they are among the topics shown.
    list_contains($topic_ids, article_topics.topic_id) as is_shown
from article_topics
inner join articles using (outlet, edition, article_id)
where
    articles.published_date between $first_day and $last_day
    and (list_contains($topic_ids, article_topics.topic_id) or starts_with(article_topics.topic_id, 'storyline:'))
