"""The marts of who writes and who reprints whom over the invented facts; the other outlet of the reprints has no articles here."""

SOURCES = (
    """
    insert into author_week by name
    with signed as (
        select outlet, edition, article_id, section, word_count, week_start, unnest(authors) as author from articles where content_class = 'editorial'
    ),
    viewed as (
        select outlet, edition, author, date_trunc('week', v.viewed_date)::date as week_start, sum(v.views_gained) as views_gained
        from signed inner join views_by_article_day as v using (outlet, edition, article_id) group by all
    )
    select s.outlet, s.edition, s.author, s.week_start, count(*) as article_count, count(*) as story_count, sum(s.word_count) as word_count,
        any_value(coalesce(v.views_gained, 0)) as views_gained, mode(s.section) as main_section, 0.97 as completeness,
        if(s.week_start = date_trunc('week', $today::date), 'open', 'closing') as day_status
    from signed as s left join viewed as v using (outlet, edition, author, week_start) group by s.outlet, s.edition, s.author, s.week_start
    """,
    """
    insert into storyline_day by name
    select topic_id, topic_title, outlet, published_date, any_value(week_start) as week_start, any_value(story_count) as part_count,
        any_value(story_count) as story_count, sum(views_gained) as views_gained, min(completeness) as completeness, any_value(day_status) as day_status
    from coverage_by_topic_day where topic_kind = 'storyline' group by topic_id, topic_title, outlet, published_date
    """,
    """
    insert into article_topics by name
    select t.topic_id, t.topic_kind, t.title as topic_title, t.outlet, t.edition, t.article_id, h.role,
        a.published_at, a.published_date, a.url
    from told_topics as t inner join articles as a using (outlet, edition, article_id)
    left join topic_hits as h using (topic_id, outlet, edition, article_id)
    """,
    """
    insert into reprint_cluster by name
    with shared as (
        select *, hash(article_id) % 3 as turn from articles where content_class = 'editorial' and article_id::bigint % 9 = 0
    ),
    members as (
        select outlet, edition, article_id, headline, url, published_at, published_date, turn, turn = 0 as is_first from shared
        union all
        select 'hirnyk', edition, 'h' || article_id, headline, 'https://hirnyk.example/' || article_id, published_at + to_minutes(if(turn = 0, 50, -50)),
            published_date, turn, turn <> 0
        from shared
    )
    select 'korrespondent:' || edition || ':' || ltrim(article_id, 'h') as cluster_id, outlet, edition, article_id, headline, url, published_at,
        published_date, date_trunc('week', published_date)::date as week_start, published_at as appeared_from,
        published_at + to_minutes(if(turn = 2, 90, 20)) as appeared_until, is_first, turn = 2 as is_tie, not is_first and turn <> 2 as is_reprint,
        if(is_first, null, 0.62 + hash(article_id) % 38 / 100) as containment, if(hash(article_id) % 4 = 0, 'Вигадані новини', null) as agency,
        if(is_first, null, hash(article_id) % 2 = 0) as links_to_source, 2 as member_count, 2 as outlet_count
    from members
    """,
    """
    insert into reprint_by_outlet_day by name
    with told as (
        select outlet, edition, published_date, count(*) filter (where is_reprint) as reprint_count, count(*) filter (where is_first and not is_tie) as first_count,
            count(*) filter (where is_tie) as tie_count, count(*) filter (where is_reprint and agency is not null) as agency_count,
            count(*) filter (where is_reprint and agency is null and not links_to_source) as unattributed_count
        from reprint_cluster group by all
    ),
    published as (
        select outlet, edition, published_date, count(*) as article_count from articles where content_class = 'editorial' group by all
        union all
        select 'hirnyk', edition, published_date, 25 + hash(published_date) % 9 from articles group by edition, published_date
    )
    select outlet, edition, published_date, date_trunc('week', published_date)::date as week_start, article_count,
        coalesce(reprint_count, 0) as reprint_count, coalesce(reprint_count, 0) / article_count as reprint_share, coalesce(first_count, 0) as first_count,
        coalesce(tie_count, 0) as tie_count, coalesce(agency_count, 0) as agency_count, coalesce(unattributed_count, 0) as unattributed_count,
        coalesce(first_count, 0) as reprinted_by_others_count, 0.97 as completeness, if(published_date = $today::date, 'open', 'closing') as day_status
    from published left join told using (outlet, edition, published_date)
    """,
)
