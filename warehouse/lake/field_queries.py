"""The SQL that measures fields: one definition for what is in the lake and for what is to come into it."""

from collections.abc import Collection
from datetime import datetime

from schemas.lake_tables import ARTICLES, TABLES
from warehouse.literals import literal

_MEASURES = """
versions as materialized (
    select * from {articles}
),
tagged as (
    select
        capture_id,
        count(*) filter (where kind = 'tag') as tags,
        count(*) filter (where kind = 'special_topic') as special_topic
    from {article_tags}
    group by capture_id
),
linked as (
    select capture_id, count(*) as related_links
    from {related_links}
    semi join versions using (capture_id)
    group by capture_id
),
counted as (
    select distinct capture_id
    from {view_counts}
    where seen_on = 'article_page'
),
wide as (
    select
        capture_id,
        edition,
        cast(published_at as date) as day,
        1 as page,
        1 as published_at,
        length(headline) as headline,
        coalesce(length(lead), 0) as lead,
        if(content_class = 'editorial', word_count, null) as body,
        len(authors) as authors,
        if(section is null, 0, 1) as section,
        coalesce(length(label), 0) as label,
        if(other_edition_url is null, 0, 1) as other_edition_url,
        if(metadata_published_at is null, 0, 1) as metadata_published_at,
        if(modified_at is null, 0, 1) as modified_at,
        if(published_precision = 'day', 0, 1) as published_time,
        if(image_url is null, 0, 1) as image_url,
        coalesce(length(image_credit), 0) as image_credit,
        coalesce(length(image_caption), 0) as image_caption,
        coalesce(tags, 0) as tags,
        coalesce(special_topic, 0) as special_topic,
        coalesce(related_links, 0) as related_links,
        if(counted.capture_id is null, 0, 1) as view_count
    from versions
    left join tagged using (capture_id)
    left join linked using (capture_id)
    left join counted using (capture_id)
),
sourced as (
    select capture_id, edition, cast(published_at as date) as day, unnest(field_sources) as origin
    from versions
),
refused as (
    select capture_id, edition, cast(captured_at as date) as day, field
    from {quarantine}
    where
        kind = 'article' and error in ('MissingField', 'MalformedField')
        and edition is not null and field is not null
),
unread as (
    select capture_id, edition, cast(ended_at as date) as day
    from {outcomes}
    where
        kind = 'article' and outcome in ('NotAnArticle', 'Undecodable', 'UnexpectedResponse')
        and edition is not null and capture_id is not null
),
-- one row per article version, page set aside or page without an article, and what is measured on it
measures as (
    select capture_id, edition, day, field, cast(null as varchar) as source, cast(length as bigint) as length
    from (unpivot wide on columns(* exclude (capture_id, edition, day)) into name field value length)
    union all
    select
        capture_id, edition, day, split_part(origin, '=', 1) as field, unnest(['selector', 'json_ld']) as source,
        unnest([if(origin like '%=selector', 1, 0), if(origin like '%=json_ld%', 1, 0)]) as length
    from sourced
    union all
    select capture_id, edition, day, unnest([field, 'page']) as field, null as source, unnest([0, 1]) as length
    from refused
    union all
    select capture_id, edition, day, 'page' as field, null as source, 0 as length
    from unread
)
"""

_HISTORY = """
counting as (
    select measures.*
    from measures
    left join accepted_drift using (edition, field)
    where accepted_drift.since is null or measures.day >= accepted_drift.since
),
days as (
    select edition, field, source, day, count(*) as article_count, count(*) filter (where length > 0) as filled_count
    from counting
    group by edition, field, source, day
),
calendars as (
    select
        edition, field, source,
        list(struct_pack(article_count := article_count, filled_count := filled_count) order by day) as days
    from days
    group by edition, field, source
),
lengths as (
    select edition, field, source, quantile_cont(length, [0.05, 0.5, 0.95]) as quantiles
    from counting
    where length > 0
    group by edition, field, source
)
select
    calendars.edition, calendars.field, calendars.source, calendars.days,
    quantiles[2] as typical_length, quantiles[1] as low_length, quantiles[3] as high_length
from calendars
left join lengths
    on
        calendars.edition = lengths.edition and calendars.field = lengths.field
        and calendars.source is not distinct from lengths.source
order by calendars.edition, calendars.source, calendars.field
"""


def recent_batches_query(
    outlet: str, flow: str, known: tuple[datetime, datetime], since: datetime, without: Collection[str], most: int
) -> str:
    """Return the query for the last batches of articles among those that began within bounds.

    Args:
        outlet: the outlet's name.
        flow: what brought the pages in.
        known: first and last instant at which batches began that are known of.
        since: go back no further than this.
        without: batches to leave out.
        most: go back no further once there are so many versions, or a quarter of all that are known.
    """
    return f"""
        with batches as (
            select
                batch_id, warc_file, started_at,
                sum(article_count) over () as all_count,
                sum(article_count) over (order by started_at desc, batch_id desc) - article_count as later_count
            from lake.runs
            where
                outlet = {literal(outlet)} and flow = {literal(flow)} and stage = 'articles' and article_count > 0
                and started_at >= {literal(known[0])} and started_at <= {literal(known[1])}
                and batch_id not in ({", ".join(map(literal, ("", *without)))})
        )
        select batch_id, warc_file, started_at
        from batches
        where later_count < least({most}, all_count / 4) and started_at >= {literal(since)}
        order by started_at, batch_id
    """


def seen_bounds_query(outlet: str, published: tuple[datetime, datetime], seen: tuple[datetime, datetime]) -> str:
    """Return the query for the first and last instant at which versions of these articles were seen."""
    return f"""
        select min(seen_at) as first, max(seen_at) as last
        from lake.articles
        where {_of_articles(outlet, published, seen)}
    """


def history_query(outlet: str, published: tuple[datetime, datetime], seen: tuple[datetime, datetime]) -> str:
    """Return the query for what was measured on articles published and seen within bounds, the last instant excluded."""
    tables = _within(outlet, seen)
    tables[ARTICLES.name] = f"(select * from lake.articles where {_of_articles(outlet, published, seen)})"
    return f"with {_MEASURES.format(**tables)}, {_HISTORY}"


def batches_query(outlet: str, batch_ids: Collection[str], seen: tuple[datetime, datetime]) -> str:
    """Return the query for what was measured in committed batches: one row per batch and thing measured."""
    of_batches = "where capture_id in (select capture_id from captures_of_batches)"
    tables = {name: f"(select * from {rows} {of_batches})" for name, rows in _within(outlet, seen).items()}
    return f"""
        with captures_of_batches as (
            select capture_id, batch_id
            from lake.captures
            where {_between("captured_at", outlet, seen)} and batch_id in ({", ".join(map(literal, batch_ids))})
        ),
        {_MEASURES.format(**tables)}
        select batch_id, edition, field, source, list(length) as lengths
        from measures
        inner join captures_of_batches using (capture_id)
        group by batch_id, edition, field, source
    """


def incoming_query() -> str:
    """Return the query for what is measured on the tables `incoming_<name>`, of versions those in `changed_versions`."""
    tables = {table.name: f"incoming_{table.name}" for table in TABLES}
    tables[ARTICLES.name] = "incoming_articles semi join changed_versions using (capture_id)"
    return f"""
        with {_MEASURES.format(**tables)}
        select edition, field, source, list(length) as lengths
        from measures
        group by edition, field, source
    """


def drifted_query(outlet: str | None, seen: tuple[datetime, datetime]) -> str:
    """Return the query for the fields because of which pages are set aside."""
    of_outlet = "" if outlet is None else f"and outlet = {literal(outlet)}"
    return f"""
        with pages as (
            select capture_id, outlet, edition, unnest(string_split(field, ', ')) as field, captured_at
            from lake.quarantine
            where
                error = 'Drifted' {of_outlet}
                and captured_at >= {literal(seen[0])} and captured_at < {literal(seen[1])}
        )
        select
            pages.outlet, pages.edition, pages.field, count(*) as page_count,
            min(pages.captured_at) as first_captured_at, max(pages.captured_at) as last_captured_at,
            min(captures.warc_file) as first_warc_file
        from pages
        inner join lake.captures using (capture_id)
        group by pages.outlet, pages.edition, pages.field
        order by pages.outlet, pages.edition, pages.field
    """


def _within(outlet: str, seen: tuple[datetime, datetime]) -> dict[str, str]:
    return {
        table.name: f"(select * from lake.{table.name} where {_between(table.day_column, outlet, seen)})"
        for table in TABLES
    }


def _of_articles(outlet: str, published: tuple[datetime, datetime], seen: tuple[datetime, datetime]) -> str:
    first, last = map(literal, published)
    return f"{_between(ARTICLES.day_column, outlet, seen)} and published_at >= {first} and published_at <= {last}"


def _between(column: str, outlet: str, seen: tuple[datetime, datetime]) -> str:
    return f"outlet = {literal(outlet)} and {column} >= {literal(seen[0])} and {column} < {literal(seen[1])}"
