-- one row per outlet, edition and day of publishing
with

members as (

    select * from {{ ref('reprint_cluster') }}

),

articles as (

    select * from {{ ref('articles') }}

),

outlet_days as (

    select * from {{ ref('int_outlet_days') }}

),

completeness as (

    select * from {{ ref('completeness_by_outlet_day') }}

),

article_counts as (

    select
        outlet,
        edition,
        published_date,
        count(*) as article_count
    from articles
    where content_class = 'editorial'
    group by outlet, edition, published_date

),

cluster_reprints as (

    select
        cluster_id,
        count(*) filter (where is_reprint) as cluster_reprint_count
    from members
    group by cluster_id

),

reprint_counts as (

    select
        members.outlet,
        members.edition,
        members.published_date,
        count(*) filter (where members.is_reprint) as reprint_count,
        count(*) filter (where members.is_first and not members.is_tie and members.outlet_count > 1) as first_count,
        count(*) filter (where members.is_tie) as tie_count,
        count(*) filter (where members.is_reprint and members.agency is not null) as agency_count,
        count(*) filter (
            where members.is_reprint and members.agency is null and not members.links_to_source
        ) as unattributed_count,
        sum(cluster_reprints.cluster_reprint_count) filter (where members.is_first) as reprinted_by_others_count
    from members
    inner join cluster_reprints using (cluster_id)
    group by members.outlet, members.edition, members.published_date

),

joined as (

    select
        outlet_days.outlet,
        outlet_days.edition,
        outlet_days.calendar_date as published_date,
        outlet_days.week_start,
        outlet_days.day_status,
        coalesce(article_counts.article_count, 0) as article_count,
        coalesce(reprint_counts.reprint_count, 0) as reprint_count,
        coalesce(reprint_counts.first_count, 0) as first_count,
        coalesce(reprint_counts.tie_count, 0) as tie_count,
        coalesce(reprint_counts.agency_count, 0) as agency_count,
        coalesce(reprint_counts.unattributed_count, 0) as unattributed_count,
        coalesce(reprint_counts.reprinted_by_others_count, 0) as reprinted_by_others_count,
        completeness.completeness
    from outlet_days
    left join article_counts
        on
            outlet_days.outlet = article_counts.outlet
            and outlet_days.edition = article_counts.edition
            and outlet_days.calendar_date = article_counts.published_date
    left join reprint_counts
        on
            outlet_days.outlet = reprint_counts.outlet
            and outlet_days.edition = reprint_counts.edition
            and outlet_days.calendar_date = reprint_counts.published_date
    left join completeness
        on
            outlet_days.outlet = completeness.outlet
            and outlet_days.edition = completeness.edition
            and outlet_days.calendar_date = completeness.published_date

),

final as (

    select
        outlet,
        edition,
        published_date,
        week_start,
        cast(article_count as integer) as article_count,
        cast(reprint_count as integer) as reprint_count,
        reprint_count / nullif(article_count, 0) as reprint_share,
        cast(first_count as integer) as first_count,
        cast(tie_count as integer) as tie_count,
        cast(agency_count as integer) as agency_count,
        cast(unattributed_count as integer) as unattributed_count,
        cast(reprinted_by_others_count as integer) as reprinted_by_others_count,
        completeness,
        day_status
    from joined

)

select * from final
