-- one row per day: its fingerprint in the last completed build
-- depends_on: {{ ref('coverage_by_topic_day') }}
-- depends_on: {{ ref('paid_content_day') }}
-- depends_on: {{ ref('storyline_day') }}
-- depends_on: {{ ref('tag_cooccurrence_week') }}
-- depends_on: {{ ref('topic_burst_day') }}
with

final as (

    select
        calendar_date,
        fingerprint
    from {{ ref('int_day_fingerprints') }}

)

select * from final
