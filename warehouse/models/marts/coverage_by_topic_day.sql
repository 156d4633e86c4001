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

article_topics as (

    select * from {{ ref('int_article_topics') }}

),

articles as (

    select * from {{ ref('articles') }}

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

edition_counts as (

    select
        article_topics.topic_id,
        touched_articles.edition,
        touched_articles.published_date,
        count(*) filter (where touched_articles.content_class = 'editorial') as article_count,
        count(*) filter (where touched_articles.content_class = 'paid') as paid_count,
        sum(touched_articles.word_count) filter (where touched_articles.content_class = 'editorial') as word_count,
        len(
            list_distinct(
                flatten(list(touched_articles.authors) filter (where touched_articles.content_class = 'editorial'))
            )
        ) as author_count
    from touched_articles
    inner join article_topics using (outlet, edition, article_id)
    group by article_topics.topic_id, touched_articles.edition, touched_articles.published_date

),

-- Both editions of an article are one story, so stories are counted over the editions together.
story_counts as (

    select
        article_topics.topic_id,
        touched_articles.published_date,
        count(distinct touched_articles.article_id) as story_count
    from touched_articles
    inner join article_topics using (outlet, edition, article_id)
    where touched_articles.content_class = 'editorial'
    group by article_topics.topic_id, touched_articles.published_date

),

outlet_articles as (

    select
        outlet,
        edition,
        published_date,
        count(*) as outlet_article_count
    from touched_articles
    where content_class = 'editorial'
    group by outlet, edition, published_date

),

outlet_stories as (

    select
        outlet,
        published_date,
        count(distinct article_id) as outlet_story_count
    from touched_articles
    where content_class = 'editorial'
    group by outlet, published_date

),

topic_days as (

    select
        topic_spans.topic_id,
        topic_spans.topic_kind,
        topic_spans.topic_title,
        topic_spans.outlet,
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

),

joined as (

    select
        topic_days.topic_id,
        topic_days.topic_kind,
        topic_days.topic_title,
        topic_days.outlet,
        topic_days.edition,
        topic_days.calendar_date as published_date,
        topic_days.week_start,
        topic_days.day_status,
        coalesce(edition_counts.article_count, 0) as article_count,
        coalesce(story_counts.story_count, 0) as story_count,
        coalesce(edition_counts.paid_count, 0) as paid_count,
        coalesce(edition_counts.word_count, 0) as word_count,
        coalesce(edition_counts.author_count, 0) as author_count,
        coalesce(outlet_articles.outlet_article_count, 0) as outlet_article_count,
        coalesce(outlet_stories.outlet_story_count, 0) as outlet_story_count,
        coalesce(views.views_gained, 0.0) as views_gained,
        completeness.completeness
    from topic_days
    left join edition_counts
        on
            topic_days.topic_id = edition_counts.topic_id
            and topic_days.edition = edition_counts.edition
            and topic_days.calendar_date = edition_counts.published_date
    left join story_counts
        on
            topic_days.topic_id = story_counts.topic_id
            and topic_days.calendar_date = story_counts.published_date
    left join outlet_articles
        on
            topic_days.outlet = outlet_articles.outlet
            and topic_days.edition = outlet_articles.edition
            and topic_days.calendar_date = outlet_articles.published_date
    left join outlet_stories
        on
            topic_days.outlet = outlet_stories.outlet
            and topic_days.calendar_date = outlet_stories.published_date
    left join views
        on
            topic_days.topic_id = views.topic_id
            and topic_days.edition = views.edition
            and topic_days.calendar_date = views.viewed_date
    left join completeness
        on
            topic_days.outlet = completeness.outlet
            and topic_days.edition = completeness.edition
            and topic_days.calendar_date = completeness.published_date

),

final as (

    select
        topic_id,
        topic_kind,
        topic_title,
        outlet,
        edition,
        published_date,
        week_start,
        cast(article_count as integer) as article_count,
        cast(story_count as integer) as story_count,
        cast(story_count as integer) as unique_story_count,
        cast(null as integer) as main_role_count,
        cast(paid_count as integer) as paid_count,
        cast(word_count as bigint) as word_count,
        cast(author_count as integer) as author_count,
        cast(outlet_article_count as integer) as outlet_article_count,
        cast(outlet_story_count as integer) as outlet_story_count,
        story_count / nullif(outlet_story_count, 0) as attention_share,
        {{ wilson_bound('story_count', 'outlet_story_count', '-') }} as attention_share_low,
        {{ wilson_bound('story_count', 'outlet_story_count', '+') }} as attention_share_high,
        views_gained,
        completeness,
        article_count / nullif(completeness, 0) as article_count_adjusted,
        day_status
    from joined

)

select * from final
