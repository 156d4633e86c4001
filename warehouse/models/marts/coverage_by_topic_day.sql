-- one row per topic, outlet, edition and day
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

unique_stories as (

    select * from {{ ref('int_unique_stories') }}

),

views as (

    select * from {{ ref('views_by_topic_day') }}

),

completeness as (

    select * from {{ ref('completeness_by_outlet_day') }}

),

touched_articles as (

    select articles.*
    from articles
    inner join touched_days on articles.published_date = touched_days.calendar_date

),

-- Both editions of an article are one story, so stories are counted over the editions together, each on one day: counts
-- of days add up to those of a month.
stories as (

    select
        articles.outlet,
        articles.edition,
        articles.article_id,
        articles.story_date,
        unique_stories.story_id
    from articles
    inner join unique_stories using (outlet, article_id)
    where articles.content_class = 'editorial'

),

topic_articles as (

    select
        topic_spans.topic_number,
        article_topics.role,
        touched_articles.*
    from touched_articles
    inner join article_topics using (outlet, edition, article_id)
    inner join topic_spans using (topic_id, outlet)

),

edition_counts as (

    select
        topic_number,
        edition,
        published_date,
        count(*) filter (where content_class = 'editorial') as article_count,
        count(*) filter (where content_class = 'editorial' and role = 'main') as main_role_count,
        count(*) filter (where content_class = 'paid') as paid_count,
        sum(word_count) filter (where content_class = 'editorial') as word_count,
        len(list_distinct(flatten(list(authors) filter (where content_class = 'editorial')))) as author_count
    from topic_articles
    group by topic_number, edition, published_date

),

story_counts as (

    select
        topic_spans.topic_number,
        stories.story_date,
        count(distinct stories.article_id) as story_count,
        count(distinct stories.story_id) as unique_story_count
    from stories
    inner join touched_days on stories.story_date = touched_days.calendar_date
    inner join article_topics using (outlet, edition, article_id)
    inner join topic_spans using (topic_id, outlet)
    group by topic_spans.topic_number, stories.story_date

),

outlet_articles as (

    select
        outlet,
        edition,
        published_date,
        count(*) as outlet_article_count
    from articles
    where content_class = 'editorial'
    group by outlet, edition, published_date

),

outlet_stories as (

    select
        outlet,
        story_date,
        count(distinct article_id) as outlet_story_count,
        count(distinct story_id) as outlet_unique_story_count
    from stories
    group by outlet, story_date

),

topic_views as (

    select
        topic_spans.topic_number,
        views.edition,
        views.viewed_date,
        views.views_gained
    from views
    inner join touched_days on views.viewed_date = touched_days.calendar_date
    inner join topic_spans using (topic_id, outlet)
    where views.views_gained > 0

),

-- What the rows of all topics of an outlet, edition and day share.
days as (

    select
        outlet_days.outlet,
        outlet_days.edition,
        outlet_days.calendar_date,
        outlet_days.week_start,
        outlet_days.day_status,
        coalesce(outlet_articles.outlet_article_count, 0) as outlet_article_count,
        coalesce(outlet_stories.outlet_story_count, 0) as outlet_story_count,
        coalesce(outlet_stories.outlet_unique_story_count, 0) as outlet_unique_story_count,
        completeness.completeness
    from outlet_days
    left join outlet_articles
        on
            outlet_days.outlet = outlet_articles.outlet
            and outlet_days.edition = outlet_articles.edition
            and outlet_days.calendar_date = outlet_articles.published_date
    left join outlet_stories
        on
            outlet_days.outlet = outlet_stories.outlet
            and outlet_days.calendar_date = outlet_stories.story_date
    left join completeness
        on
            outlet_days.outlet = completeness.outlet
            and outlet_days.edition = completeness.edition
            and outlet_days.calendar_date = completeness.published_date

),

topic_days as (

    select
        topic_spans.topic_number,
        days.edition,
        days.calendar_date
    from days
    inner join touched_days using (calendar_date)
    inner join topic_spans
        on
            days.outlet = topic_spans.outlet
            and days.calendar_date >= topic_spans.first_date
            and days.calendar_date <= topic_spans.last_date
    union all
    select
        new_topic_days.topic_number,
        days.edition,
        days.calendar_date
    from new_topic_days
    inner join days using (outlet, calendar_date)

),

counted as (

    select
        topic_days.topic_number,
        topic_days.edition,
        topic_days.calendar_date,
        coalesce(edition_counts.article_count, 0) as article_count,
        coalesce(story_counts.story_count, 0) as story_count,
        coalesce(story_counts.unique_story_count, 0) as unique_story_count,
        coalesce(edition_counts.main_role_count, 0) as main_role_count,
        coalesce(edition_counts.paid_count, 0) as paid_count,
        coalesce(edition_counts.word_count, 0) as word_count,
        coalesce(edition_counts.author_count, 0) as author_count,
        coalesce(topic_views.views_gained, 0.0) as views_gained
    from topic_days
    left join edition_counts
        on
            topic_days.topic_number = edition_counts.topic_number
            and topic_days.edition = edition_counts.edition
            and topic_days.calendar_date = edition_counts.published_date
    left join story_counts
        on
            topic_days.topic_number = story_counts.topic_number
            and topic_days.calendar_date = story_counts.story_date
    left join topic_views
        on
            topic_days.topic_number = topic_views.topic_number
            and topic_days.edition = topic_views.edition
            and topic_days.calendar_date = topic_views.viewed_date

),

final as (

    select
        topic_spans.topic_id,
        topic_spans.topic_kind,
        topic_spans.topic_title,
        topic_spans.outlet,
        counted.edition,
        counted.calendar_date as published_date,
        days.week_start,
        cast(counted.article_count as integer) as article_count,
        cast(counted.story_count as integer) as story_count,
        cast(counted.unique_story_count as integer) as unique_story_count,
        cast(case when topic_spans.topic_kind = 'user' then counted.main_role_count end as integer) as main_role_count,
        cast(counted.paid_count as integer) as paid_count,
        cast(counted.word_count as bigint) as word_count,
        cast(counted.author_count as integer) as author_count,
        cast(days.outlet_article_count as integer) as outlet_article_count,
        cast(days.outlet_story_count as integer) as outlet_story_count,
        cast(days.outlet_unique_story_count as integer) as outlet_unique_story_count,
        counted.unique_story_count / nullif(days.outlet_unique_story_count, 0) as attention_share,
        {{ wilson_bound('counted.unique_story_count', 'days.outlet_unique_story_count', '-') }} as attention_share_low,
        {{ wilson_bound('counted.unique_story_count', 'days.outlet_unique_story_count', '+') }} as attention_share_high,
        counted.views_gained,
        days.completeness,
        counted.article_count / nullif(days.completeness, 0) as article_count_adjusted,
        days.day_status
    from counted
    inner join topic_spans using (topic_number)
    inner join days
        on
            topic_spans.outlet = days.outlet
            and counted.edition = days.edition
            and counted.calendar_date = days.calendar_date

)

select * from final
