-- one row per outlet: the day's totals, beside the day before and the same weekday of the four weeks before
with

calendar as (

    select
        outlet,
        published_date,
        min(completeness) as completeness,
        max(day_status) as day_status
    from completeness_by_outlet_day
    where published_date between $day - 28 and $day
    group by outlet, published_date

),

published as (

    select
        outlet,
        published_date,
        count(*) filter (where content_class = 'editorial') as article_count
    from articles
    where published_date between $day - 28 and $day
    group by outlet, published_date

),

stories as (

    select
        outlet,
        story_date as published_date,
        count(distinct article_id) filter (where content_class = 'editorial') as story_count,
        count(distinct article_id) filter (where content_class = 'paid') as paid_count
    from articles
    where story_date between $day - 28 and $day
    group by outlet, story_date

),

viewed as (

    select
        outlet,
        viewed_date as published_date,
        sum(views_gained) as views_gained
    from views_by_article_day
    where viewed_date between $day - 28 and $day
    group by outlet, viewed_date

),

days as (

    select
        calendar.outlet,
        calendar.published_date,
        calendar.completeness,
        calendar.day_status,
        coalesce(published.article_count, 0) as article_count,
        coalesce(stories.story_count, 0) as story_count,
        coalesce(stories.paid_count, 0) as paid_count,
        coalesce(viewed.views_gained, 0.0) as views_gained
    from calendar
    left join published using (outlet, published_date)
    left join stories using (outlet, published_date)
    left join viewed using (outlet, published_date)

),

final as (

    select
        days.outlet,
        days.article_count,
        days.story_count,
        days.paid_count,
        days.views_gained,
        days.completeness,
        days.day_status,
        any_value(earlier.story_count) filter (where earlier.published_date = $day - 1) as previous_story_count,
        any_value(earlier.views_gained) filter (where earlier.published_date = $day - 1) as previous_views_gained,
        avg(earlier.story_count) filter (where ($day - earlier.published_date) % 7 = 0) as weekday_story_count,
        avg(earlier.views_gained) filter (where ($day - earlier.published_date) % 7 = 0) as weekday_views_gained
    from days
    left join days as earlier on days.outlet = earlier.outlet and days.published_date > earlier.published_date
    where days.published_date = $day
    group by
        days.outlet, days.article_count, days.story_count, days.paid_count, days.views_gained, days.completeness, days.day_status

)

select * from final
order by outlet
