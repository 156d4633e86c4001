-- one row per outlet, edition, field and day on which versions of articles were seen, or pages set aside for the field
with

outlet_days as (

    select * from {{ ref('int_outlet_days') }}

),

versions as (

    select * from {{ ref('article_versions') }}

),

readings as (

    select * from {{ ref('stg_article_versions') }}

),

tags as (

    select * from {{ ref('stg_article_tags') }}

),

links as (

    select * from {{ ref('stg_related_links') }}

),

view_counts as (

    select * from {{ ref('stg_view_counts') }}

),

quarantine as (

    select * from {{ ref('stg_quarantine') }}

),

tagged as (

    select
        capture_id,
        bool_or(kind = 'tag') as has_tags,
        bool_or(kind = 'special_topic') as has_special_topic
    from tags
    group by capture_id

),

linked as (

    select
        capture_id,
        count(*) as link_count
    from links
    group by capture_id

),

viewed as (

    select distinct capture_id
    from view_counts
    where seen_on = 'article_page'

),

filled as (

    select
        versions.outlet,
        versions.edition,
        {{ local_date('versions.seen_at') }} as seen_date,
        count(*) as version_count,
        count(versions.headline) as headline,
        count(versions.lead) as lead,
        count(*) filter (where len(versions.authors) > 0) as authors,
        count(versions.section) as section,
        count(versions.label) as label,
        count(versions.other_edition_url) as other_edition_url,
        count(versions.metadata_published_at) as metadata_published_at,
        count(versions.modified_at) as modified_at,
        count(versions.image_url) as image_url,
        count(versions.image_credit) as image_credit,
        count(versions.image_caption) as image_caption,
        count(*) filter (where versions.word_count > 0) as body,
        count(*) filter (where versions.published_precision <> 'day') as published_time,
        count(*) filter (where tagged.has_tags) as tags,
        count(*) filter (where tagged.has_special_topic) as special_topic,
        count(linked.capture_id) as related_links,
        count(viewed.capture_id) as view_count
    from versions
    left join tagged using (capture_id)
    left join linked using (capture_id)
    left join viewed using (capture_id)
    group by versions.outlet, versions.edition, {{ local_date('versions.seen_at') }}

),

fields as (

    unpivot filled
    on columns(* exclude (outlet, edition, seen_date, version_count))
    into name field value filled_count

),

-- Pages that were set aside because fields fell out of the pages of their time (docs/drift.md).
drifted_pages as (

    select
        outlet,
        edition,
        {{ local_date('captured_at') }} as seen_date,
        unnest(string_split(field, ', ')) as field
    from quarantine
    where error = 'Drifted' and edition is not null

),

set_aside as (

    select
        outlet,
        edition,
        seen_date,
        field,
        count(*) as set_aside_count
    from drifted_pages
    group by outlet, edition, seen_date, field

),

disagreeing as (

    select
        outlet,
        edition,
        {{ local_date('seen_at') }} as seen_date,
        unnest(disagreements) as field
    from readings

),

disagreed as (

    select
        outlet,
        edition,
        seen_date,
        -- The instant is there on every version: what can be missing is its time of day.
        if(field = 'published_at', 'published_time', field) as field,
        count(*) as disagreement_count
    from disagreeing
    group by outlet, edition, seen_date, if(field = 'published_at', 'published_time', field)

),

field_names as (

    select field
    from fields
    union
    select field
    from set_aside
    union
    select field
    from disagreed

),

calendar as (

    select
        outlet_days.outlet,
        outlet_days.edition,
        outlet_days.calendar_date as seen_date,
        outlet_days.week_start,
        outlet_days.day_status,
        field_names.field,
        coalesce(fields.version_count, 0) as version_count,
        coalesce(fields.filled_count, 0) as filled_count,
        coalesce(set_aside.set_aside_count, 0) as set_aside_count,
        coalesce(disagreed.disagreement_count, 0) as disagreement_count
    from outlet_days
    cross join field_names
    left join fields
        on
            outlet_days.outlet = fields.outlet
            and outlet_days.edition = fields.edition
            and outlet_days.calendar_date = fields.seen_date
            and field_names.field = fields.field
    left join set_aside
        on
            outlet_days.outlet = set_aside.outlet
            and outlet_days.edition = set_aside.edition
            and outlet_days.calendar_date = set_aside.seen_date
            and field_names.field = set_aside.field
    left join disagreed
        on
            outlet_days.outlet = disagreed.outlet
            and outlet_days.edition = disagreed.edition
            and outlet_days.calendar_date = disagreed.seen_date
            and field_names.field = disagreed.field

),

baselines as (

    select
        *,
        sum(version_count) over baseline as baseline_version_count,
        sum(filled_count) over baseline as baseline_filled_count
    from calendar
    window baseline as (
        partition by outlet, edition, field
        order by seen_date
        rows between {{ var('drift_baseline_days') }} preceding and 1 preceding
    )

),

rates as (

    select
        *,
        filled_count / nullif(version_count, 0) as fill_rate,
        baseline_filled_count / nullif(baseline_version_count, 0) as baseline_fill_rate,
        -- With one more filled and one more empty, so that a field that was always filled has a deviation too.
        (baseline_filled_count + 1) / (baseline_version_count + 2) as smoothed_rate
    from baselines

),

final as (

    select
        outlet,
        edition,
        field,
        seen_date,
        week_start,
        cast(version_count as integer) as version_count,
        cast(filled_count as integer) as filled_count,
        fill_rate,
        cast(coalesce(baseline_version_count, 0) as integer) as baseline_version_count,
        baseline_fill_rate,
        cast(set_aside_count as integer) as set_aside_count,
        cast(disagreement_count as integer) as disagreement_count,
        disagreement_count / nullif(version_count, 0) as disagreement_share,
        set_aside_count > 0
        or coalesce(
            fill_rate < baseline_fill_rate - 3 * sqrt(smoothed_rate * (1 - smoothed_rate) / version_count), false
        ) as is_drift,
        day_status
    from rates

)

select * from final
