-- one row per topic, outlet and day
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    on_schema_change='fail',
    touched='int_burst_days',
    touched_key={'published_date': 'calendar_date'},
) }}
with recursive

burst_days as (

    select * from {{ ref('int_burst_days') }}

),

topic_spans as (

    select * from {{ ref('int_topic_spans') }}

),

new_topic_days as (

    select * from {{ ref('int_new_topic_days') }}

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

    select min(calendar_date) as first_date from burst_days

),

new_first_days as (

    select
        topic_number,
        min(calendar_date) as first_date
    from new_topic_days
    group by topic_number

),

-- The first day that is written of a topic: of all topics, or the first that its calendar has gained before that.
topics as (

    select
        topic_spans.topic_number,
        topic_spans.topic_id,
        topic_spans.outlet,
        least(first_day.first_date, new_first_days.first_date) as first_date
    from topic_spans
    cross join first_day
    left join new_first_days using (topic_number)

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
        topics.topic_number,
        topics.first_date,
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
    inner join topics
        on
            coverage.topic_id = topics.topic_id
            and coverage.outlet = topics.outlet
            and coverage.published_date >= topics.first_date - 1
    left join publishing_days
        on
            coverage.outlet = publishing_days.outlet
            and coverage.published_date = publishing_days.published_date

),

-- What was known before the first of these days: nothing, or what the row of that day in the last build says.
beginnings as (

    {% if is_incremental() -%}
        select
            topics.topic_number,
            built.expected_share as share,
            built.phi
        from {{ this }} as built
        inner join topics
            on
                built.topic_id = topics.topic_id
                and built.outlet = topics.outlet
                and built.published_date = topics.first_date - 1
    {%- else -%}
        select
            topic_number,
            cast(0 as double) as share,
            cast(1 as double) as phi
        from topic_days
        where false
    {%- endif %}

),

-- Each step below reads it again: it is made once, and narrow.
numbered as materialized (

    select
        topic_number,
        row_number() over (partition by topic_number order by published_date) as day_number,
        published_date,
        cast(story_count as double) as stories,
        cast(outlet_story_count as double) as outlet_stories,
        coalesce(weight, 0) as weight
    from topic_days

),

-- One step a day, for all topics together: the share is the mean of the days so far, each nine tenths as heavy as the
-- next; of a day that stands out only 1.5 deviations are learned, by the share and by the dispersion, or a burst would
-- hide the days after it. A row holds what was known before its day.
learned as (

    select
        numbered.*,
        coalesce(beginnings.share, 0) as share,
        coalesce(beginnings.phi, 1) as phi
    from numbered
    left join beginnings using (topic_number)
    where numbered.day_number = 1
    union all
    select
        numbered.*,
        {{ next_burst_share('learned') }} as share,
        {{ next_burst_phi('learned') }} as phi
    from learned
    inner join numbered
        on
            learned.topic_number = numbered.topic_number
            and learned.day_number + 1 = numbered.day_number

),

judged as (

    select
        topic_days.*,
        learned.share as expected_share,
        learned.phi,
        learned.share * topic_days.outlet_story_count as expected,
        (topic_days.story_count - learned.share * topic_days.outlet_story_count)
        / sqrt(greatest(learned.phi * learned.share * topic_days.outlet_story_count, 0.25)) as z
    from topic_days
    inner join learned using (topic_number, published_date)
    where topic_days.published_date >= topic_days.first_date

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
