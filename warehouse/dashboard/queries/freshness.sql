-- one row per outlet, edition and hour of the page's last two weeks
select
    outlet,
    edition,
    hour_at,
    hour_date as day,
    new_article_count as articles,
    round(delay_p50_seconds / 60.0, 1) as p50,
    round(delay_p95_seconds / 60.0, 1) as p95,
    poll_count as polls,
    outcome_count as outcomes,
    round(not_modified_share, 4) as not_modified,
    round(blocked_share, 4) as blocked,
    round(error_share, 4) as failed
from freshness_by_outlet_hour
where hour_date between greatest($first_day, $last_day - 13) and $last_day and (new_article_count > 0 or poll_count > 0 or outcome_count > 0)
order by outlet, edition, hour_at
