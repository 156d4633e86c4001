-- one row per topic of the page: the most covered of each kind, over all its days and over the last week
with

counts as (

    select
        topic_id,
        topic_kind,
        sum(article_count + paid_count) as period_count,
        sum(article_count + paid_count) filter (where published_date > $last_day - 7) as week_count
    from coverage_by_topic_day
    where published_date between $first_day and $last_day
    group by topic_id, topic_kind

),

ranked as (

    select
        topic_id,
        topic_kind,
        period_count,
        row_number() over (partition by topic_kind order by period_count desc, topic_id asc) as period_rank,
        row_number() over (partition by topic_kind order by week_count desc, topic_id asc) as week_rank
    from counts
    where period_count > 0

),

titles as (

    select
        topic_id,
        min(title) as title,
        min(title_uk) as title_uk,
        min(title_ru) as title_ru,
        min(title_en) as title_en,
        min(first_published_date) as first_date,
        max(last_published_date) as last_date
    from topics
    group by topic_id

),

queries as (

    select
        topic_id,
        query
    from topic_versions
    where is_current

),

final as (

    select
        ranked.topic_id as id,
        ranked.topic_kind as kind,
        titles.title,
        titles.title_uk as uk,
        titles.title_ru as ru,
        titles.title_en as en,
        titles.first_date,
        titles.last_date,
        queries.query,
        ranked.period_count
    from ranked
    inner join titles using (topic_id)
    left join queries using (topic_id)
    where ranked.period_rank <= $most_topics or ranked.week_rank <= $most_topics

)

select * exclude (period_count)
from final
order by kind, period_count desc, id
