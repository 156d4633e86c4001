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

-- What was gained before a headline was first seen was gained under the one before it.
bounded as (

    select
        gains.*,
        headlines.position,
        greatest(
            {{ hours_between('gains.published_at', 'greatest(gains.from_at, headlines.borne_from)') }}, 0
        ) as borne_from_age,
        greatest(
            {{ hours_between('gains.published_at', 'least(gains.to_at, headlines.borne_until)') }}, 0
        ) as borne_until_age
    from gains
    inner join headlines
        on
            gains.outlet = headlines.outlet
            and gains.edition = headlines.edition
            and gains.article_id = headlines.article_id
            and gains.to_at > headlines.borne_from
            and (
                gains.to_at <= headlines.borne_until
                or (gains.clock_hours > 0 and gains.from_at < headlines.borne_until)
            )

),

-- An interval without a length has all its views at its end.
pieces as (

    select
        *,
        case when clock_hours > 0 then {{ place_in_interval('borne_from_age') }} else 0 end as from_place,
        {{ place_in_interval('borne_until_age') }} as to_place
    from bounded

),

final as (

    select
        outlet,
        edition,
        article_id,
        position,
        sum(
            greatest({{ gained_until('to_place') }} - {{ gained_until('from_place') }}, 0)
        ) as views_gained
    from pieces
    group by outlet, edition, article_id, position

)

select * from final
