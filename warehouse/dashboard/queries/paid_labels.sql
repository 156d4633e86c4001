-- one row per outlet, edition and label that the outlet marks its paid articles with
select
    outlet,
    edition,
    label,
    count(*) as days
from (
    select
        outlet,
        edition,
        published_date,
        unnest(labels) as label
    from paid_content_day
    where published_date between $first_day and $last_day
)
group by outlet, edition, label
order by days desc, outlet, edition, label
limit 12
