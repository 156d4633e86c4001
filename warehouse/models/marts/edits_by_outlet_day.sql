-- one row per outlet, edition and day on which new versions and deletions were seen
with

outlet_days as (

    select * from {{ ref('int_outlet_days') }}

),

versions as (

    select * from {{ ref('article_versions') }}

),

captures as (

    select * from {{ ref('stg_captures') }}

),

version_counts as (

    select
        outlet,
        edition,
        {{ local_date('seen_at') }} as seen_date,
        count(*) as version_count,
        count(*) filter (where is_edit) as edit_count,
        count(distinct article_id) filter (where is_edit) as edited_article_count,
        count(*) filter (where is_headline_changed) as headline_changed_count,
        count(*) filter (where is_body_changed) as body_changed_count,
        count(*) filter (where is_silent_edit) as silent_edit_count
    from versions
    group by outlet, edition, {{ local_date('seen_at') }}

),

definite_captures as (

    select
        outlet,
        edition,
        captured_at,
        status_code,
        lag(status_code) over (
            partition by outlet, edition, article_id order by captured_at, capture_id
        ) as previous_status_code
    from captures
    where
        kind = 'article'
        and article_id is not null
        and edition is not null
        and status_code in (200, 404, 410)

),

deletions as (

    select
        outlet,
        edition,
        {{ local_date('captured_at') }} as seen_date,
        count(*) filter (where previous_status_code = 200 and status_code in (404, 410)) as deleted_count,
        count(*) filter (where previous_status_code is not null) as revisit_count
    from definite_captures
    group by outlet, edition, {{ local_date('captured_at') }}

),

final as (

    select
        outlet_days.outlet,
        outlet_days.edition,
        outlet_days.calendar_date as seen_date,
        outlet_days.week_start,
        cast(coalesce(version_counts.version_count, 0) as integer) as version_count,
        cast(coalesce(version_counts.edit_count, 0) as integer) as edit_count,
        cast(coalesce(version_counts.edited_article_count, 0) as integer) as edited_article_count,
        cast(coalesce(version_counts.headline_changed_count, 0) as integer) as headline_changed_count,
        cast(coalesce(version_counts.body_changed_count, 0) as integer) as body_changed_count,
        cast(coalesce(version_counts.silent_edit_count, 0) as integer) as silent_edit_count,
        cast(coalesce(deletions.deleted_count, 0) as integer) as deleted_count,
        cast(coalesce(deletions.revisit_count, 0) as integer) as revisit_count,
        outlet_days.day_status
    from outlet_days
    left join version_counts
        on
            outlet_days.outlet = version_counts.outlet
            and outlet_days.edition = version_counts.edition
            and outlet_days.calendar_date = version_counts.seen_date
    left join deletions
        on
            outlet_days.outlet = deletions.outlet
            and outlet_days.edition = deletions.edition
            and outlet_days.calendar_date = deletions.seen_date

)

select * from final
