-- one row per day that this build writes anew in the marts by day: it lies inside the late window, or something that
-- its rows follow from has changed
-- depends_on: {{ ref('int_topic_spans') }}
{%- set built = built_relation('built_day_fingerprints') %}
{%- set built_spans = built_relation('built_topic_spans') %}
with

fingerprints as (

    select * from {{ ref('int_day_fingerprints') }}

),
{% if built and built_spans %}
    topic_spans as (

        select * from {{ ref('int_topic_spans') }}

    ),

    built as (

        select * from {{ built }}

    ),

    built_spans as (

        select * from {{ built_spans }}

    ),

    -- A topic that has another title or fewer days. Days that it has gained are in int_new_topic_days.
    altered_spans as (

        select
            built_spans.first_date,
            built_spans.last_date
        from built_spans
        left join topic_spans using (topic_id, outlet)
        where
            topic_spans.topic_title is distinct from built_spans.topic_title
            or topic_spans.first_date > built_spans.first_date
            or topic_spans.last_date < built_spans.last_date

    ),

    touched as (

        select calendar_date
        from fingerprints
        full outer join built using (calendar_date)
        where
            fingerprints.day_status is distinct from 'final'
            or fingerprints.fingerprint is distinct from built.fingerprint
        union
        select fingerprints.calendar_date
        from fingerprints
        semi join altered_spans
            on
                fingerprints.calendar_date >= altered_spans.first_date
                and fingerprints.calendar_date <= altered_spans.last_date

    ),
{% else %}
    touched as (

        select * from fingerprints

    ),
{% endif %}
final as (

    select calendar_date
    from touched

)

select * from final
