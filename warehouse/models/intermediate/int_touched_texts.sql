-- one row per article whose shingles this build writes anew, and day that it was or is published on: all of them in a
-- full refresh
{%- set built = built_relation('int_article_shingles') %}
with

versions as (

    select * from {{ ref('article_versions') }}

),

current_texts as (

    select
        outlet,
        edition,
        article_id,
        published_date,
        hash(capture_id, content_hash, published_at, authors, url) as fingerprint
    from versions
    where is_current and content_class = 'editorial'

),
{% if built %}
    built as (

        select * from {{ built }}

    ),

    touched as (

        select
            coalesce(current_texts.outlet, built.outlet) as outlet,
            coalesce(current_texts.edition, built.edition) as edition,
            coalesce(current_texts.article_id, built.article_id) as article_id,
            unnest([current_texts.published_date, built.published_date]) as published_date
        from current_texts
        full outer join built using (outlet, edition, article_id)
        where current_texts.fingerprint is distinct from built.fingerprint

    ),
{% else %}
    touched as (

        select * from current_texts

    ),
{% endif %}
final as (

    select distinct
        outlet,
        edition,
        article_id,
        published_date
    from touched
    where published_date is not null

)

select * from final
