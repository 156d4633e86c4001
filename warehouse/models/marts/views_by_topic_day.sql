-- one row per topic, outlet, edition and day
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    on_schema_change='fail',
    touched='int_touched_days',
    touched_key={'viewed_date': 'calendar_date'},
) }}
with

touched_days as (

    select * from {{ ref('int_touched_days') }}

),

topic_days as (

    select * from {{ ref('int_topic_days') }}

),

article_topics as (

    select * from {{ ref('int_article_topics') }}

),

articles as (

    select * from {{ ref('articles') }}

),

views as (

    select * from {{ ref('views_by_article_day') }}

),

editorial_views as (

    select
        views.outlet,
        views.edition,
        views.article_id,
        views.viewed_date,
        views.views_gained,
        views.older_views_gained
    from views
    inner join touched_days on views.viewed_date = touched_days.calendar_date
    inner join articles using (outlet, edition, article_id)
    where articles.content_class = 'editorial' and views.views_gained > 0

),

-- Rank 1 is the least viewed.
ranked as (

    select
        article_topics.topic_id,
        editorial_views.outlet,
        editorial_views.edition,
        editorial_views.viewed_date,
        editorial_views.views_gained,
        editorial_views.older_views_gained,
        row_number() over topic_day as view_rank,
        count(*) over (
            partition by
                article_topics.topic_id, editorial_views.outlet, editorial_views.edition, editorial_views.viewed_date
        ) as article_count
    from editorial_views
    inner join article_topics using (outlet, edition, article_id)
    window topic_day as (
        partition by
            article_topics.topic_id, editorial_views.outlet, editorial_views.edition, editorial_views.viewed_date
        order by editorial_views.views_gained, editorial_views.article_id
    )

),

topic_sums as (

    select
        topic_id,
        outlet,
        edition,
        viewed_date,
        count(*) as article_count,
        sum(views_gained) as views_gained,
        sum(older_views_gained) as older_views_gained,
        sum(views_gained) filter (where view_rank > article_count - 10) as top10_views_gained,
        sum(view_rank * views_gained) as rank_weighted_views
    from ranked
    group by topic_id, outlet, edition, viewed_date

),

final as (

    select
        topic_days.topic_id,
        topic_days.topic_kind,
        topic_days.topic_title,
        topic_days.outlet,
        topic_days.edition,
        topic_days.calendar_date as viewed_date,
        topic_days.week_start,
        coalesce(topic_sums.views_gained, 0.0) as views_gained,
        cast(coalesce(topic_sums.article_count, 0) as integer) as viewed_article_count,
        topic_sums.views_gained / topic_sums.article_count as views_per_article,
        topic_sums.top10_views_gained / topic_sums.views_gained as top10_share,
        2 * topic_sums.rank_weighted_views / (topic_sums.article_count * topic_sums.views_gained)
        - (topic_sums.article_count + 1.0) / topic_sums.article_count as gini,
        coalesce(topic_sums.older_views_gained, 0.0) as older_views_gained,
        topic_days.day_status
    from topic_days
    inner join touched_days using (calendar_date)
    left join topic_sums
        on
            topic_days.topic_id = topic_sums.topic_id
            and topic_days.outlet = topic_sums.outlet
            and topic_days.edition = topic_sums.edition
            and topic_days.calendar_date = topic_sums.viewed_date

)

select * from final
