-- one row per outlet: what was changed or taken away on the day
select
    outlet,
    sum(edited_article_count) as edited_article_count,
    sum(silent_edit_count) as silent_edit_count,
    sum(deleted_count) as deleted_count
from edits_by_outlet_day
where seen_date = $day
group by outlet
having sum(edited_article_count) > 0 or sum(deleted_count) > 0
order by outlet
