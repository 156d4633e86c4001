-- one row per topic, outlet and day
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    on_schema_change='fail',
    touched='int_burst_days',
    touched_key={'published_date': 'calendar_date'},
) }}
{%- set day_type = 'struct(stories double, outlet_stories double, weight double, share double, phi double, '
    ~ 'learned struct(share double, phi double)[])' %}
with

burst_days as (

    select * from {{ ref('int_burst_days') }}

),

coverage as (

    select * from {{ ref('coverage_by_topic_day') }}

),

publishing_days as (

    select * from {{ ref('int_publishing_days') }}

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

first_day as (

    select min(calendar_date) as first_date
    from burst_days

),

-- The story counts of a topic stand alike in the rows of all editions: those of one are read. The day before the first
-- that is written anew is read again, because what it teaches is not kept.
editions as (

    select
        outlet,
        min(edition) as edition
    from coverage
    group by outlet

),

topic_days as (

    select
        coverage.topic_id,
        coverage.topic_kind,
        coverage.topic_title,
        coverage.outlet,
        coverage.published_date,
        coverage.week_start,
        coverage.story_count,
        coverage.outlet_story_count,
        publishing_days.earlier_day_count,
        -- Weight of the days so far in their moving average, 1 when there are many: they are averaged over it.
        1 - pow(0.9, publishing_days.earlier_day_count) as weight,
        coverage.day_status
    from coverage
    inner join editions using (outlet, edition)
    inner join first_day on coverage.published_date >= first_day.first_date - 1
    left join publishing_days using (outlet, published_date)

),

-- What was known before the first of these days: nothing, or what the row of that day in the last build says.
beginnings as (

    {% if is_incremental() -%}
        select
            built.topic_id,
            built.outlet,
            built.expected_share as share,
            built.phi
        from {{ this }} as built
        inner join first_day on built.published_date = first_day.first_date - 1
    {%- else -%}
        select
            topic_id,
            outlet,
            cast(0 as double) as share,
            cast(1 as double) as phi
        from topic_days
        where false
    {%- endif %}

),

series as (

    select
        topic_days.topic_id,
        topic_days.outlet,
        list(topic_days.published_date order by topic_days.published_date) as published_dates,
        list(
            row(
                topic_days.story_count,
                topic_days.outlet_story_count,
                coalesce(topic_days.weight, 0),
                0,
                0,
                []
            )::{{ day_type }}
            order by topic_days.published_date
        ) as days
    from topic_days
    group by topic_days.topic_id, topic_days.outlet

),

-- One step a day: the share is the mean of the days so far, each nine tenths as heavy as the next; of a day that stands
-- out only 1.5 deviations are learned, by the share and by the dispersion, or a burst would hide the days after it.
learned as (

    select
        series.topic_id,
        series.outlet,
        series.published_dates,
        list_reduce( -- noqa: PRS, RF02
            series.days,
            lambda state, today: {{ burst_step('state', 'today', day_type) }},
            row(0, 0, 0, coalesce(beginnings.share, 0), coalesce(beginnings.phi, 1), [])::{{ day_type }}
        ).learned as states
    from series
    left join beginnings using (topic_id, outlet)

),

states as (

    select
        topic_id,
        outlet,
        unnest(published_dates) as published_date,
        unnest(states) as state
    from learned

),

judged as (

    select
        topic_days.*,
        states.state.share as expected_share,
        states.state.phi,
        states.state.share * topic_days.outlet_story_count as expected,
        (topic_days.story_count - states.state.share * topic_days.outlet_story_count)
        / sqrt(greatest(states.state.phi * states.state.share * topic_days.outlet_story_count, 0.25)) as z
    from topic_days
    inner join states using (topic_id, outlet, published_date)
    inner join burst_days on topic_days.published_date = burst_days.calendar_date

),

bursts as (

    select
        topic_id,
        outlet,
        published_date
    from judged
    where
        z > {{ var('burst_deviations') }}
        and story_count >= {{ var('burst_least_count') }}
        and earlier_day_count >= {{ var('burst_warm_up_days') }}

),

driving_articles as (

    select
        bursts.topic_id,
        bursts.outlet,
        bursts.published_date,
        articles.edition,
        articles.article_id,
        articles.headline,
        articles.url,
        views.views_gained
    from bursts
    inner join article_topics using (topic_id, outlet)
    inner join articles using (outlet, edition, article_id, published_date)
    left join views
        on
            articles.outlet = views.outlet
            and articles.edition = views.edition
            and articles.article_id = views.article_id
            and articles.published_date = views.viewed_date
    where articles.content_class = 'editorial'
    qualify
        row_number() over (
            partition by bursts.topic_id, bursts.outlet, bursts.published_date
            order by coalesce(views.views_gained, 0) desc, articles.article_id asc, articles.edition asc
        ) <= 5

),

drivers as (

    select
        topic_id,
        outlet,
        published_date,
        list(
            {
                'article_id': article_id,
                'edition': edition,
                'headline': headline,
                'url': url,
                'views_gained': views_gained
            }
            order by coalesce(views_gained, 0) desc, article_id asc, edition asc
        ) as drivers
    from driving_articles
    group by topic_id, outlet, published_date

),

final as (

    select
        judged.topic_id,
        judged.topic_kind,
        judged.topic_title,
        judged.outlet,
        judged.published_date,
        judged.week_start,
        judged.story_count as observed,
        case when judged.earlier_day_count > 0 then judged.expected end as expected,
        case when judged.earlier_day_count > 0 then judged.z end as z,
        judged.phi,
        judged.expected_share,
        bursts.topic_id is not null as is_burst,
        coalesce(drivers.drivers, []) as drivers,
        judged.outlet_story_count,
        judged.day_status
    from judged
    left join bursts using (topic_id, outlet, published_date)
    left join drivers using (topic_id, outlet, published_date)

)

select * from final
