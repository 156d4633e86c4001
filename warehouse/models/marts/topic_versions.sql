-- one row per query version of a user topic
with

topic_versions as (

    select * from {{ ref('stg_topic_versions') }}

),

user_topics as (

    select * from {{ ref('int_user_topics') }}

),

-- A version that changes titles alone has the query, and the counts, of the one before it.
query_versions as (

    select
        topic_id,
        query_version,
        min(version) as first_version,
        max(version) as last_version
    from topic_versions
    group by topic_id, query_version

),

final as (

    select
        query_versions.topic_id,
        query_versions.query_version,
        firsts.query,
        lasts.title,
        firsts.language,
        firsts.added_at,
        firsts.article_count,
        firsts.previous_article_count,
        user_topics.topic_id is not null as is_current
    from query_versions
    inner join topic_versions as firsts
        on query_versions.topic_id = firsts.topic_id and query_versions.first_version = firsts.version
    inner join topic_versions as lasts
        on query_versions.topic_id = lasts.topic_id and query_versions.last_version = lasts.version
    left join user_topics
        on query_versions.topic_id = user_topics.topic_id and query_versions.query_version = user_topics.query_version

)

select * from final
