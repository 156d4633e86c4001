-- one row per competitive set, topic, outlet and day
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

set_topics as (

    select * from {{ ref('int_set_topics') }}

),

outlet_days as (

    select * from {{ ref('int_outlet_days') }}

),

topic_hits as (

    select * from {{ ref('topic_hits') }}

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

unique_stories as (

    select * from {{ ref('int_unique_stories') }}

),

editorial_hits as (

    select
        set_topics.set_name,
        topic_hits.topic_id,
        topic_hits.outlet,
        topic_hits.edition,
        topic_hits.article_id,
        topic_hits.role,
        unique_stories.story_id,
        articles.published_date,
        articles.story_date
    from topic_hits
    inner join set_topics using (topic_id, outlet)
    inner join articles using (outlet, edition, article_id)
    inner join unique_stories using (outlet, article_id)
    where articles.content_class = 'editorial'

),

-- An article in k topics of the set weighs 1/k in each, so that the weights of a set add up to its articles.
weights as (

    select
        *,
        1.0 / count(*) over article as weight,
        case when role = 'main' then 1.0 / count(*) filter (where role = 'main') over article end as main_weight
    from editorial_hits
    window article as (partition by set_name, outlet, edition, article_id)

),

-- Both editions of an article, and its reprints, are one story of their day, on the topics of all of them.
stories as (

    select
        set_name,
        topic_id,
        outlet,
        story_id,
        story_date,
        1.0 / count(*) over (partition by set_name, outlet, story_id, story_date) as weight
    from editorial_hits
    group by set_name, topic_id, outlet, story_id, story_date

),

article_sums as (

    select
        weights.set_name,
        weights.topic_id,
        weights.outlet,
        weights.published_date,
        sum(weights.weight) as weighted_count,
        sum(weights.main_weight) as weighted_main_role_count
    from weights
    inner join touched_days on weights.published_date = touched_days.calendar_date
    group by weights.set_name, weights.topic_id, weights.outlet, weights.published_date

),

story_sums as (

    select
        stories.set_name,
        stories.topic_id,
        stories.outlet,
        stories.story_date,
        sum(stories.weight) as weighted_story_count
    from stories
    inner join touched_days on stories.story_date = touched_days.calendar_date
    group by stories.set_name, stories.topic_id, stories.outlet, stories.story_date

),

view_sums as (

    select
        weights.set_name,
        weights.topic_id,
        weights.outlet,
        views.viewed_date,
        sum(weights.weight * views.views_gained) as weighted_views
    from weights
    inner join views using (outlet, edition, article_id)
    inner join touched_days on views.viewed_date = touched_days.calendar_date
    where views.views_gained > 0
    group by weights.set_name, weights.topic_id, weights.outlet, views.viewed_date

),

days as (

    select
        outlet_days.outlet,
        outlet_days.calendar_date,
        any_value(outlet_days.week_start) as week_start,
        any_value(outlet_days.day_status) as day_status,
        min(completeness.completeness) as completeness
    from outlet_days
    inner join touched_days using (calendar_date)
    left join completeness
        on
            outlet_days.outlet = completeness.outlet
            and outlet_days.edition = completeness.edition
            and outlet_days.calendar_date = completeness.published_date
    group by outlet_days.outlet, outlet_days.calendar_date

),

counted as (

    select
        set_topics.set_name,
        set_topics.set_title,
        set_topics.topic_id,
        set_topics.topic_title,
        days.*,
        coalesce(article_sums.weighted_count, 0.0) as weighted_count,
        coalesce(article_sums.weighted_main_role_count, 0.0) as weighted_main_role_count,
        coalesce(story_sums.weighted_story_count, 0.0) as weighted_story_count,
        coalesce(view_sums.weighted_views, 0.0) as weighted_views
    from days
    inner join set_topics
        on
            days.outlet = set_topics.outlet
            and days.calendar_date between set_topics.first_date and set_topics.last_date
    left join article_sums
        on
            set_topics.set_name = article_sums.set_name
            and set_topics.topic_id = article_sums.topic_id
            and days.outlet = article_sums.outlet
            and days.calendar_date = article_sums.published_date
    left join story_sums
        on
            set_topics.set_name = story_sums.set_name
            and set_topics.topic_id = story_sums.topic_id
            and days.outlet = story_sums.outlet
            and days.calendar_date = story_sums.story_date
    left join view_sums
        on
            set_topics.set_name = view_sums.set_name
            and set_topics.topic_id = view_sums.topic_id
            and days.outlet = view_sums.outlet
            and days.calendar_date = view_sums.viewed_date

),

final as (

    select
        set_name,
        set_title,
        topic_id,
        topic_title,
        outlet,
        calendar_date as published_date,
        week_start,
        weighted_count,
        weighted_main_role_count,
        weighted_story_count,
        weighted_views,
        weighted_count / nullif(sum(weighted_count) over set_day, 0) as share_by_count,
        weighted_views / nullif(sum(weighted_views) over set_day, 0) as share_by_views,
        weighted_main_role_count / nullif(sum(weighted_main_role_count) over set_day, 0) as share_by_main_role,
        weighted_story_count / nullif(sum(weighted_story_count) over set_day, 0) as share_by_unique_story,
        completeness,
        day_status
    from counted
    window set_day as (partition by set_name, outlet, calendar_date)

)

select * from final
