-- one row per tag of an article, as last seen
with

articles as (

    select * from {{ ref('articles') }}

),

tags as (

    select * from {{ ref('stg_article_tags') }}

),

tag_topics as (

    select * from {{ ref('int_tag_topics') }}

),

final as (

    select
        tags.outlet,
        tags.edition,
        tags.article_id,
        tags.kind,
        tags.position,
        tags.tag_id,
        tags.tag,
        tags.tag_url,
        tag_topics.topic_id,
        articles.url
    from tags
    inner join articles using (capture_id)
    left join tag_topics
        on
            tags.outlet = tag_topics.outlet
            and tags.kind = tag_topics.kind
            and tags.tag_text = tag_topics.tag_text
            and nullif(trim(tags.tag_id), '') is not distinct from tag_topics.tag_id

)

select * from final
