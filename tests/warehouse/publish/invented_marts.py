"""The marts of the invented facts, in the simplest SQL that gives plausible numbers; the models' own tests judge the models."""

MARTS = (
    """
    insert into articles by name
    select *, date_trunc('week', published_date)::date as week_start, published_at as first_seen_at,
        'minute' as published_precision, 300 as word_count, edition as language, 'link_required' as rights
    from (
        select *, (published_at at time zone $zone)::date as published_date,
            min(published_date) over (partition by outlet, article_id, content_class) as story_date
        from new_articles
    )
    """,
    """
    create temp table user_topics as
    select * from (values
        ('user:power', 'світл|свет|Енергет', 'headline:(світло OR свет) OR енергет*', 'Світло в домівках', 'Свет в домах', 'Power at home', 'economy', 'Економіка'),
        ('user:budget', 'Бюджет', 'бюджет', 'Державний бюджет', 'Государственный бюджет', 'State budget', 'economy', 'Економіка'),
        ('user:grain', '[Пп]орт|зерн', 'порт AND зерно', 'Зерно й порти', 'Зерно и порты', 'Grain and ports', 'economy', 'Економіка'),
        ('user:elections', 'обирає|выбирает', 'обирати OR вибори', 'Вибори на місцях', 'Местные выборы', 'Local elections', 'power', 'Влада'),
        ('user:courts', '^Суд', 'суд AND вирок', 'Суди про владу', 'Суды о власти', 'Courts', 'power', 'Влада'),
        ('user:poltava', 'Полтав', 'полтава', 'Полтава в новинах', 'Полтава в новостях', 'Poltava in the news', null, null)
    ) as t (topic_id, pattern, query, title_uk, title_ru, title_en, set_name, set_title)
    """,
    """
    insert into topic_hits by name
    select topic_id, 1 as query_version, outlet, edition, article_id, ['main', 'main', 'secondary', 'passing'][(1 + hash(article_id, topic_id) % 4)::integer] as role, 1 as hit_count,
        list_transform(string_split_regex(replace(replace(query, '(', ''), ')', ''), ' (AND|OR) '), lambda clause: if(clause like '%:%', clause, 'headline:' || clause)) as matched_clauses, published_at as matched_at
    from articles cross join user_topics where regexp_matches(headline, pattern)
    """,
    """
    insert into topic_versions by name
    select topic_id, 1 as query_version, query, title_uk as title, 'uk' as language, $as_of::timestamptz as added_at, 0 as article_count, true as is_current from user_topics
    """,
    "insert into article_versions by name select * exclude (story_date, version_count, is_deleted, first_seen_at, last_seen_at), 1 as version_number from articles",
    """
    insert into article_tags by name
    select t.*, t.kind || ':' || t.outlet || ':' || t.tag_id as topic_id, a.url
    from new_tags as t inner join articles as a using (outlet, edition, article_id)
    """,
    """
    insert into related_links by name
    select outlet, edition, article_id, published_at as observed_at, 'body' as block, 1 as position, headline as anchor_text, url as target_url, url
    from articles limit 50
    """,
    """
    insert into view_counts by name
    select o.*, 'article_page' as seen_on, a.url from new_observations as o inner join articles as a using (outlet, edition, article_id)
    """,
    """
    insert into views_by_article_day by name
    select v.*, a.url, a.published_date, v.views_gained as older_views_gained, 1 as observation_count, 0 as reset_count,
        if(v.viewed_date = $today, 'open', 'closing') as day_status
    from new_views as v inner join articles as a using (outlet, edition, article_id)
    """,
    "create temp table days as select unnest(range($first_day::date, $today::date + 1, interval 1 day))::date as d",
    "create temp table editions as select 'korrespondent' as outlet, unnest(['uk', 'ru']) as edition where $days::integer > 0",
    """
    create temp table told_topics as
    select outlet, edition, article_id, kind as topic_kind, topic_id, tag as title from article_tags
    union all
    select outlet, edition, article_id, 'section', 'section:' || outlet || ':' || string_split(section, '/')[1], string_split(section, '/')[1]
    from articles
    union all
    select outlet, edition, article_id, 'section', 'section:' || outlet || ':' || section, section from articles
    union all
    select a.outlet, a.edition, a.article_id, 'storyline', 'storyline:' || a.outlet || ':' || s.article_id, s.headline
    from articles as a
    inner join (select min_by(headline, edition = 'ru') as headline, article_id, min(outlet) as outlet, min(section) as section
                from articles group by article_id order by article_id limit 3) as s
        on a.section = s.section and (a.article_id::integer % 3 = 0 or a.article_id = s.article_id)
    union all
    select outlet, edition, article_id, 'user', topic_id, title_uk
    from topic_hits inner join user_topics using (topic_id)
    """,
    """
    insert into related_links by name
    select outlet, edition, article_id, published_at as observed_at, 'on_topic' as block, 2 as position, title as anchor_text, url as target_url,
        string_split(topic_id, ':')[3] as target_article_id, url
    from told_topics inner join articles using (outlet, edition, article_id) where topic_kind = 'storyline'
    """,
    """
    insert into topics by name
    select topic_id, topic_kind, t.outlet, coalesce(any_value(u.title_uk), max(title) filter (where t.edition = 'uk')) as title_uk,
        coalesce(any_value(u.title_ru), max(title) filter (where t.edition = 'ru')) as title_ru, any_value(u.title_en) as title_en, max(title) as title, min(published_date) as first_published_date, max(published_date) as last_published_date,
        count(*) as article_count, count(distinct article_id) as story_count
    from told_topics as t inner join articles as a using (outlet, edition, article_id) left join user_topics as u using (topic_id) group by all
    """,
    """
    insert into completeness_by_outlet_day by name
    with counts as (select outlet, edition, published_date, count(*) as n from articles group by all)
    select e.outlet, e.edition, d as published_date, date_trunc('week', d)::date as week_start,
        coalesce(n, 0) as parsed_count, coalesce(n, 0) as listing_count, coalesce(n - n // 7, 0) as feed_count, coalesce(n - n // 6, 0) as both_count,
        coalesce(n + hash(d) % 2, 0) as known_count,
        (listing_count + 1) * (feed_count + 1) / (both_count + 1) - 1 as estimated_count,
        case when n > 0 then n / greatest(estimated_count, known_count) * if(hash(d) % 17 = 3, 0.7, 1) end as completeness,
        completeness * 0.96 as completeness_low, least(completeness * 1.02, 1) as completeness_high,
        10 as fetch_count, 0 as failed_fetch_count, 40 as weekday_median_count, n / 40 as weekday_ratio,
        case when n is null then 'outage' when completeness < 0.8 then 'suspect' else 'ok' end as status,
        if(d = $today, 'open', 'closing') as day_status
    from days cross join editions as e left join counts as c on c.edition = e.edition and c.published_date = d
    """,
    """
    insert into views_by_topic_day by name
    select t.topic_id, t.topic_kind, t.outlet, t.edition, v.viewed_date, sum(v.views_gained) as views_gained
    from told_topics as t inner join views_by_article_day as v using (outlet, edition, article_id)
    inner join articles as a using (outlet, edition, article_id) where a.content_class = 'editorial' group by all
    """,
    """
    insert into coverage_by_topic_day by name
    with counts as (
        select topic_id, outlet, edition, published_date, count(*) filter (where content_class = 'editorial') as article_count,
            count(*) filter (where content_class = 'paid') as paid_count
        from told_topics inner join articles using (outlet, edition, article_id) group by all
    ),
    stories as (
        select topic_id, outlet, story_date as published_date, count(distinct article_id) as story_count
        from told_topics inner join articles using (outlet, edition, article_id) where content_class = 'editorial' group by all
    ),
    outlets as (
        select outlet, story_date as published_date, count(distinct article_id) as outlet_story_count
        from articles where content_class = 'editorial' group by all
    )
    select t.topic_id, t.topic_kind, t.title as topic_title, t.outlet, e.edition, d as published_date,
        coalesce(counts.article_count, 0) as article_count, coalesce(s.story_count, 0) as story_count, coalesce(s.story_count, 0) as unique_story_count,
        coalesce(paid_count, 0) as paid_count, coalesce(outlet_story_count, 0) as outlet_story_count, coalesce(outlet_story_count, 0) as outlet_unique_story_count,
        coalesce(s.story_count, 0) / nullif(outlet_story_count, 0) as attention_share,
        coalesce(v.views_gained, 0) as views_gained, c.completeness, coalesce(counts.article_count, 0) / c.completeness as article_count_adjusted,
        c.day_status
    from topics as t cross join days inner join editions as e on e.outlet = t.outlet
    left join counts on counts.topic_id = t.topic_id and counts.edition = e.edition and counts.published_date = d
    left join stories as s on s.topic_id = t.topic_id and s.published_date = d
    left join outlets as o on o.published_date = d
    left join views_by_topic_day as v on v.topic_id = t.topic_id and v.edition = e.edition and v.viewed_date = d
    inner join completeness_by_outlet_day as c on c.edition = e.edition and c.published_date = d
    """,
    """
    insert into section_mix_day by name
    with counts as (
        select outlet, edition, section, published_date, count(*) filter (where content_class = 'editorial') as article_count,
            count(*) filter (where content_class = 'paid') as paid_count, sum(word_count) filter (where content_class = 'editorial') as word_count
        from articles group by all
    ),
    views as (
        select outlet, edition, a.section, v.viewed_date as published_date, sum(v.views_gained) as views_gained
        from views_by_article_day as v inner join articles as a using (outlet, edition, article_id) where a.content_class = 'editorial' group by all
    )
    select outlet, edition, section, published_date, date_trunc('week', published_date)::date as week_start,
        coalesce(c.article_count, 0) as article_count, coalesce(c.paid_count, 0) as paid_count, coalesce(c.word_count, 0) as word_count,
        sum(coalesce(c.article_count, 0)) over (partition by outlet, edition, published_date) as outlet_article_count,
        coalesce(c.article_count, 0) / nullif(outlet_article_count, 0) as article_share, coalesce(v.views_gained, 0) as views_gained, q.completeness,
        coalesce(c.article_count, 0) / q.completeness as article_count_adjusted, q.day_status
    from counts as c full join views as v using (outlet, edition, section, published_date)
    inner join completeness_by_outlet_day as q using (outlet, edition, published_date)
    """,
    """
    insert into field_quality_by_outlet_day by name
    select e.outlet, e.edition, f.field, d as seen_date, 60 as version_count, (60 * f.rate)::integer - hash(d, f.field) % 3 as filled_count,
        filled_count / version_count as fill_rate, 800 as baseline_version_count, f.rate as baseline_fill_rate,
        0 as set_aside_count, 0 as disagreement_count, 0 as disagreement_share, f.field = 'image_credit' and d = $today as is_drift
    from days cross join editions as e
    cross join (values ('lead', 0.99), ('authors', 0.71), ('section', 1.0), ('tags', 0.97), ('image_url', 0.98), ('image_credit', 0.62),
        ('image_caption', 0.55), ('body', 1.0), ('published_time', 1.0), ('view_count', 0.99), ('modified_at', 0.21), ('label', 0.11),
        ('other_edition_url', 0.84), ('special_topic', 0.2), ('related_links', 1.0), ('metadata_published_at', 0.9)) as f (field, rate)
    """,
    """
    insert into freshness_by_outlet_hour by name
    select e.outlet, e.edition, h as hour_at, (h at time zone $zone)::date as hour_date, hash(h) % 4 as new_article_count,
        case when new_article_count > 0 then 240 + hash(h, e.edition) % 600 end as delay_p50_seconds, delay_p50_seconds * 2.4 as delay_p95_seconds,
        4 as poll_count, 0.25 as not_modified_share, 12 as outcome_count, 0 as blocked_share, if(hash(h) % 23 = 1, 0.08, 0) as error_share
    from editions as e
    cross join (select unnest(generate_series($as_of::timestamptz - interval 1 day * $days::integer, $as_of::timestamptz, interval 1 hour)) as h)
    """,
    """
    insert into edits_by_outlet_day by name
    select e.outlet, e.edition, d as seen_date, 60 as version_count, 4 + hash(d) % 7 as edit_count, 2 + hash(d, 1) % 4 as headline_changed_count,
        3 + hash(d, 2) % 5 as body_changed_count, hash(d, 3) % 3 as silent_edit_count, if(hash(d, 4) % 4 = 0, 1, 0) as deleted_count
    from days cross join editions as e
    """,
)
