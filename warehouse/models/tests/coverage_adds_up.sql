-- A topic's rows add up to its articles and to its stories, have no gaps, and are those of one known topic and outlet.
with

coverage as (

    select * from {{ ref('coverage_by_topic_day') }}

),

topics as (

    select * from {{ ref('topics') }}

),

editions as (

    select
        topic_id,
        outlet,
        edition,
        sum(article_count) as article_count,
        sum(story_count) as story_count,
        count(*) as day_count,
        max(published_date) - min(published_date) + 1 as calendar_day_count
    from coverage
    group by topic_id, outlet, edition

),

sums as (

    select
        topic_id,
        outlet,
        sum(article_count) as article_count,
        -- Alike in the rows of all editions.
        min(story_count) as story_count,
        bool_or(day_count <> calendar_day_count) as has_gaps
    from editions
    group by topic_id, outlet

),

final as (

    select
        topic_id,
        outlet,
        topics.article_count as expected_article_count,
        sums.article_count,
        topics.story_count as expected_story_count,
        sums.story_count,
        sums.has_gaps
    from topics
    full outer join sums using (topic_id, outlet)
    where
        topics.topic_id is null
        or topics.article_count <> coalesce(sums.article_count, 0)
        or topics.story_count <> coalesce(sums.story_count, 0)
        or (sums.topic_id is null and topics.first_published_date is not null)
        or sums.has_gaps

)

select * from final
