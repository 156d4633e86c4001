-- one row per outlet, week and pair of tags
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    on_schema_change='fail',
    touched='int_touched_weeks',
    touched_key={'week_start': 'week_start'},
) }}
with

touched_weeks as (

    select * from {{ ref('int_touched_weeks') }}

),

article_topics as (

    select * from {{ ref('int_article_topics') }}

),

topic_spans as (

    select * from {{ ref('int_topic_spans') }}

),

articles as (

    select * from {{ ref('articles') }}

),

outlet_days as (

    select * from {{ ref('int_outlet_days') }}

),

outlet_weeks as (

    select
        outlet,
        week_start,
        bool_or(day_status = 'open') as has_open_day,
        bool_and(day_status = 'final') as is_final
    from outlet_days
    group by outlet, week_start

),

-- Weeks that are written anew, and the four before each, against which they are compared.
read_weeks as (

    select distinct week_start - unnest([0, 7, 14, 21, 28]) as week_start
    from touched_weeks

),

-- Both editions of an article are one story.
stories as (

    select distinct
        articles.outlet,
        articles.week_start,
        articles.article_id
    from articles
    inner join read_weeks using (week_start)
    where articles.content_class = 'editorial'

),

story_tags as (

    select distinct
        articles.outlet,
        articles.week_start,
        articles.article_id,
        topic_spans.topic_number
    from articles
    inner join read_weeks using (week_start)
    inner join article_topics using (outlet, edition, article_id)
    inner join topic_spans using (topic_id)
    where articles.content_class = 'editorial' and article_topics.topic_kind in ('tag', 'special_topic')

),

story_counts as (

    select
        outlet,
        week_start,
        count(*) as story_count
    from stories
    group by outlet, week_start

),

tag_counts as (

    select
        outlet,
        week_start,
        topic_number,
        count(*) as n
    from story_tags
    group by outlet, week_start, topic_number

),

pair_counts as (

    select
        a.outlet,
        a.week_start,
        a.topic_number as topic_number_a,
        b.topic_number as topic_number_b,
        count(*) as n_ab
    from story_tags as a
    inner join story_tags as b
        on
            a.outlet = b.outlet
            and a.week_start = b.week_start
            and a.article_id = b.article_id
            and a.topic_number < b.topic_number
    group by a.outlet, a.week_start, a.topic_number, b.topic_number

),

-- A pair has a row in the weeks in which it stands, and in the four after, so that its end shows too.
pair_weeks as (

    select
        outlet,
        week_start + unnest([0, 7, 14, 21, 28]) as week_start,
        topic_number_a,
        topic_number_b,
        unnest([n_ab, 0, 0, 0, 0]) as n_ab,
        unnest([0, n_ab, n_ab, n_ab, n_ab]) as n_ab_before
    from pair_counts

),

pairs as (

    select
        outlet,
        week_start,
        topic_number_a,
        topic_number_b,
        sum(n_ab) as n_ab,
        sum(n_ab_before) as n_ab_before
    from pair_weeks
    group by outlet, week_start, topic_number_a, topic_number_b

),

outlet_firsts as (

    select
        outlet,
        min(week_start) as first_week
    from outlet_weeks
    group by outlet

),

counted as (

    select
        pairs.outlet,
        pairs.week_start,
        tags_a.topic_id as topic_id_a,
        tags_b.topic_id as topic_id_b,
        tags_a.topic_title as title_a,
        tags_b.topic_title as title_b,
        coalesce(counts_a.n, 0) as n_a,
        coalesce(counts_b.n, 0) as n_b,
        pairs.n_ab,
        story_counts.story_count,
        least((pairs.week_start - outlet_firsts.first_week) // 7, 4) as weeks_before,
        pairs.n_ab_before,
        outlet_weeks.has_open_day,
        outlet_weeks.is_final
    from pairs
    inner join touched_weeks using (week_start)
    inner join outlet_weeks using (outlet, week_start)
    inner join outlet_firsts using (outlet)
    inner join topic_spans as tags_a on pairs.topic_number_a = tags_a.topic_number
    inner join topic_spans as tags_b on pairs.topic_number_b = tags_b.topic_number
    left join story_counts using (outlet, week_start)
    left join tag_counts as counts_a
        on
            pairs.outlet = counts_a.outlet
            and pairs.week_start = counts_a.week_start
            and pairs.topic_number_a = counts_a.topic_number
    left join tag_counts as counts_b
        on
            pairs.outlet = counts_b.outlet
            and pairs.week_start = counts_b.week_start
            and pairs.topic_number_b = counts_b.topic_number

),

final as (

    select
        outlet,
        week_start,
        least(topic_id_a, topic_id_b) as topic_id_a,
        greatest(topic_id_a, topic_id_b) as topic_id_b,
        case when topic_id_a < topic_id_b then title_a else title_b end as title_a,
        case when topic_id_a < topic_id_b then title_b else title_a end as title_b,
        cast(case when topic_id_a < topic_id_b then n_a else n_b end as integer) as n_a,
        cast(case when topic_id_a < topic_id_b then n_b else n_a end as integer) as n_b,
        cast(n_ab as integer) as n_ab,
        cast(coalesce(story_count, 0) as integer) as outlet_story_count,
        -- Where every story bears both tags, the logarithm of the pair's share is 0, and npmi 1 by its limit.
        case
            when n_ab < {{ var('npmi_least_count') }} then null
            when n_ab = story_count then 1.0
            else ln(n_ab * story_count / (n_a * n_b)) / ln(story_count / n_ab)
        end as npmi,
        n_ab - n_ab_before / nullif(weeks_before, 0) as n_ab_change,
        case when has_open_day then 'open' when is_final then 'final' else 'closing' end as day_status
    from counted

)

select * from final
