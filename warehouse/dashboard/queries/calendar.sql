-- one row per outlet, edition and day of the page: how whole its numbers are
with

ends as (

    select
        max(published_date) as today,
        max(published_date) filter (where known_count > 0) as last_known_day
    from completeness_by_outlet_day

),

-- Where nothing was seen for longer than the page goes back, it ends with what was seen last.
bounds as (

    select if(last_known_day <= today - $most_days, last_known_day, today) as last_day
    from ends

),

final as (

    select
        outlet,
        edition,
        published_date as day,
        parsed_count,
        listing_count,
        feed_count,
        both_count,
        known_count,
        estimated_count,
        completeness,
        completeness_low,
        completeness_high,
        weekday_median_count,
        status,
        day_status = 'open' as is_open
    from completeness_by_outlet_day
    cross join bounds
    where published_date > last_day - $most_days and published_date <= last_day

)

select *
from final
order by outlet, edition = 'ru', edition, day
