-- one row per outlet, edition, field and day on which versions were seen
select
    outlet,
    edition,
    field,
    seen_date as day,
    version_count as versions,
    filled_count as filled,
    round(baseline_fill_rate, 4) as baseline,
    is_drift::integer as drift
from field_quality_by_outlet_day
where seen_date between $first_day and $last_day and (version_count > 0 or (set_aside_count > 0 and baseline_version_count > 0))
order by outlet, edition, field, seen_date
