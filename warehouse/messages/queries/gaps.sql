-- one row per day of an outlet's edition, of the last seven, whose counts cannot be trusted as they are, and per field that fell out
with

incomplete as (

    select
        outlet,
        edition,
        published_date as gap_date,
        status as kind,
        cast(null as varchar) as field,
        completeness
    from completeness_by_outlet_day
    where status <> 'ok'

),

drifted as (

    select
        outlet,
        edition,
        seen_date as gap_date,
        'drift' as kind,
        field,
        fill_rate as completeness
    from field_quality_by_outlet_day
    where is_drift

),

gaps as (

    select * from incomplete
    union all
    select * from drifted

)

select *
from gaps
where gap_date between $day - 6 and $day
order by gap_date desc, outlet asc, edition asc, kind asc, field asc
