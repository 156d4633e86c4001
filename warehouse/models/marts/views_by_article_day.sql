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

aged as (

    select
        *,
        {{ local_date('coalesce(from_at, to_at)') }} as from_date,
        {{ local_date('to_at') }} as to_date
    from gains

),

-- Gains of an interval within one day, or without a length to split by, belong to the day that ends it.
whole as (

    select
        *,
        to_date as viewed_date,
        0 as from_place,
        1 as to_place
    from aged
    where views_gained > 0 and (from_date = to_date or clock_hours <= 0)

),

bounded as (

    select
        aged.*,
        days.calendar_date as viewed_date,
        greatest(
            {{ hours_between('aged.published_at', 'greatest(aged.from_at, days.starts_at)') }}, 0
        ) as day_from_age,
        greatest({{ hours_between('aged.published_at', 'least(aged.to_at, days.ends_at)') }}, 0) as day_to_age
    from aged
    inner join days
        on
            aged.to_at > days.starts_at
            and aged.from_at < days.ends_at
    where aged.views_gained > 0 and aged.from_date < aged.to_date and aged.clock_hours > 0

),

split as (

    select
        * exclude (day_from_age, day_to_age),
        {{ place_in_interval('day_from_age') }} as from_place,
        {{ place_in_interval('day_to_age') }} as to_place
    from bounded

),

pieces as (

    select * from whole
    union all by name
    select * from split

),

-- From this place on, what the interval gains comes more than 48 hours after publishing.
older as (

    select
        *,
        case
            when from_age >= 48 then from_place
            when to_age <= 48 then to_place
            else least(greatest({{ place_in_interval(48) }}, from_place), to_place)
        end as older_place
    from pieces

),

day_gains as (

    select
        outlet,
        edition,
        article_id,
        viewed_date,
        greatest(
            {{ gained_until('to_place') }} - {{ gained_until('from_place') }}, 0
        ) as views_gained,
        greatest(
            {{ gained_until('to_place') }} - {{ gained_until('older_place') }}, 0
        ) as older_views_gained
    from older

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
        max_by(view_count, (to_at, view_count)) as view_count,
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
