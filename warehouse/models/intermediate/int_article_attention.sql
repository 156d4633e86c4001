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

-- Views so far at the end of each interval, over resets.
sums as (

    select
        *,
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
        to_views - views_gained as from_views,
        from_at is not null as has_beginning
    from sums

),

fixed_ages as (

    select unnest([1, 6, 24, 168]) as age

),

-- Only an age between two observations, or at one, says anything.
passed as (

    select
        intervals.*,
        fixed_ages.age
    from intervals
    inner join fixed_ages
        on
            intervals.to_age = fixed_ages.age
            or (
                intervals.has_beginning
                and intervals.from_age < fixed_ages.age
                and intervals.to_age > fixed_ages.age
            )

),

placed as (

    select
        *,
        {{ place_in_interval('age') }} as place
    from passed

),

at_ages as (

    select
        outlet,
        edition,
        article_id,
        max(from_views + {{ gained_until('place') }}) filter (where age = 1) as views_at_1h,
        max(from_views + {{ gained_until('place') }}) filter (where age = 6) as views_at_6h,
        max(from_views + {{ gained_until('place') }}) filter (where age = 24) as views_at_24h,
        max(from_views + {{ gained_until('place') }}) filter (where age = 168) as views_at_7d
    from placed
    group by outlet, edition, article_id

),

counts as (

    select
        outlet,
        edition,
        article_id,
        count(*) as observation_count,
        max(to_at) as last_observed_at
    from intervals
    group by outlet, edition, article_id

),

-- The first interval by whose end half of the views of the first seven days had come in. Where they had before it, they
-- had before the first observation of an article without a known beginning: nothing brackets them.
halves as (

    select
        intervals.*,
        at_ages.views_at_7d / 2 - intervals.from_views as missing_views
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

-- The place in it is found by halving: half an interval further, a quarter, …, wherever that is not too far.
bracketed as (

    select
        outlet,
        edition,
        article_id,
        from_age,
        to_age,
        clock_hours,
        list_reduce( -- noqa: PRS, RF02
            [pow(0.5, step) for step in range(1, 25)],
            lambda place, step: if({{ gained_until('(place + step)') }} <= missing_views, place + step, place),
            0.0::double
        ) as place
    from halves
    where missing_views >= 0

),

final as (

    select
        counts.outlet,
        counts.edition,
        counts.article_id,
        at_ages.views_at_1h,
        at_ages.views_at_6h,
        at_ages.views_at_24h,
        at_ages.views_at_7d,
        exp({{ view_clock('bracketed.from_age') }} + bracketed.place * bracketed.clock_hours) - 1 as half_life_hours,
        bracketed.from_age as half_life_hours_low,
        bracketed.to_age as half_life_hours_high,
        cast(counts.observation_count as integer) as observation_count,
        counts.last_observed_at
    from counts
    left join at_ages using (outlet, edition, article_id)
    left join bracketed using (outlet, edition, article_id)

)

select * from final
