-- one row per outlet, edition, section and day
with

articles as (

    select * from {{ ref('articles') }}

),

outlet_days as (

    select * from {{ ref('int_outlet_days') }}

),

views as (

    select * from {{ ref('views_by_article_day') }}

),

completeness as (

    select * from {{ ref('completeness_by_outlet_day') }}

),

article_sections as (

    select
        *,
        coalesce(nullif(section, ''), '(none)') as section_path,
        content_class = 'editorial' as is_editorial
    from articles

),

counts as (

    select
        outlet,
        edition,
        section_path as section,
        published_date,
        count(*) filter (where is_editorial) as article_count,
        count(*) filter (where not is_editorial) as paid_count,
        sum(word_count) filter (where is_editorial) as word_count
    from article_sections
    group by outlet, edition, section_path, published_date

),

section_views as (

    select
        article_sections.outlet,
        article_sections.edition,
        article_sections.section_path as section,
        views.viewed_date,
        sum(views.views_gained) as views_gained
    from views
    inner join article_sections using (outlet, edition, article_id)
    where article_sections.is_editorial and views.views_gained > 0
    group by article_sections.outlet, article_sections.edition, article_sections.section_path, views.viewed_date

),

sections as (

    select distinct
        outlet,
        edition,
        section_path as section
    from article_sections

),

joined as (

    select
        outlet_days.outlet,
        outlet_days.edition,
        sections.section,
        outlet_days.calendar_date as published_date,
        outlet_days.week_start,
        outlet_days.day_status,
        coalesce(counts.article_count, 0) as article_count,
        coalesce(counts.paid_count, 0) as paid_count,
        coalesce(counts.word_count, 0) as word_count,
        coalesce(section_views.views_gained, 0.0) as views_gained,
        completeness.completeness
    from sections
    inner join outlet_days using (outlet, edition)
    left join counts
        on
            sections.outlet = counts.outlet
            and sections.edition = counts.edition
            and sections.section = counts.section
            and outlet_days.calendar_date = counts.published_date
    left join section_views
        on
            sections.outlet = section_views.outlet
            and sections.edition = section_views.edition
            and sections.section = section_views.section
            and outlet_days.calendar_date = section_views.viewed_date
    left join completeness
        on
            sections.outlet = completeness.outlet
            and sections.edition = completeness.edition
            and outlet_days.calendar_date = completeness.published_date

),

totalled as (

    select
        *,
        sum(article_count) over (partition by outlet, edition, published_date) as outlet_article_count
    from joined

),

final as (

    select
        outlet,
        edition,
        section,
        published_date,
        week_start,
        cast(article_count as integer) as article_count,
        cast(paid_count as integer) as paid_count,
        cast(word_count as bigint) as word_count,
        cast(outlet_article_count as integer) as outlet_article_count,
        article_count / nullif(outlet_article_count, 0) as article_share,
        views_gained,
        completeness,
        article_count / nullif(completeness, 0) as article_count_adjusted,
        day_status
    from totalled

)

select * from final
