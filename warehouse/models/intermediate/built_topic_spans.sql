-- one row per topic and outlet: its title and its calendar in the last completed build
-- depends_on: {{ ref('coverage_by_topic_day') }}
-- depends_on: {{ ref('topic_burst_day') }}
with

final as (

    select
        topic_id,
        outlet,
        topic_title,
        first_date,
        last_date
    from {{ ref('int_topic_spans') }}

)

select * from final
