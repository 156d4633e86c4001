-- one row per thing that wants attention: a burst, a gap or a drift that lasts up to one of the last days, from its first day on
with

bursts as (

    select
        'burst' as kind,
        outlet,
        cast(null as varchar) as edition,
        topic_id as subject,
        topic_title as title,
        published_date as alert_date,
        observed as found,
        expected,
        [driver.headline for driver in drivers] as headlines,
        [driver.url for driver in drivers] as urls
    from topic_burst_day
    where is_burst and topic_kind <> 'section'

),

-- A day that is not over may still fill up; that a site does not answer is known at once.
gaps as (

    select
        'gap' as kind,
        outlet,
        edition,
        status as subject,
        status as title,
        published_date as alert_date,
        parsed_count as found,
        estimated_count as expected,
        cast([] as varchar[]) as headlines,
        cast([] as varchar[]) as urls
    from completeness_by_outlet_day
    where status = 'outage' or (status <> 'ok' and day_status <> 'open')

),

drifts as (

    select
        'drift' as kind,
        outlet,
        edition,
        field as subject,
        field as title,
        seen_date as alert_date,
        fill_rate as found,
        baseline_fill_rate as expected,
        cast([] as varchar[]) as headlines,
        cast([] as varchar[]) as urls
    from field_quality_by_outlet_day
    where is_drift

),

alert_days as (

    select * from bursts
    union all
    select * from gaps
    union all
    select * from drifts

),

-- Days in a row differ from their number by the same date.
numbered as (

    select
        *,
        alert_date - cast(
            row_number() over (partition by kind, outlet, edition, subject order by alert_date) as integer
        ) as run_key
    from alert_days

),

final as (

    select
        kind,
        outlet,
        edition,
        subject,
        last(title order by alert_date) as title,
        min(alert_date) as first_date,
        max(alert_date) as last_date,
        last(found order by alert_date) as found,
        last(expected order by alert_date) as expected,
        last(headlines order by alert_date) as headlines,
        last(urls order by alert_date) as urls
    from numbered
    group by kind, outlet, edition, subject, run_key

)

select * from final
where last_date >= $since
order by kind asc, last_date desc, outlet asc, edition asc, subject asc
