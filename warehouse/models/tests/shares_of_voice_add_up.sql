-- The shares of a set's topics add up to 1 on each day of an outlet, and its weights to whole numbers.
with

shares as (

    select * from {{ ref('share_of_voice_day') }}

),

sums as (

    select
        set_name,
        outlet,
        published_date,
        sum(share_by_count) as by_count,
        sum(share_by_views) as by_views,
        sum(share_by_main_role) as by_main_role,
        sum(share_by_unique_story) as by_unique_story,
        sum(weighted_count) as article_count,
        sum(weighted_story_count) as story_count
    from shares
    group by set_name, outlet, published_date

),

final as (

    select *
    from sums
    where
        abs(by_count - 1) > 0.000001
        or abs(by_views - 1) > 0.000001
        or abs(by_main_role - 1) > 0.000001
        or abs(by_unique_story - 1) > 0.000001
        or abs(article_count - round(article_count)) > 0.000001
        or abs(story_count - round(story_count)) > 0.000001

)

select * from final
