-- one row per outlet, edition and day
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

outlet_days as (

    select * from {{ ref('int_outlet_days') }}

),

articles as (

    select * from {{ ref('articles') }}

),

views as (

    select * from {{ ref('views_by_article_day') }}

),

completeness as (

    select * from {{ ref('completeness_by_outlet_day') }}

),

counts as (

    select
        articles.outlet,
        articles.edition,
        articles.published_date,
        count(*) filter (where articles.content_class = 'paid') as paid_count,
        count(*) filter (where articles.content_class = 'editorial') as editorial_count,
        list_sort(list(distinct articles.label) filter (where articles.content_class = 'paid')) as labels
    from articles
    inner join touched_days on articles.published_date = touched_days.calendar_date
    group by articles.outlet, articles.edition, articles.published_date

),

paid_views as (

    select
        views.outlet,
        views.edition,
        views.viewed_date,
        sum(views.views_gained) as views_gained
    from views
    inner join touched_days on views.viewed_date = touched_days.calendar_date
    inner join articles using (outlet, edition, article_id)
    where articles.content_class = 'paid' and views.views_gained > 0
    group by views.outlet, views.edition, views.viewed_date

),

final as (

    select
        outlet_days.outlet,
        outlet_days.edition,
        outlet_days.calendar_date as published_date,
        outlet_days.week_start,
        cast(coalesce(counts.paid_count, 0) as integer) as paid_count,
        cast(coalesce(counts.editorial_count, 0) as integer) as editorial_count,
        counts.paid_count / (counts.paid_count + counts.editorial_count) as paid_share,
        coalesce(paid_views.views_gained, 0.0) as paid_views_gained,
        coalesce(counts.labels, []) as labels,
        completeness.completeness,
        outlet_days.day_status
    from outlet_days
    inner join touched_days using (calendar_date)
    left join counts
        on
            outlet_days.outlet = counts.outlet
            and outlet_days.edition = counts.edition
            and outlet_days.calendar_date = counts.published_date
    left join paid_views
        on
            outlet_days.outlet = paid_views.outlet
            and outlet_days.edition = paid_views.edition
            and outlet_days.calendar_date = paid_views.viewed_date
    left join completeness
        on
            outlet_days.outlet = completeness.outlet
            and outlet_days.edition = completeness.edition
            and outlet_days.calendar_date = completeness.published_date

)

select * from final
