-- one row per day: a hash of all that its rows in the marts by day follow from, but the titles and calendars of topics
with

articles as (

    select * from {{ ref('articles') }}

),

unique_stories as (

    select * from {{ ref('int_unique_stories') }}

),

article_topics as (

    select * from {{ ref('int_article_topics') }}

),

views as (

    select * from {{ ref('views_by_article_day') }}

),

set_topics as (

    select * from {{ ref('int_set_topics') }}

),

completeness as (

    select * from {{ ref('completeness_by_outlet_day') }}

),

days as (

    select * from {{ ref('int_days') }}

),

topic_hashes as (

    select
        outlet,
        edition,
        article_id,
        bit_xor(hash(topic_id, role)) as topics_hash
    from article_topics
    group by outlet, edition, article_id

),

article_hashes as (

    select
        articles.outlet,
        articles.edition,
        articles.article_id,
        articles.published_date,
        articles.story_date,
        hash(
            articles.outlet,
            articles.edition,
            articles.article_id,
            articles.url,
            articles.headline,
            articles.label,
            articles.published_at,
            articles.story_date,
            articles.content_class,
            articles.word_count,
            articles.authors,
            unique_stories.story_id,
            topic_hashes.topics_hash
        ) as article_hash
    from articles
    left join unique_stories using (outlet, article_id)
    left join topic_hashes using (outlet, edition, article_id)

),

parts as (

    select
        published_date as calendar_date,
        sum(article_hash) as part_hash
    from article_hashes
    group by published_date
    union all
    select
        story_date as calendar_date,
        sum(article_hash) as part_hash
    from article_hashes
    where story_date < published_date
    group by story_date
    union all
    select
        views.viewed_date as calendar_date,
        sum(hash(article_hashes.article_hash, views.views_gained, views.older_views_gained)) as part_hash
    from views
    inner join article_hashes using (outlet, edition, article_id)
    where views.views_gained > 0
    group by views.viewed_date
    union all
    select
        days.calendar_date,
        sum(
            hash(
                set_topics.set_name,
                set_topics.set_title,
                set_topics.topic_id,
                set_topics.topic_title,
                set_topics.outlet
            )
        ) as part_hash
    from days
    inner join set_topics on days.calendar_date between set_topics.first_date and set_topics.last_date
    group by days.calendar_date
    union all
    select
        published_date as calendar_date,
        sum(hash(outlet, edition, completeness)) as part_hash
    from completeness
    group by published_date

),

day_parts as (

    select
        calendar_date,
        sum(part_hash) as day_hash
    from parts
    group by calendar_date

),

final as (

    select
        days.calendar_date,
        days.day_status,
        hash(days.day_status, day_parts.day_hash) as fingerprint
    from days
    left join day_parts using (calendar_date)

)

select * from final
