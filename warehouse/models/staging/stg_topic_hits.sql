-- one row per query version of a user topic and article version that it hits
with

topic_hits as (

    select * from {{ source('lake', 'topic_hits') }}

),

final as (

    select
        'user:' || topic as topic_id,
        cast(query_version as integer) as query_version,
        capture_id,
        content_hash,
        outlet,
        edition,
        article_id,
        role,
        cast(hit_count as integer) as hit_count,
        matched_clauses,
        matched_at
    from topic_hits

)

select * from final
