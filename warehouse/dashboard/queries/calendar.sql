-- one row per outlet, edition and day of the page: how whole its numbers are
with

bounds as (

    select max(published_date) as last_day
    from completeness_by_outlet_day

),

-- A warehouse of an older version has no interval: it gets columns without values.
known as (

    select * from completeness_by_outlet_day
    union all by name
    select
        null::double as completeness_low,
        null::double as completeness_high
    where false

),

-- Where the warehouse has none, from the variance of Chapman's estimate (Seber 1970), where both channels saw something and something in common.
deviations as (

    select
        completeness.*,
        case
            when both_count > 0
                then sqrt(
                    (listing_count + 1.0) * (feed_count + 1) * (listing_count - both_count) * (feed_count - both_count)
                    / ((both_count + 1.0) * (both_count + 1) * (both_count + 2))
                )
        end as deviation
    from known as completeness
    cross join bounds
    where published_date > last_day - $most_days and published_date <= last_day

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
        coalesce(
            completeness_low, parsed_count / greatest(estimated_count + 1.96 * deviation, known_count)
        ) as completeness_low,
        coalesce(
            completeness_high, parsed_count / greatest(estimated_count - 1.96 * deviation, known_count)
        ) as completeness_high,
        weekday_median_count,
        status,
        day_status = 'open' as is_open
    from deviations

)

select *
from final
order by outlet, edition = 'ru', edition, day
