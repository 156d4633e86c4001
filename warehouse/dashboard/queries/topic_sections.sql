-- one row per chosen topic, outlet, edition (null: the editions are one), section and day with articles
with

tag_topics as (

    select distinct
        outlet,
        edition,
        article_id,
        topic_id
    from article_tags
    where list_contains($topic_ids, topic_id)

),

section_topics as (

    select
        articles.outlet,
        articles.edition,
        articles.article_id,
        topics.topic_id
    from articles
    inner join topics
        on
            articles.outlet = topics.outlet
            and topics.topic_kind = 'section'
            and starts_with('section:' || articles.outlet || ':' || articles.section || '/', topics.topic_id || '/')
    where list_contains($topic_ids, topics.topic_id)

),

article_topics as (

    select * from tag_topics
    union all
    select * from section_topics

),

final as (

    select
        article_topics.topic_id,
        articles.outlet,
        articles.edition,
        coalesce(nullif(articles.section, ''), '(none)') as section,
        articles.published_date as day,
        count(distinct articles.article_id) filter (where articles.content_class = 'editorial') as articles,
        count(distinct articles.article_id) filter (where articles.content_class = 'paid') as paid
    from article_topics
    inner join articles using (outlet, edition, article_id)
    where articles.published_date between $first_day and $last_day
    group by
        grouping sets (
            (
                article_topics.topic_id, articles.outlet, articles.edition,
                coalesce(nullif(articles.section, ''), '(none)'), articles.published_date
            ),
            (
                article_topics.topic_id, articles.outlet,
                coalesce(nullif(articles.section, ''), '(none)'), articles.published_date
            )
        )

)

select * from final
