-- one row per topic and outlet: its title, and the first and last day of its calendar
with

article_topics as (

    select * from {{ ref('int_article_topics') }}

),

articles as (

    select * from {{ ref('articles') }}

),

views as (

    select * from {{ ref('views_by_article_day') }}

),

topics as (

    select * from {{ ref('topics') }}

),

viewed_spans as (

    select
        outlet,
        edition,
        article_id,
        min(viewed_date) as first_viewed_date,
        max(viewed_date) as last_viewed_date
    from views
    where views_gained > 0
    group by outlet, edition, article_id

),

spans as (

    select
        article_topics.topic_id,
        article_topics.outlet,
        min(least(articles.story_date, viewed_spans.first_viewed_date)) as first_date,
        max(greatest(articles.published_date, viewed_spans.last_viewed_date)) as last_date
    from article_topics
    inner join articles using (outlet, edition, article_id)
    left join viewed_spans using (outlet, edition, article_id)
    group by article_topics.topic_id, article_topics.outlet

),

final as (

    select
        spans.topic_id,
        -- Holds within this build alone: joins of millions of rows are by number, not by text.
        cast(row_number() over (order by spans.topic_id, spans.outlet) as integer) as topic_number,
        spans.outlet,
        topics.topic_kind,
        topics.title as topic_title,
        spans.first_date,
        spans.last_date + {{ var('zero_row_days') }} as last_date
    from spans
    inner join topics using (topic_id, outlet)

)

select * from final
