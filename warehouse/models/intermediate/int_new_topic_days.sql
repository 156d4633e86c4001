-- one row per topic, outlet and day that the topic's calendar has gained since the last completed build, of the days
-- that are not written anew for all topics: nothing was published on the topic on such a day, or it would be touched
{%- set built = built_relation('built_topic_spans') %}
with

topic_spans as (

    select * from {{ ref('int_topic_spans') }}

),

days as (

    select * from {{ ref('int_days') }}

),

touched_days as (

    select * from {{ ref('int_touched_days') }}

),

untouched_days as (

    select days.calendar_date
    from days
    anti join touched_days using (calendar_date)

),
{% if built %}
    built_spans as (

        select * from {{ built }}

    ),
{% else %}
    built_spans as (

        select * from topic_spans
        where false

    ),
{% endif %}
grown_spans as (

    select
        topic_spans.topic_number,
        topic_spans.outlet,
        topic_spans.first_date,
        topic_spans.last_date,
        built_spans.first_date as built_first_date,
        built_spans.last_date as built_last_date
    from topic_spans
    left join built_spans using (topic_id, outlet)
    where
        built_spans.topic_id is null
        or topic_spans.first_date < built_spans.first_date
        or topic_spans.last_date > built_spans.last_date

),

final as (

    select
        grown_spans.topic_number,
        grown_spans.outlet,
        untouched_days.calendar_date
    from untouched_days
    inner join grown_spans
        on
            untouched_days.calendar_date >= grown_spans.first_date
            and untouched_days.calendar_date <= grown_spans.last_date
    where
        grown_spans.built_first_date is null
        or untouched_days.calendar_date < grown_spans.built_first_date
        or untouched_days.calendar_date > grown_spans.built_last_date

)

select * from final
