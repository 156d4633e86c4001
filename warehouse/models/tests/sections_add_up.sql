-- The sections of an edition's day add up to its articles, and their shares to 1.
with

sections as (

    select * from {{ ref('section_mix_day') }}

),

articles as (

    select * from {{ ref('articles') }}

),

actual as (

    select
        outlet,
        edition,
        published_date,
        sum(article_count) as article_count,
        sum(paid_count) as paid_count,
        sum(article_share) as article_share
    from sections
    group by outlet, edition, published_date

),

expected as (

    select
        outlet,
        edition,
        published_date,
        count(*) filter (where content_class = 'editorial') as article_count,
        count(*) filter (where content_class = 'paid') as paid_count
    from articles
    group by outlet, edition, published_date

),

final as (

    select
        outlet,
        edition,
        published_date,
        actual.article_count,
        actual.article_share,
        coalesce(expected.article_count, 0) as expected_article_count
    from actual
    full outer join expected using (outlet, edition, published_date)
    where
        actual.article_count is distinct from coalesce(expected.article_count, 0)
        or actual.paid_count is distinct from coalesce(expected.paid_count, 0)
        or abs(actual.article_share - 1) > 0.000001

)

select * from final
