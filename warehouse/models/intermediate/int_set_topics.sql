-- one row per competitive set, outlet with an article on one of its topics, and topic: the set's calendar there
with

topic_sets as (

    select * from {{ ref('stg_topic_sets') }}

),

user_topics as (

    select * from {{ ref('int_user_topics') }}

),

topic_spans as (

    select * from {{ ref('int_topic_spans') }}

),

last_sets as (

    select *
    from topic_sets
    qualify row_number() over (partition by set_name order by version desc) = 1

),

members as (

    select
        set_name,
        title as set_title,
        unnest(topics) as topic,
        unnest(range(1, len(topics) + 1)) as position
    from last_sets
    where not is_removed

),

set_topics as (

    select
        members.set_name,
        members.set_title,
        cast(members.position as integer) as position,
        user_topics.topic_id,
        user_topics.title as topic_title
    from members
    inner join user_topics using (topic)

),

set_spans as (

    select
        set_topics.set_name,
        topic_spans.outlet,
        min(topic_spans.first_date) as first_date,
        max(topic_spans.last_date) as last_date
    from set_topics
    inner join topic_spans using (topic_id)
    group by set_topics.set_name, topic_spans.outlet

),

final as (

    select
        set_topics.set_name,
        set_topics.set_title,
        set_topics.position,
        set_topics.topic_id,
        set_topics.topic_title,
        set_spans.outlet,
        set_spans.first_date,
        set_spans.last_date
    from set_topics
    inner join set_spans using (set_name)

)

select * from final
