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
    grown_spans as (

        select
            topic_spans.topic_number,
            topic_spans.outlet,
            topic_spans.first_date,
            topic_spans.last_date,
            built.first_date as built_first_date,
            built.last_date as built_last_date
        from topic_spans
        left join {{ built }} as built using (topic_id, outlet)
        where
            built.topic_id is null
            or topic_spans.first_date < built.first_date
            or topic_spans.last_date > built.last_date

    ),
{% else %}
    grown_spans as (

        select
            topic_number,
            outlet,
            first_date,
            last_date,
            cast(null as date) as built_first_date,
            cast(null as date) as built_last_date
        from topic_spans

    ),
{% endif %}
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
