-- one row per topic and outlet: a canonical tag, a special topic, a storyline, a section or a user topic
with

article_topics as (

    select * from {{ ref('int_article_topics') }}

),

articles as (

    select * from {{ ref('articles') }}

),

user_topics as (

    select * from {{ ref('int_user_topics') }}

),

edition_titles as (

    select
        topic_id,
        edition,
        title,
        count(*) as use_count
    from article_topics
    where title is not null
    group by topic_id, edition, title

),

titles as (

    select
        topic_id,
        first(title order by use_count desc, title asc) as title,
        first(title order by use_count desc, title asc) filter (where edition = 'uk') as title_uk,
        first(title order by use_count desc, title asc) filter (where edition = 'ru') as title_ru
    from edition_titles
    group by topic_id

),

counts as (

    select
        article_topics.topic_id,
        article_topics.topic_kind,
        article_topics.outlet,
        min(articles.published_date) as first_published_date,
        max(articles.published_date) as last_published_date,
        count(*) filter (where articles.content_class = 'editorial') as article_count,
        count(distinct article_topics.article_id) filter (where articles.content_class = 'editorial') as story_count
    from article_topics
    inner join articles using (outlet, edition, article_id)
    group by article_topics.topic_id, article_topics.topic_kind, article_topics.outlet

),

outlets as (

    select distinct outlet
    from articles

),

-- A user topic that hits nothing is there too, with zeros, at every outlet.
counts_with_zeros as (

    select * from counts
    union all by name
    select
        user_topics.topic_id,
        'user' as topic_kind,
        outlets.outlet,
        0 as article_count,
        0 as story_count
    from user_topics
    cross join outlets
    anti join counts using (topic_id, outlet)

),

final as (

    select
        counts.topic_id,
        counts.topic_kind,
        counts.outlet,
        coalesce(user_topics.title, titles.title_uk, titles.title_ru, titles.title, counts.topic_id) as title,
        coalesce(user_topics.title_uk, titles.title_uk) as title_uk,
        coalesce(user_topics.title_ru, titles.title_ru) as title_ru,
        user_topics.title_en,
        user_topics.query_version,
        counts.first_published_date,
        counts.last_published_date,
        cast(counts.article_count as integer) as article_count,
        cast(counts.story_count as integer) as story_count
    from counts_with_zeros as counts
    left join titles using (topic_id)
    left join user_topics using (topic_id)

)

select * from final
