-- one row per day: its fingerprint in the last completed build
-- depends_on: {{ ref('coverage_by_topic_day') }}
with

final as (

    select
        calendar_date,
        fingerprint
    from {{ ref('int_day_fingerprints') }}

)

select * from final
