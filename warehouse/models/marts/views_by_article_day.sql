-- one row per article, edition and day, from publishing to the last observation
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    on_schema_change='fail',
    touched='int_touched_articles',
    touched_key={'outlet': 'outlet', 'edition': 'edition', 'article_id': 'article_id'},
) }}
with

gains as (

    select * from {{ ref('int_view_gains') }}

),

days as (

    select * from {{ ref('int_days') }}

),

articles as (

    select * from {{ ref('articles') }}

),

-- Ages are hours since publishing, at least 0; ln(1 + age) is the clock by which views come in.
aged as (

    select
        *,
        {{ local_date('coalesce(from_at, to_at)') }} as from_date,
        {{ local_date('to_at') }} as to_date,
        greatest({{ hours_between('published_at', 'coalesce(from_at, to_at)') }}, 0) as from_age,
        greatest({{ hours_between('published_at', 'to_at') }}, 0) as to_age
    from gains

),

weighed as (

    select
        *,
        ln(1 + to_age) - ln(1 + from_age) as total_weight
    from aged

),

-- Gains of an interval within one day, or without a length to split by, belong to the day that ends it.
whole as (

    select
        outlet,
        edition,
        article_id,
        to_date as viewed_date,
        views_gained,
        case
            when from_age >= 48 then 1
            when to_age <= 48 then 0
            else (ln(1 + to_age) - ln(49)) / total_weight
        end as older_share
    from weighed
    where views_gained > 0 and (from_date = to_date or total_weight <= 0)

),

pieces as (

    select
        weighed.outlet,
        weighed.edition,
        weighed.article_id,
        days.calendar_date as viewed_date,
        weighed.views_gained,
        weighed.total_weight,
        greatest(
            {{ hours_between('weighed.published_at', 'greatest(weighed.from_at, days.starts_at)') }}, 0
        ) as from_age,
        greatest({{ hours_between('weighed.published_at', 'least(weighed.to_at, days.ends_at)') }}, 0) as to_age
    from weighed
    inner join days
        on
            weighed.to_at > days.starts_at
            and weighed.from_at < days.ends_at
    where weighed.views_gained > 0 and weighed.from_date < weighed.to_date and weighed.total_weight > 0

),

split as (

    select
        outlet,
        edition,
        article_id,
        viewed_date,
        views_gained * (ln(1 + to_age) - ln(1 + from_age)) / total_weight as views_gained,
        views_gained
        * (ln(1 + greatest(to_age, 48)) - ln(1 + greatest(from_age, 48)))
        / total_weight as older_views_gained
    from pieces

),

day_gains as (

    select
        outlet,
        edition,
        article_id,
        viewed_date,
        views_gained,
        older_views_gained
    from split
    union all
    select
        outlet,
        edition,
        article_id,
        viewed_date,
        views_gained,
        views_gained * older_share as older_views_gained
    from whole

),

day_sums as (

    select
        outlet,
        edition,
        article_id,
        viewed_date,
        sum(views_gained) as views_gained,
        sum(older_views_gained) as older_views_gained
    from day_gains
    group by outlet, edition, article_id, viewed_date

),

day_observations as (

    select
        outlet,
        edition,
        article_id,
        to_date as viewed_date,
        count(*) as observation_count,
        max_by(view_count, to_at) as view_count,
        count(*) filter (where is_reset) as reset_count
    from aged
    group by outlet, edition, article_id, to_date

),

spans as (

    select
        outlet,
        edition,
        article_id,
        min(from_date) as first_date,
        max(to_date) as last_date
    from aged
    group by outlet, edition, article_id

),

final as (

    select
        spans.outlet,
        spans.edition,
        spans.article_id,
        days.calendar_date as viewed_date,
        days.week_start,
        articles.url,
        articles.published_date,
        coalesce(day_sums.views_gained, 0.0) as views_gained,
        coalesce(day_sums.older_views_gained, 0.0) as older_views_gained,
        day_observations.view_count,
        cast(coalesce(day_observations.observation_count, 0) as integer) as observation_count,
        cast(coalesce(day_observations.reset_count, 0) as integer) as reset_count,
        days.day_status
    from spans
    inner join days on days.calendar_date between spans.first_date and spans.last_date
    inner join articles using (outlet, edition, article_id)
    left join day_sums
        on
            spans.outlet = day_sums.outlet
            and spans.edition = day_sums.edition
            and spans.article_id = day_sums.article_id
            and days.calendar_date = day_sums.viewed_date
    left join day_observations
        on
            spans.outlet = day_observations.outlet
            and spans.edition = day_observations.edition
            and spans.article_id = day_observations.article_id
            and days.calendar_date = day_observations.viewed_date

)

select * from final
