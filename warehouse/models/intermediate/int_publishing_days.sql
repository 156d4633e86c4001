-- one row per outlet and day on which it published: its stories, and on how many days before it published any
with

articles as (

    select * from {{ ref('articles') }}

),

-- Both editions of an article are one story.
days as (

    select
        outlet,
        published_date,
        count(distinct article_id) as outlet_story_count
    from articles
    where content_class = 'editorial'
    group by outlet, published_date

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
