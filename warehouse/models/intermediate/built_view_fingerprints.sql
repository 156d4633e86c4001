-- one row per article: its fingerprint in the last completed build
-- depends_on: {{ ref('views_by_article_day') }}
-- depends_on: {{ ref('int_article_attention') }}
-- depends_on: {{ ref('int_headline_views') }}
with

final as (

    select
        outlet,
        edition,
        article_id,
        fingerprint
    from {{ ref('int_view_fingerprints') }}

)

select * from final
