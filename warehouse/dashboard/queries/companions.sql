-- one row per tag of the page, outlet, week and tag that stood beside it in at least five articles
with

pairs as (

    select
        outlet,
        week_start,
        topic_id_a as topic_id,
        topic_id_b as companion,
        title_b as title,
        n_ab,
        npmi,
        n_ab_change
    from tag_cooccurrence_week
    union all
    select
        outlet,
        week_start,
        topic_id_b as topic_id,
        topic_id_a as companion,
        title_a as title,
        n_ab,
        npmi,
        n_ab_change
    from tag_cooccurrence_week

)

select
    topic_id,
    outlet,
    week_start,
    companion,
    title,
    n_ab as stories,
    round(npmi, 3) as npmi,
    round(n_ab_change, 1) as change
from pairs
where
    npmi is not null
    and list_contains($topic_ids, topic_id)
    and week_start between $first_day - 6 and $last_day
qualify row_number() over (partition by topic_id, outlet, week_start order by n_ab desc, companion asc) <= 5
order by topic_id, outlet, week_start, stories desc, companion
