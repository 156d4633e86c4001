-- one row per outlet and day with stories: how many are in both editions, and which came first
select
    outlet,
    published_date as day,
    story_count as stories,
    paired_count as paired,
    uk_first_count as uk_first,
    ru_first_count as ru_first,
    same_time_count as same_time,
    round(lag_minutes_p50, 1) as lag_p50,
    round(lag_minutes_p90, 1) as lag_p90
from edition_parity_day
where published_date between $first_day and $last_day and story_count > 0
order by outlet, published_date
