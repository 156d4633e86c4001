-- one row per day that this build writes anew in the marts by day: it lies inside the late window, or something that
-- its rows follow from has changed
{%- set built = built_relation('built_day_fingerprints') %}
with

fingerprints as (

    select * from {{ ref('int_day_fingerprints') }}

),
{% if built %}
    built as (

        select * from {{ built }}

    ),

    touched as (

        select calendar_date
        from fingerprints
        full outer join built using (calendar_date)
        where
            fingerprints.day_status is distinct from 'final'
            or fingerprints.fingerprint is distinct from built.fingerprint

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
