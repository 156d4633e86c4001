-- one row per storyline
with

topics as (

    select * from {{ ref('topics') }}

),

storyline_articles as (

    select * from {{ ref('int_storyline_articles') }}

),

articles as (

    select * from {{ ref('articles') }}

),

storyline_days as (

    select * from {{ ref('storyline_day') }}

),

build as (

    select * from {{ ref('int_build') }}

),

-- The times of a storyline are those of all its articles, paid ones too: they say how long it lives.
members as (

    select
        'storyline:' || storyline_articles.outlet || ':' || storyline_articles.storyline_id as topic_id,
        articles.article_id <> storyline_articles.storyline_id as is_part,
        articles.content_class = 'editorial' as is_editorial,
        articles.article_id,
        articles.published_at,
        articles.published_date
    from storyline_articles
    inner join articles using (outlet, edition, article_id)

),

counts as (

    select
        topic_id,
        count(distinct article_id) filter (where is_part and is_editorial) as part_count,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at
    from members
    group by topic_id

),

dates as (

    select distinct
        topic_id,
        published_date
    from members

),

steps as (

    select
        topic_id,
        published_date - lag(published_date) over (partition by topic_id order by published_date) as gap_days
    from dates

),

gaps as (

    select
        topic_id,
        max(gap_days) as longest_gap_days
    from steps
    group by topic_id

),

views as (

    select
        topic_id,
        sum(views_gained) as views_gained
    from storyline_days
    group by topic_id

),

final as (

    select
        topics.topic_id,
        topics.outlet,
        topics.title,
        cast(counts.part_count as integer) as part_count,
        topics.article_count,
        topics.story_count,
        counts.first_published_at,
        counts.last_published_at,
        cast(coalesce(gaps.longest_gap_days, 0) as integer) as longest_gap_days,
        coalesce(views.views_gained, 0.0) as views_gained,
        {{ local_date('build.as_of') }} - {{ local_date('counts.last_published_at') }}
        > {{ var('storyline_dormant_days') }} as is_dormant
    from topics
    inner join counts using (topic_id)
    left join gaps using (topic_id)
    left join views using (topic_id)
    cross join build
    where topics.topic_kind = 'storyline'

)

select * from final
