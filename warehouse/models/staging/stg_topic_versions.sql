-- one row per version of a user topic, as its file had it
with

topic_versions as (

    select * from {{ source('lake', 'topic_versions') }}

),

final as (

    select
        'user:' || topic as topic_id,
        topic,
        cast(version as integer) as version,
        cast(query_version as integer) as query_version,
        query,
        language,
        title,
        title_uk,
        title_ru,
        title_en,
        is_removed,
        added_at,
        cast(article_count as integer) as article_count,
        cast(previous_article_count as integer) as previous_article_count
    from topic_versions

)

select * from final
