-- one row per topic: its stories of the day beside the mean of those of the seven days before that are known, the largest changes first
with

known_days as (

    select count(distinct published_date) as day_count
    from completeness_by_outlet_day
    where published_date between $day - 7 and $day - 1

),

topic_days as (

    select
        topic_id,
        topic_kind,
        topic_title,
        outlet,
        published_date,
        max(unique_story_count) as story_count,
        sum(views_gained) as views_gained
    from coverage_by_topic_day
    where published_date between $day - 7 and $day and topic_kind <> 'section'
    group by topic_id, topic_kind, topic_title, outlet, published_date

),

compared as (

    select
        topic_id,
        topic_kind,
        topic_title,
        coalesce(sum(story_count) filter (where published_date = $day), 0) as story_count,
        coalesce(sum(story_count) filter (where published_date < $day), 0) as previous_story_count,
        coalesce(sum(views_gained) filter (where published_date = $day), 0.0) as views_gained
    from topic_days
    group by topic_id, topic_kind, topic_title

),

means as (

    select
        compared.* exclude (previous_story_count),
        compared.previous_story_count / known_days.day_count as previous_story_count
    from compared
    cross join known_days

),

-- Counts are compared by their square roots, which vary alike whatever the count (Anscombe 1948).
final as (

    select
        *,
        2 * (sqrt(story_count + 0.375) - sqrt(coalesce(previous_story_count, 0) + 0.375)) as change
    from means
    where topic_kind = 'user' or greatest(story_count, previous_story_count) >= 3

)

select * from final
order by topic_kind = 'user' desc, abs(change) desc, story_count desc, topic_id asc
limit $most_topics
