-- one row per user topic, outlet, edition and article that it hits, by the article's current version
with

hits as (

    select * from {{ ref('stg_topic_hits') }}

),

user_topics as (

    select * from {{ ref('int_user_topics') }}

),

articles as (

    select * from {{ ref('articles') }}

),

versions as (

    select * from {{ ref('stg_article_versions') }}

),

final as (

    select
        hits.topic_id,
        hits.query_version,
        hits.outlet,
        hits.edition,
        hits.article_id,
        hits.role,
        hits.hit_count,
        hits.matched_clauses,
        hits.capture_id,
        hits.matched_at
    from hits
    inner join user_topics using (topic_id, query_version)
    inner join articles using (outlet, edition, article_id, capture_id)
    inner join versions using (outlet, edition, article_id, capture_id, content_hash)

)

select * from final
