-- one row per outlet, edition and day on which articles came out that other outlets have too
select
    outlet,
    edition,
    published_date as day,
    first_count as first,
    tie_count as tie,
    reprint_count as reprints,
    unattributed_count as unattributed
from reprint_by_outlet_day
where
    published_date between $first_day and $last_day
    and first_count + tie_count + reprint_count > 0
    and (outlet, edition) in (
        select (outlet, edition)
        from completeness_by_outlet_day
        where published_date between $first_day and $last_day
    )
order by outlet, edition, published_date
