-- one row per storyline, outlet and day
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    on_schema_change='fail',
    touched='int_touched_days',
    touched_key={'published_date': 'calendar_date'},
) }}
with

touched_days as (

    select * from {{ ref('int_touched_days') }}

),

coverage as (

    select * from {{ ref('coverage_by_topic_day') }}

),

storyline_articles as (

    select * from {{ ref('int_storyline_articles') }}

),

articles as (

    select * from {{ ref('articles') }}

),

days as (

    select
        coverage.topic_id,
        coverage.topic_title,
        coverage.outlet,
        coverage.published_date,
        coverage.week_start,
        max(coverage.story_count) as story_count,
        sum(coverage.views_gained) as views_gained,
        min(coverage.completeness) as completeness,
        any_value(coverage.day_status) as day_status
    from coverage
    inner join touched_days on coverage.published_date = touched_days.calendar_date
    where coverage.topic_kind = 'storyline'
    group by coverage.topic_id, coverage.topic_title, coverage.outlet, coverage.published_date, coverage.week_start

),

parts as (

    select
        'storyline:' || storyline_articles.outlet || ':' || storyline_articles.storyline_id as topic_id,
        articles.published_date,
        count(distinct articles.article_id) as part_count
    from storyline_articles
    inner join articles using (outlet, edition, article_id)
    inner join touched_days on articles.published_date = touched_days.calendar_date
    where articles.content_class = 'editorial' and articles.article_id <> storyline_articles.storyline_id
    group by storyline_articles.outlet, storyline_articles.storyline_id, articles.published_date

),

final as (

    select
        days.topic_id,
        days.topic_title,
        days.outlet,
        days.published_date,
        days.week_start,
        cast(coalesce(parts.part_count, 0) as integer) as part_count,
        cast(days.story_count as integer) as story_count,
        days.views_gained,
        days.completeness,
        days.day_status
    from days
    left join parts using (topic_id, published_date)

)

select * from final
