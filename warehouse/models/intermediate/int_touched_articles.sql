-- one row per article whose views this build computes anew: all of them in a full refresh
{%- set built = built_relation('built_view_fingerprints') %}
with

fingerprints as (

    select * from {{ ref('int_view_fingerprints') }}

),
{% if built %}
    built as (

        select * from {{ built }}

    ),

    touched as (

        select
            coalesce(fingerprints.outlet, built.outlet) as outlet,
            coalesce(fingerprints.edition, built.edition) as edition,
            coalesce(fingerprints.article_id, built.article_id) as article_id
        from fingerprints
        full outer join built using (outlet, edition, article_id)
        where fingerprints.fingerprint is distinct from built.fingerprint

    ),
{% else %}
    touched as (

        select * from fingerprints

    ),
{% endif %}
final as (

    select
        outlet,
        edition,
        article_id
    from touched

)

select * from final
