-- one row per article that an outlet published in Ukrainian and in Russian, with the publishing times of both
with

articles as (

    select * from {{ ref('articles') }}

),

ukrainian as (

    select *
    from articles
    where edition = 'uk' and content_class = 'editorial'

),

russian as (

    select *
    from articles
    where edition = 'ru' and content_class = 'editorial'

),

-- By the outlet's id, which both editions share where the outlet says so; else by the link from one page to the other.
matched as (

    select
        ukrainian.outlet,
        ukrainian.article_id as uk_article_id,
        russian.article_id as ru_article_id,
        ukrainian.published_at as uk_published_at,
        russian.published_at as ru_published_at,
        ukrainian.published_precision <> 'day' and russian.published_precision <> 'day' as is_timed,
        1 as match_rank
    from ukrainian
    inner join russian using (outlet, article_id)
    union all
    select
        ukrainian.outlet,
        ukrainian.article_id as uk_article_id,
        russian.article_id as ru_article_id,
        ukrainian.published_at as uk_published_at,
        russian.published_at as ru_published_at,
        ukrainian.published_precision <> 'day' and russian.published_precision <> 'day' as is_timed,
        2 as match_rank
    from ukrainian
    inner join russian
        on
            ukrainian.outlet = russian.outlet
            and ukrainian.other_edition_url = russian.url
    union all
    select
        ukrainian.outlet,
        ukrainian.article_id as uk_article_id,
        russian.article_id as ru_article_id,
        ukrainian.published_at as uk_published_at,
        russian.published_at as ru_published_at,
        ukrainian.published_precision <> 'day' and russian.published_precision <> 'day' as is_timed,
        3 as match_rank
    from ukrainian
    inner join russian
        on
            ukrainian.outlet = russian.outlet
            and ukrainian.url = russian.other_edition_url

),

-- Where pages link in a circle, an article is in one pair: that of its id before any other.
by_ukrainian as (

    select *
    from matched
    qualify row_number() over (partition by outlet, uk_article_id order by match_rank, ru_article_id) = 1

),

final as (

    select
        outlet,
        uk_article_id,
        ru_article_id,
        uk_published_at,
        ru_published_at,
        is_timed
    from by_ukrainian
    qualify row_number() over (partition by outlet, ru_article_id order by match_rank, uk_article_id) = 1

)

select * from final
