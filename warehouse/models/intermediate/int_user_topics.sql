-- one row per user topic that a file defines: its last version
with

topic_versions as (

    select * from {{ ref('stg_topic_versions') }}

),

last_versions as (

    select *
    from topic_versions
    qualify row_number() over (partition by topic_id order by version desc) = 1

),

final as (

    select
        topic_id,
        topic,
        query_version,
        title,
        title_uk,
        title_ru,
        title_en
    from last_versions
    where not is_removed

)

select * from final
