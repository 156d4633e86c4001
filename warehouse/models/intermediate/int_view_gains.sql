-- one row per interval between two observations of an article's counter: the views gained in it
-- Rules 1 to 3 of views_by_article_day (see its description); a first observation without a beginning has from_at null.
-- Between observations, views so far follow monotone cubics in ln(1 + age): clock_hours is an interval's length by that
-- clock, and the slopes are views per unit of it at its two ends (see macros/ages.sql).
with

articles as (

    select * from {{ ref('articles') }}

),

view_counts as (

    select * from {{ ref('stg_view_counts') }}

),

touched as (

    select * from {{ ref('int_touched_articles') }}

),

page_observations as (

    select
        view_counts.outlet,
        view_counts.edition,
        view_counts.article_id,
        view_counts.observed_at,
        view_counts.view_count,
        1 as is_page
    from view_counts
    inner join touched using (outlet, edition, article_id)

),

first_observations as (

    select
        outlet,
        edition,
        article_id,
        min(observed_at) as first_observed_at
    from page_observations
    group by outlet, edition, article_id

),

beginnings as (

    select
        articles.outlet,
        articles.edition,
        articles.article_id,
        articles.published_at as observed_at,
        0 as view_count,
        0 as is_page
    from articles
    inner join first_observations using (outlet, edition, article_id)
    where
        articles.published_precision in ('second', 'minute')
        and articles.published_at <= first_observations.first_observed_at

),

observations as (

    select * from beginnings
    union all
    select * from page_observations

),

-- A page that shows a counter twice gives two equal observations: numbered here, they have one order in what follows.
compared as (

    select
        *,
        row_number() over article as observation_number,
        lag(observed_at) over article as from_at,
        lag(view_count) over article as previous_view_count
    from observations
    window article as (partition by outlet, edition, article_id order by observed_at, is_page, view_count)

),

epochs as (

    select
        *,
        sum(
            case
                when view_count < previous_view_count / 2.0 and view_count < previous_view_count - 20 then 1
                else 0
            end
        ) over article as epoch_number
    from compared
    window article as (
        partition by outlet, edition, article_id
        order by observation_number
        rows between unbounded preceding and current row
    )

),

maxima as (

    select
        *,
        max(view_count) over (
            epoch_window rows between unbounded preceding and current row
        ) as running_maximum,
        max(view_count) over (
            epoch_window rows between unbounded preceding and 1 preceding
        ) as previous_maximum
    from epochs
    window epoch_window as (
        partition by outlet, edition, article_id, epoch_number
        order by observation_number
    )

),

gains as (

    select
        maxima.outlet,
        maxima.edition,
        maxima.article_id,
        articles.published_at,
        maxima.from_at,
        maxima.observed_at as to_at,
        greatest(
            {{ hours_between('articles.published_at', 'coalesce(maxima.from_at, maxima.observed_at)') }}, 0
        ) as from_age,
        greatest({{ hours_between('articles.published_at', 'maxima.observed_at') }}, 0) as to_age,
        cast(maxima.epoch_number as integer) as epoch_number,
        maxima.view_count,
        maxima.running_maximum - coalesce(maxima.previous_maximum, 0) as views_gained,
        maxima.epoch_number > 0 and maxima.previous_maximum is null as is_reset
    from maxima
    inner join articles using (outlet, edition, article_id)
    where maxima.is_page = 1

),

lengths as (

    select
        *,
        {{ view_clock('to_age') }} - {{ view_clock('from_age') }} as clock_hours,
        views_gained / nullif({{ view_clock('to_age') }} - {{ view_clock('from_age') }}, 0) as slope
    from gains

),

neighbours as (

    select
        *,
        lag(clock_hours) over article as clock_hours_before,
        lag(slope) over article as slope_before,
        lead(clock_hours) over article as clock_hours_after,
        lead(slope) over article as slope_after
    from lengths
    window article as (
        -- An interval without a length is nobody's neighbour.
        partition by outlet, edition, article_id, slope is null order by to_at, epoch_number, view_count
    )

),

final as (

    select
        outlet,
        edition,
        article_id,
        published_at,
        from_at,
        to_at,
        from_age,
        to_age,
        clock_hours,
        coalesce(
            case
                when slope_before is not null
                    then {{ inner_slope('clock_hours_before', 'slope_before', 'clock_hours', 'slope') }}
                else {{ end_slope('clock_hours', 'slope', 'clock_hours_after', 'slope_after') }}
            end, 0
        ) as from_slope,
        coalesce(
            case
                when slope_after is not null
                    then {{ inner_slope('clock_hours', 'slope', 'clock_hours_after', 'slope_after') }}
                else {{ end_slope('clock_hours', 'slope', 'clock_hours_before', 'slope_before') }}
            end, 0
        ) as to_slope,
        epoch_number,
        view_count,
        views_gained,
        is_reset
    from neighbours

)

select * from final
