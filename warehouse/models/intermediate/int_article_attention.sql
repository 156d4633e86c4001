-- one row per article with view observations: its views at fixed ages and its half-life
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

-- Views so far at the end of each interval, over resets; ages are hours since publishing.
sums as (

    select
        outlet,
        edition,
        article_id,
        to_at,
        from_at is not null as has_beginning,
        greatest({{ hours_between('published_at', 'coalesce(from_at, to_at)') }}, 0) as from_age,
        greatest({{ hours_between('published_at', 'to_at') }}, 0) as to_age,
        views_gained,
        sum(views_gained) over (
            partition by outlet, edition, article_id
            order by to_at, epoch_number, view_count
            rows between unbounded preceding and current row
        ) as to_views
    from gains

),

intervals as (

    select
        *,
        to_views - views_gained as from_views
    from sums

),

at_ages as (

    select
        outlet,
        edition,
        article_id,
        {{ views_at_age(1) }} as views_at_1h,
        {{ views_at_age(6) }} as views_at_6h,
        {{ views_at_age(24) }} as views_at_24h,
        {{ views_at_age(168) }} as views_at_7d,
        count(*) as observation_count,
        max(to_at) as last_observed_at
    from intervals
    group by outlet, edition, article_id

),

-- Where half of the views of the first seven days had come in: the first interval that ends with so many.
halves as (

    select
        intervals.outlet,
        intervals.edition,
        intervals.article_id,
        intervals.from_age,
        intervals.to_age,
        (at_ages.views_at_7d / 2 - intervals.from_views) / intervals.views_gained as share_before_half
    from intervals
    inner join at_ages using (outlet, edition, article_id)
    where
        at_ages.views_at_7d > 0
        and intervals.has_beginning
        and intervals.views_gained > 0
        and intervals.to_views >= at_ages.views_at_7d / 2
    qualify
        row_number() over (
            partition by intervals.outlet, intervals.edition, intervals.article_id order by intervals.to_views
        ) = 1

),

-- A share below 0 lies before the first observation of an article without a known beginning: nothing brackets it.
bracketed as (

    select
        *,
        exp(ln(1 + from_age) + share_before_half * (ln(1 + to_age) - ln(1 + from_age))) - 1 as half_life_hours
    from halves
    where share_before_half >= 0

),

final as (

    select
        at_ages.outlet,
        at_ages.edition,
        at_ages.article_id,
        at_ages.views_at_1h,
        at_ages.views_at_6h,
        at_ages.views_at_24h,
        at_ages.views_at_7d,
        bracketed.half_life_hours,
        bracketed.from_age as half_life_hours_low,
        bracketed.to_age as half_life_hours_high,
        cast(at_ages.observation_count as integer) as observation_count,
        at_ages.last_observed_at
    from at_ages
    left join bracketed using (outlet, edition, article_id)

)

select * from final
