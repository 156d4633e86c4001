-- Every article has exactly one current version, and every row of the marts belongs to an article.
with

versions as (

    select * from {{ ref('article_versions') }}

),

articles as (

    select * from {{ ref('articles') }}

),

views as (

    select * from {{ ref('views_by_article_day') }}

),

tags as (

    select * from {{ ref('article_tags') }}

),

final as (

    select
        outlet,
        edition,
        article_id
    from versions
    group by outlet, edition, article_id
    having count(*) filter (where is_current) <> 1
    union all
    select
        outlet,
        edition,
        article_id
    from views
    anti join articles using (outlet, edition, article_id)
    union all
    select
        outlet,
        edition,
        article_id
    from tags
    anti join articles using (outlet, edition, article_id)

)

select * from final
