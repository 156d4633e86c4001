-- one row per version of a competitive set, as its file had it
with

topic_sets as (

    select * from {{ source('lake', 'topic_sets') }}

),

final as (

    select
        set_name,
        cast(version as integer) as version,
        title,
        topics,
        is_removed,
        added_at
    from topic_sets

)

select * from final
