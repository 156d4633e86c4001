-- one row per article: its fingerprint in the last completed build
-- depends_on: {{ ref('views_by_article_day') }}
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
