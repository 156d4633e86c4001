-- one row per link that an article page showed in one of its blocks, per capture
with

links as (

    select * from {{ ref('stg_related_links') }}

),

articles as (

    select * from {{ ref('articles') }}

),

final as (

    select
        links.outlet,
        links.edition,
        links.article_id,
        links.observed_at,
        links.block,
        links.position,
        links.anchor_text,
        links.label,
        links.target_url,
        links.target_article_id,
        links.capture_id,
        articles.url
    from links
    left join articles using (outlet, edition, article_id)

)

select * from final
