-- one row per outlet, edition, author and week
with

articles as (

    select * from {{ ref('articles') }}

),

views as (

    select * from {{ ref('views_by_article_day') }}

),

days as (

    select * from {{ ref('int_days') }}

),

completeness as (

    select * from {{ ref('completeness_by_outlet_day') }}

),

signed as (

    select
        outlet,
        edition,
        article_id,
        week_start,
        word_count,
        coalesce(nullif(section, ''), '(none)') as section_path,
        unnest(list_distinct(authors)) as author
    from articles
    where content_class = 'editorial'

),

signed_sections as (

    select
        outlet,
        edition,
        author,
        week_start,
        section_path,
        count(*) as article_count,
        sum(word_count) as word_count
    from signed
    group by outlet, edition, author, week_start, section_path

),

counts as (

    select
        outlet,
        edition,
        author,
        week_start,
        sum(article_count) as article_count,
        sum(word_count) as word_count,
        first(section_path order by article_count desc, section_path asc) as main_section
    from signed_sections
    group by outlet, edition, author, week_start

),

-- Both editions of an article are one story, so stories are counted over the editions together.
stories as (

    select
        outlet,
        author,
        week_start,
        count(distinct article_id) as story_count
    from signed
    group by outlet, author, week_start

),

article_weeks as (

    select
        outlet,
        edition,
        article_id,
        week_start,
        sum(views_gained) as views_gained
    from views
    where views_gained > 0
    group by outlet, edition, article_id, week_start

),

author_views as (

    select
        signed.outlet,
        signed.edition,
        signed.author,
        article_weeks.week_start,
        sum(article_weeks.views_gained) as views_gained
    from article_weeks
    inner join signed using (outlet, edition, article_id)
    group by signed.outlet, signed.edition, signed.author, article_weeks.week_start

),

active_weeks as (

    select
        outlet,
        edition,
        author,
        week_start
    from signed
    union all
    select
        outlet,
        edition,
        author,
        week_start
    from author_views

),

spans as (

    select
        outlet,
        edition,
        author,
        min(week_start) as first_week,
        max(week_start) as last_week
    from active_weeks
    group by outlet, edition, author

),

weeks as (

    select
        week_start,
        bool_or(day_status = 'open') as has_open_day,
        bool_and(day_status = 'final') as is_final
    from days
    group by week_start

),

week_completeness as (

    select
        outlet,
        edition,
        week_start,
        sum(parsed_count) / nullif(sum(greatest(estimated_count, known_count)), 0) as completeness
    from completeness
    group by outlet, edition, week_start

),

final as (

    select
        spans.outlet,
        spans.edition,
        spans.author,
        weeks.week_start,
        cast(coalesce(counts.article_count, 0) as integer) as article_count,
        cast(coalesce(stories.story_count, 0) as integer) as story_count,
        cast(coalesce(counts.word_count, 0) as bigint) as word_count,
        coalesce(author_views.views_gained, 0.0) as views_gained,
        counts.main_section,
        week_completeness.completeness,
        case
            when weeks.has_open_day then 'open'
            when weeks.is_final then 'final'
            else 'closing'
        end as day_status
    from spans
    inner join weeks on weeks.week_start between spans.first_week and spans.last_week
    left join counts
        on
            spans.outlet = counts.outlet
            and spans.edition = counts.edition
            and spans.author = counts.author
            and weeks.week_start = counts.week_start
    left join stories
        on
            spans.outlet = stories.outlet
            and spans.author = stories.author
            and weeks.week_start = stories.week_start
    left join author_views
        on
            spans.outlet = author_views.outlet
            and spans.edition = author_views.edition
            and spans.author = author_views.author
            and weeks.week_start = author_views.week_start
    left join week_completeness
        on
            spans.outlet = week_completeness.outlet
            and spans.edition = week_completeness.edition
            and weeks.week_start = week_completeness.week_start

)

select * from final
