-- one row per headline that an article with view observations bore: the views gained under it
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

headlines as (

    select * from {{ ref('int_headlines') }}

),

-- An interval without a beginning or a length has all its views at its end.
intervals as (

    select
        outlet,
        edition,
        article_id,
        published_at,
        coalesce(from_at, to_at) as from_at,
        to_at,
        views_gained,
        greatest({{ hours_between('published_at', 'coalesce(from_at, to_at)') }}, 0) as from_age,
        greatest({{ hours_between('published_at', 'to_at') }}, 0) as to_age
    from gains

),

-- What was gained before a headline was first seen was gained under the one before it.
pieces as (

    select
        intervals.outlet,
        intervals.edition,
        intervals.article_id,
        headlines.position,
        intervals.views_gained,
        intervals.from_age,
        intervals.to_age,
        greatest(
            {{ hours_between('intervals.published_at', 'greatest(intervals.from_at, headlines.borne_from)') }}, 0
        ) as piece_from_age,
        greatest(
            {{ hours_between('intervals.published_at', 'least(intervals.to_at, headlines.borne_until)') }}, 0
        ) as piece_to_age,
        intervals.to_at <= headlines.borne_until as has_end
    from intervals
    inner join headlines
        on
            intervals.outlet = headlines.outlet
            and intervals.edition = headlines.edition
            and intervals.article_id = headlines.article_id
            and intervals.to_at > headlines.borne_from
            and (intervals.from_at < headlines.borne_until or intervals.to_at = headlines.borne_until)

),

shares as (

    select
        outlet,
        edition,
        article_id,
        position,
        views_gained
        * case
            when to_age > from_age
                then (ln(1 + piece_to_age) - ln(1 + piece_from_age)) / (ln(1 + to_age) - ln(1 + from_age))
            when has_end then 1
            else 0
        end as views_gained
    from pieces

),

final as (

    select
        outlet,
        edition,
        article_id,
        position,
        sum(views_gained) as views_gained
    from shares
    group by outlet, edition, article_id, position

)

select * from final
