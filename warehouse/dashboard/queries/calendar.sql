-- one row per outlet, edition and day of the page: how whole its numbers are
with

bounds as (

    select max(published_date) as last_day
    from completeness_by_outlet_day

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
