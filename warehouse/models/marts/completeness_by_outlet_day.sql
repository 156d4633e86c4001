-- one row per outlet, edition and day
with

outlet_days as (

    select * from {{ ref('int_outlet_days') }}

),

articles as (

    select * from {{ ref('articles') }}

),

sightings as (

    select * from {{ ref('int_article_sightings') }}

),

captures as (

    select * from {{ ref('stg_captures') }}

),

outcomes as (

    select * from {{ ref('stg_outcomes') }}

),

-- The day of an article is the parsed one, else the one that a listing gave, else the day of its first sighting.
known_articles as (

    select
        coalesce(articles.outlet, sightings.outlet) as outlet,
        coalesce(articles.edition, sightings.edition) as edition,
        coalesce(
            articles.published_date,
            {{ local_date('coalesce(sightings.sighted_published_at, sightings.first_sighted_at)') }}
        ) as published_date,
        articles.article_id is not null as is_parsed,
        coalesce(sightings.is_on_listing, false) as is_on_listing,
        coalesce(sightings.is_on_feed, false) as is_on_feed
    from articles
    full outer join sightings using (outlet, edition, article_id)

),

article_counts as (

    select
        outlet,
        edition,
        published_date,
        count(*) filter (where is_parsed) as parsed_count,
        count(*) filter (where is_on_listing) as listing_count,
        count(*) filter (where is_on_feed) as feed_count,
        count(*) filter (where is_on_listing and is_on_feed) as both_count,
        count(*) as known_count
    from known_articles
    group by outlet, edition, published_date

),

fetch_counts as (

    select
        outlet,
        edition,
        {{ local_date('captured_at') }} as fetched_date,
        count(*) as fetch_count
    from captures
    where kind in ('listing', 'feed', 'sitemap') and status_code in (200, 304) and edition is not null
    group by outlet, edition, {{ local_date('captured_at') }}

),

failure_counts as (

    select
        outlet,
        edition,
        {{ local_date('ended_at') }} as failed_date,
        count(*) as failed_fetch_count
    from outcomes
    where
        kind in ('listing', 'feed', 'sitemap')
        and branch in ('retryable', 'quarantine', 'fatal')
        and edition is not null
    group by outlet, edition, {{ local_date('ended_at') }}

),

joined as (

    select
        outlet_days.outlet,
        outlet_days.edition,
        outlet_days.calendar_date,
        outlet_days.week_start,
        outlet_days.day_status,
        coalesce(article_counts.parsed_count, 0) as parsed_count,
        coalesce(article_counts.listing_count, 0) as listing_count,
        coalesce(article_counts.feed_count, 0) as feed_count,
        coalesce(article_counts.both_count, 0) as both_count,
        coalesce(article_counts.known_count, 0) as known_count,
        coalesce(fetch_counts.fetch_count, 0) as fetch_count,
        coalesce(failure_counts.failed_fetch_count, 0) as failed_fetch_count
    from outlet_days
    left join article_counts
        on
            outlet_days.outlet = article_counts.outlet
            and outlet_days.edition = article_counts.edition
            and outlet_days.calendar_date = article_counts.published_date
    left join fetch_counts
        on
            outlet_days.outlet = fetch_counts.outlet
            and outlet_days.edition = fetch_counts.edition
            and outlet_days.calendar_date = fetch_counts.fetched_date
    left join failure_counts
        on
            outlet_days.outlet = failure_counts.outlet
            and outlet_days.edition = failure_counts.edition
            and outlet_days.calendar_date = failure_counts.failed_date

),

-- Chapman's estimator of a population from two samples (Chapman 1951).
estimated as (

    select
        *,
        case
            when listing_count + feed_count > 0
                then (listing_count + 1) * (feed_count + 1) / (both_count + 1) - 1
        end as estimated_count,
        listing_count + feed_count - both_count as sighted_count,
        fetch_count > 0 or known_count > 0 as was_looked_at
    from joined

),

channel_counts as (

    select distinct
        listing_count,
        feed_count,
        both_count,
        sighted_count
    from estimated
    where listing_count > 0 and feed_count > 0

),

unseen_counts as (

    select
        *,
        unnest(
            range(
                least(
                    20 + 20 * (listing_count - both_count + 1) * (feed_count - both_count + 1) // (both_count + 1),
                    {{ var('most_unseen') }}
                )
            )
        ) as unseen_count
    from channel_counts

),

-- How likely each number of articles is that neither channel showed: the chance that samples of these sizes have so
-- many in common, with the prior 1/N (Castledine 1981). The numbers tried reach many times further than the weight.
likelihoods as (

    select
        *,
        lgamma(listing_count - both_count + unseen_count + 1) + lgamma(feed_count - both_count + unseen_count + 1)
        - lgamma(sighted_count + unseen_count + 1) - lgamma(unseen_count + 1)
        - ln(sighted_count + unseen_count) as log_likelihood
    from unseen_counts

),

weights as (

    select
        *,
        exp(log_likelihood - max(log_likelihood) over channel_counts) as weight
    from likelihoods
    window channel_counts as (partition by listing_count, feed_count, both_count)

),

ranked as (

    select
        *,
        sum(weight) over (channel_counts order by weight desc, unseen_count asc) - weight as likelier_weight,
        sum(weight) over channel_counts as total_weight
    from weights
    window channel_counts as (partition by listing_count, feed_count, both_count)

),

-- The likeliest numbers that hold 95 % of the weight together: no interval that does is shorter.
bounds as (

    select
        listing_count,
        feed_count,
        both_count,
        min(unseen_count) as unseen_count_low,
        max(unseen_count) as unseen_count_high
    from ranked
    where likelier_weight < 0.95 * total_weight
    group by listing_count, feed_count, both_count

),

bounded as (

    select
        estimated.*,
        estimated.sighted_count + bounds.unseen_count_low as estimated_count_low,
        estimated.sighted_count + bounds.unseen_count_high as estimated_count_high
    from estimated
    left join bounds using (listing_count, feed_count, both_count)

),

weekdays as (

    select
        *,
        median(case when was_looked_at then parsed_count end) over same_weekday as weekday_median_count,
        count(case when was_looked_at then 1 end) over same_weekday as weekday_count
    from bounded
    window same_weekday as (
        partition by outlet, edition, isodow(calendar_date)
        order by calendar_date
        rows between 8 preceding and 1 preceding
    )

),

judged as (

    select
        *,
        case when known_count > 0 then parsed_count / greatest(estimated_count, known_count) end as completeness,
        case
            when estimated_count_high is not null then parsed_count / greatest(estimated_count_high, known_count)
        end as completeness_low,
        case
            when estimated_count_low is not null then parsed_count / greatest(estimated_count_low, known_count)
        end as completeness_high,
        case
            when weekday_count >= 4 then parsed_count / nullif(weekday_median_count, 0)
        end as weekday_ratio
    from weekdays

),

final as (

    select
        outlet,
        edition,
        calendar_date as published_date,
        week_start,
        cast(parsed_count as integer) as parsed_count,
        cast(listing_count as integer) as listing_count,
        cast(feed_count as integer) as feed_count,
        cast(both_count as integer) as both_count,
        cast(known_count as integer) as known_count,
        estimated_count,
        completeness,
        completeness_low,
        completeness_high,
        cast(fetch_count as integer) as fetch_count,
        cast(failed_fetch_count as integer) as failed_fetch_count,
        weekday_median_count,
        weekday_ratio,
        case
            when not was_looked_at and failed_fetch_count > 0 then 'outage'
            when not was_looked_at then 'gap'
            when completeness < 0.8 then 'suspect'
            when day_status <> 'open' and weekday_ratio < 0.5 then 'suspect'
            else 'ok'
        end as status,
        day_status
    from judged

)

select * from final
