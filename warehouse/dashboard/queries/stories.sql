-- one row per article and edition of the page's stories: those with the most views, lately and in all, and the newest
with

-- Who was not seen in these hours gained nothing in them.
seen_lately as (

    select distinct
        outlet,
        edition,
        article_id
    from view_counts
    where observed_at > $as_of::timestamptz - interval 24 hour

),

observations as (

    select
        outlet,
        edition,
        article_id,
        observed_at,
        view_count
    from view_counts
    semi join seen_lately using (outlet, edition, article_id)
    union all
    select
        outlet,
        edition,
        article_id,
        published_at as observed_at,
        0 as view_count
    from articles
    semi join seen_lately using (outlet, edition, article_id)
    where published_precision in ('second', 'minute')

),

-- Rules 1 to 4 of views_by_article_day, for the last 24 hours instead of a calendar day.
compared as (

    select
        observations.*,
        articles.published_at,
        lag(observations.observed_at) over article as from_at,
        lag(observations.view_count) over article as previous_count
    from observations
    inner join articles using (outlet, edition, article_id)
    where
        observations.observed_at >= articles.published_at
        and articles.published_date between $first_day and $last_day
    window article as (
        partition by outlet, edition, article_id
        order by observations.observed_at, observations.view_count
    )

),

epochs as (

    select
        *,
        sum(if(view_count < previous_count / 2.0 and view_count < previous_count - 20, 1, 0)) over (
            partition by outlet, edition, article_id order by observed_at, view_count
            rows between unbounded preceding and current row
        ) as epoch_number
    from compared

),

gains as (

    select
        *,
        max(view_count) over (epoch rows between unbounded preceding and current row)
        - coalesce(max(view_count) over (epoch rows between unbounded preceding and 1 preceding), 0) as gain,
        greatest((epoch(coalesce(from_at, observed_at)) - epoch(published_at)) / 3600, 0) as from_age,
        (epoch(observed_at) - epoch(published_at)) / 3600 as to_age,
        greatest((epoch($as_of::timestamptz) - epoch(published_at)) / 3600 - 24, 0) as cut_age
    from epochs
    window epoch as (
        partition by outlet, edition, article_id, epoch_number
        order by observed_at, view_count
    )

),

lately as (

    select
        outlet,
        edition,
        article_id,
        sum(
            case
                when to_age <= cut_age and cut_age > 0 then 0
                when from_age >= cut_age then gain
                else gain * (ln(1 + to_age) - ln(1 + cut_age)) / (ln(1 + to_age) - ln(1 + from_age))
            end
        ) as gained
    from gains
    group by outlet, edition, article_id

),

totals as (

    select
        outlet,
        edition,
        article_id,
        sum(views_gained) as views
    from views_by_article_day
    group by outlet, edition, article_id

),

viewed as (

    select
        totals.*,
        coalesce(lately.gained, 0) as gained
    from totals
    left join lately using (outlet, edition, article_id)

),

tags as (

    select
        outlet,
        edition,
        article_id,
        list(tag order by kind desc, position)[:3] as tags
    from article_tags
    group by outlet, edition, article_id

),

attention as (

    select
        outlet,
        edition,
        article_id,
        half_life_hours,
        half_life_hours_low,
        half_life_hours_high
    from article_attention

),

measured as (

    select
        articles.*,
        viewed.gained,
        viewed.views,
        tags.tags,
        attention.half_life_hours,
        attention.half_life_hours_low,
        attention.half_life_hours_high,
        max(viewed.gained) over story as story_gained,
        max(viewed.views) over story as story_views,
        max(articles.published_at) over story as story_published_at
    from articles
    left join viewed using (outlet, edition, article_id)
    left join tags using (outlet, edition, article_id)
    left join attention using (outlet, edition, article_id)
    where articles.published_date between $first_day and $last_day
    window story as (partition by outlet, article_id)

),

numbered as (

    select
        *,
        dense_rank() over (order by story_gained desc nulls last, outlet, article_id) as gained_rank,
        dense_rank() over (order by story_views desc nulls last, outlet, article_id) as views_rank,
        dense_rank() over (order by story_published_at desc, outlet, article_id) as newest_rank
    from measured

),

of_topics as (

    select distinct
        topics.topic_id,
        topics.outlet,
        topics.article_id,
        measured.story_views,
        measured.story_published_at
    from page_article_topics as topics
    inner join measured using (outlet, edition, article_id)
    where topics.is_shown

),

topic_ranked as (

    select
        topic_id,
        outlet,
        article_id,
        row_number() over (
            partition by topic_id order by story_views desc nulls last, outlet asc, article_id asc
        ) as views_rank,
        row_number() over (
            partition by topic_id order by story_published_at desc, outlet asc, article_id asc
        ) as newest_rank
    from of_topics

),

-- A section is seen from the article itself.
story_topics as (

    select
        outlet,
        article_id,
        list(topic_id order by topic_id) filter (where not starts_with(topic_id, 'section:')) as topic_ids,
        min(least(views_rank, newest_rank)) as topic_rank
    from topic_ranked
    group by outlet, article_id

)

select
    outlet,
    article_id,
    edition,
    headline,
    url,
    authors,
    coalesce(nullif(section, ''), '(none)') as section,
    content_class = 'paid' as is_paid,
    published_at,
    published_precision as precision,
    published_date as day,
    version_count as versions,
    is_deleted,
    tags,
    topic_ids,
    round(gained, 1) as gained,
    round(views, 1) as views,
    round(half_life_hours, 1) as half_life,
    round(half_life_hours_low, 1) as half_life_low,
    round(half_life_hours_high, 1) as half_life_high
from numbered
left join story_topics using (outlet, article_id)
where
    gained_rank <= $most_stories
    or views_rank <= $most_stories
    or newest_rank <= $most_stories / 2
    or topic_rank <= $most_topic_stories
order by story_gained desc nulls last, outlet, article_id, edition = 'ru', edition
