-- one row per article, edition and topic that it belongs to
with

article_topics as (

    select * from {{ ref('int_article_topics') }}

),

articles as (

    select * from {{ ref('articles') }}

),

topics as (

    select * from {{ ref('topics') }}

),

final as (

    select
        article_topics.topic_id,
        article_topics.topic_kind,
        topics.title as topic_title,
        article_topics.outlet,
        article_topics.edition,
        article_topics.article_id,
        article_topics.role,
        articles.published_at,
        articles.published_date,
        articles.url
    from article_topics
    inner join articles using (outlet, edition, article_id)
    inner join topics
        on article_topics.topic_id = topics.topic_id and article_topics.outlet = topics.outlet

)

select * from final
