-- one row per outlet and day with stories: how many, and on how many days before there were any
with

articles as (

    select * from {{ ref('articles') }}

),

days as (

    select
        outlet,
        story_date as published_date,
        count(distinct article_id) as outlet_story_count
    from articles
    where content_class = 'editorial'
    group by outlet, story_date

),

final as (

    select
        outlet,
        published_date,
        outlet_story_count,
        row_number() over (partition by outlet order by published_date) - 1 as earlier_day_count
    from days

)

select * from final
