-- one row per outlet, edition and day with new versions or deletions
select
    outlet,
    edition,
    seen_date as day,
    edit_count as edits,
    headline_changed_count as headline,
    body_changed_count as body,
    silent_edit_count as silent,
    deleted_count as deleted
from edits_by_outlet_day
where seen_date between $first_day and $last_day and (edit_count > 0 or deleted_count > 0)
order by outlet, edition, day
