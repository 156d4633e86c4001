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

topic_spans as (

    select * from {{ ref('int_topic_spans') }}

),

outlet_days as (

    select * from {{ ref('int_outlet_days') }}

),

new_topic_days as (

    select * from {{ ref('int_new_topic_days') }}

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

-- Rank 1 is the most viewed.
ranked as (

    select
        topic_spans.topic_number,
        editorial_views.edition,
        editorial_views.viewed_date,
        editorial_views.views_gained,
        editorial_views.older_views_gained,
        row_number() over (
            partition by topic_spans.topic_number, editorial_views.edition, editorial_views.viewed_date
            order by editorial_views.views_gained desc, editorial_views.article_id asc
        ) as view_rank
    from editorial_views
    inner join article_topics using (outlet, edition, article_id)
    inner join topic_spans using (topic_id, outlet)

),

topic_sums as (

    select
        topic_number,
        edition,
        viewed_date,
        count(*) as article_count,
        sum(views_gained) as views_gained,
        sum(older_views_gained) as older_views_gained,
        sum(views_gained) filter (where view_rank <= 10) as top10_views_gained,
        sum(view_rank * views_gained) as rank_weighted_views
    from ranked
    group by topic_number, edition, viewed_date

),

topic_days as (

    select
        topic_spans.topic_number,
        outlet_days.edition,
        outlet_days.calendar_date,
        outlet_days.week_start,
        outlet_days.day_status
    from outlet_days
    inner join touched_days using (calendar_date)
    inner join topic_spans
        on
            outlet_days.outlet = topic_spans.outlet
            and outlet_days.calendar_date >= topic_spans.first_date
            and outlet_days.calendar_date <= topic_spans.last_date
    union all
    select
        new_topic_days.topic_number,
        outlet_days.edition,
        outlet_days.calendar_date,
        outlet_days.week_start,
        outlet_days.day_status
    from new_topic_days
    inner join outlet_days using (outlet, calendar_date)

),

joined as (

    select
        topic_days.*,
        coalesce(topic_sums.views_gained, 0.0) as views_gained,
        cast(coalesce(topic_sums.article_count, 0) as integer) as viewed_article_count,
        topic_sums.views_gained / topic_sums.article_count as views_per_article,
        topic_sums.top10_views_gained / topic_sums.views_gained as top10_share,
        (topic_sums.article_count + 1.0) / topic_sums.article_count
        - 2 * topic_sums.rank_weighted_views / (topic_sums.article_count * topic_sums.views_gained) as gini,
        coalesce(topic_sums.older_views_gained, 0.0) as older_views_gained
    from topic_days
    left join topic_sums
        on
            topic_days.topic_number = topic_sums.topic_number
            and topic_days.edition = topic_sums.edition
            and topic_days.calendar_date = topic_sums.viewed_date

),

final as (

    select
        topic_spans.topic_id,
        topic_spans.topic_kind,
        topic_spans.topic_title,
        topic_spans.outlet,
        joined.edition,
        joined.calendar_date as viewed_date,
        joined.week_start,
        joined.views_gained,
        joined.viewed_article_count,
        joined.views_per_article,
        joined.top10_share,
        joined.gini,
        joined.older_views_gained,
        joined.day_status
    from joined
    inner join topic_spans using (topic_number)

)

select * from final
