"""The marts of topics and trust over the invented facts: bursts, share of voice, storylines, headlines, editions."""

VIEWS = (
    """
    insert into topic_burst_day by name
    with days as (
        select distinct topic_id, topic_kind, topic_title, outlet, published_date, story_count as observed
        from coverage_by_topic_day
    ),
    expected as (
        select *, avg(observed) over (partition by topic_id order by published_date rows between 14 preceding and 1 preceding) as expected
        from days
    ),
    scored as (
        select *, 1.2 as phi, (observed - expected) / sqrt(greatest(1.2 * expected, 0.25)) as z
        from expected
    ),
    drivers as (
        select t.topic_id, a.published_date,
            list({'article_id': a.article_id, 'edition': a.edition, 'headline': a.headline, 'url': a.url, 'views_gained': v.views_gained} order by v.views_gained desc, a.article_id)[:5] as drivers
        from told_topics as t inner join articles as a using (outlet, edition, article_id)
        inner join views_by_article_day as v on v.outlet = a.outlet and v.edition = a.edition and v.article_id = a.article_id and v.viewed_date = a.published_date
        group by all
    )
    select scored.*, coalesce(z > 2 and observed >= 4, false) as is_burst, d.drivers
    from scored left join drivers as d using (topic_id, published_date)
    """,
    """
    insert into share_of_voice_day by name
    with hits as (
        select u.set_name, u.set_title, u.topic_id, u.title_uk as topic_title, a.outlet, a.edition, a.published_date, a.article_id
        from user_topics as u inner join topic_hits as h using (topic_id) inner join articles as a using (outlet, edition, article_id)
        where a.content_class = 'editorial' and u.set_name is not null
    ),
    weighed as (
        select *, 1.0 / count(*) over (partition by set_name, outlet, edition, article_id) as weight, count(*) over (partition by topic_id, outlet, article_id) as editions
        from hits
    )
    select set_name, set_title, topic_id, topic_title, outlet, published_date, sum(weight) as weighted_count, sum(weight) as weighted_main_role_count,
        sum(weight / editions) as weighted_story_count, sum(weight * v.views_gained) as weighted_views
    from weighed inner join views_by_article_day as v using (outlet, edition, article_id, published_date)
    where v.viewed_date = published_date group by all
    """,
    """
    insert into storyline by name
    select t.topic_id, t.outlet, t.title, t.story_count as part_count, t.article_count, t.story_count, min(a.published_at) as first_published_at, max(a.published_at) as last_published_at,
        2.5 as longest_gap_days, sum(v.views_gained) as views_gained, hash(t.topic_id) % 2 = 0 as is_dormant
    from topics as t inner join told_topics as m using (topic_id)
    inner join articles as a on a.outlet = m.outlet and a.edition = m.edition and a.article_id = m.article_id
    left join views_by_article_day as v on v.outlet = a.outlet and v.edition = a.edition and v.article_id = a.article_id
    where t.topic_kind = 'storyline' group by all
    """,
    """
    insert into tag_cooccurrence_week by name
    with pairs as (
        select a.outlet, articles.week_start, a.topic_id as topic_id_a, b.topic_id as topic_id_b, min(a.tag) filter (where edition = 'uk') as title_a, min(b.tag) filter (where edition = 'uk') as title_b,
            count(distinct article_id) as n_ab
        from article_tags as a inner join article_tags as b using (outlet, edition, article_id) inner join articles using (outlet, edition, article_id)
        where a.topic_id < b.topic_id group by all
    )
    select *, n_ab + 2 as n_a, n_ab + 3 as n_b, if(n_ab >= 5, 0.61, null) as npmi, 1.5 as n_ab_change from pairs where title_a is not null and title_b is not null
    """,
    """
    insert into article_attention by name
    select outlet, edition, article_id,
        if(version_count < 3, 2 + hash(article_id) % 90 / 10, null) as half_life_hours, half_life_hours * 0.8 as half_life_hours_low, half_life_hours * 1.3 as half_life_hours_high
    from articles
    """,
    """
    insert into headline_history by name
    select outlet, edition, article_id, position, if(position = 1, 'Терміново: ' || lower(headline[1]) || headline[2:], headline) as headline,
        published_at + to_minutes(40 * (position - 1)) as first_seen_at, published_at + to_minutes(40 * position) as last_seen_at, position = 2 as is_current, 310.0 * position as views_gained
    from articles cross join (values (1), (2)) as p (position) where version_count = 3
    """,
    """
    insert into edition_parity_day by name
    with stories as (select outlet, published_date, article_id, count(distinct edition) as editions from articles group by all)
    select outlet, published_date, count(*) as story_count, count(*) filter (where editions = 2) as paired_count, paired_count // 2 as uk_first_count, paired_count // 3 as ru_first_count,
        paired_count - paired_count // 2 - paired_count // 3 as same_time_count, 6.0 + hash(published_date) % 9 as lag_minutes_p50, 31.0 + hash(published_date) % 40 as lag_minutes_p90
    from stories group by outlet, published_date
    """,
    """
    insert into paid_content_day by name
    with counts as (
        select outlet, edition, published_date, count(*) filter (where content_class = 'paid') as paid_count, count(*) - paid_count as editorial_count,
            list(distinct if(edition = 'uk', 'Новини компаній', 'Новости компаний')) filter (where content_class = 'paid') as labels
        from articles group by outlet, edition, published_date
    ),
    views as (
        select outlet, edition, v.viewed_date as published_date, sum(v.views_gained) as paid_views_gained
        from views_by_article_day as v inner join articles as a using (outlet, edition, article_id) where a.content_class = 'paid' group by all
    )
    select c.* exclude (labels), date_trunc('week', published_date)::date as week_start, paid_count / (paid_count + editorial_count) as paid_share,
        coalesce(v.paid_views_gained, 0) as paid_views_gained, coalesce(c.labels, []) as labels, q.completeness, q.day_status
    from counts as c left join views as v using (outlet, edition, published_date)
    inner join completeness_by_outlet_day as q using (outlet, edition, published_date)
    """,
)
