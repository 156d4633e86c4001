"""What an incremental run costs in a small lake and in a large one (issue: at most 1.3 times as much).

Builds two lakes of invented rows of the same density (2,000 articles a day, 20 rows an article), one of 10,000 articles and
one of 1,000,000, merges their files as the nightly maintenance does, then measures the same run on each: the plan queries,
then the commit of 2,000 articles with their 40,000 rows, half of them revisits whose versions are dropped.

    python -m tests.benchmarks.lake_growth [--small 10000] [--large 1000000] [--rounds 5] [--keep FOLDER]
"""

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from schemas.crawl_rows import Run
from schemas.lake_tables import TABLES
from warehouse.lake import Lake

START = datetime(2020, 1, 1, tzinfo=UTC)
ARTICLES_PER_DAY = 2_000
DAYS_PER_COMMIT = 20
OUTLET = "korrespondent"
BATCH_SIZE = 2_000
TARGET_RATIO = 1.3

_LISTING_URL = "'https://ua.korrespondent.example/all/' || strftime(moment, '%Y/%B/%-d') || '/p' || (i // 20) % 50"
_ARTICLES = """
-- one row per invented article
select
    i,
    {generation} as generation,
    '{batch_id}' as batch_id,
    'korrespondent' as outlet,
    case i % 2 when 0 then 'uk' else 'ru' end as edition,
    (4000000 + i // 2)::varchar as article_id,
    'https://ua.korrespondent.example/ukraine/politics/' || article_id || '-slug-' || md5(i::varchar) as url,
    md5('{batch_id}' || i) as capture_id,
    timestamptz '{start}' + interval (i * 43200) millisecond + interval ({generation}) hour as moment,
    repeat(md5(i::varchar) || ' ', 40) || md5((i + 1)::varchar) as text
from range({first}, {last}) as articles(i)
"""
_ROWS = {
    "captures": """
        select capture_id, batch_id, outlet, edition, 'article' as kind, url, article_id, moment as captured_at,
            200 as status_code, false as is_unchanged, 'sha1:' || md5(text) as payload_digest, 20000 as payload_bytes,
            'text/html; charset=utf-8' as content_type, null as etag, null as last_modified,
            batch_id || '.warc.gz' as warc_file, i * 20000 as warc_offset, 20000 as warc_length
        from articles
        union all
        select 'l' || capture_id, batch_id, outlet, edition, 'listing', {listing_url}, null, moment, 200,
            false, 'sha1:l' || capture_id, 20000, 'text/html; charset=utf-8', null, null, batch_id || '.warc.gz', 412, 20000
        from articles
        where i % 20 = 0""",
    "sightings": """
        select md5(capture_id || n) as capture_id, outlet, edition, article_id, url, 'listing' as channel,
            'https://ua.korrespondent.example/all/' || n as listing_url, i % 50 as position, moment as observed_at,
            left(text, 80) as headline, left(text, 160) as lead, null as label, moment as published_at,
            'minute' as published_precision
        from articles, range(2) as sightings(n)""",
    "articles": """
        select capture_id, outlet, edition, article_id, url, url as other_edition_url, left(text, 80) as headline,
            left(text, 160) as lead, text as body, ['Author ' || i % 40] as authors, 'ukraine/politics' as section,
            null as label, 'editorial' as content_class, 'link_required' as rights, moment as published_at,
            'minute' as published_precision, null::timestamptz as metadata_published_at, null::timestamptz as modified_at,
            'https://kor.ill.example/' || i as image_url, null as image_credit, null as image_caption, 300 as word_count,
            'uk' as language, md5(i || ' ' || (i % 2 * generation)) as content_hash, moment as seen_at, 1 as parser_version,
            ['headline=selector', 'lead=selector', 'body=selector', 'authors=selector', 'tags=selector'] as field_sources,
            []::varchar[] as disagreements, false as is_paywalled
        from articles""",
    "article_tags": """
        select capture_id, outlet, edition, article_id, moment as seen_at, 'tag' as kind, n + 1 as position,
            ((i * 7 + n) % 5000)::varchar as tag_id, 'tag ' || ((i * 7 + n) % 5000) as tag,
            'https://ua.korrespondent.example/tag/' || ((i * 7 + n) % 5000) as tag_url
        from articles, range(5) as tags(n)""",
    "related_links": """
        select capture_id, outlet, edition, article_id, moment as observed_at, 'read_also' as block, n + 1 as position,
            left(text, 60) as anchor_text, null as label, url || n as target_url, (4000000 + i // 2 - n)::varchar
            as target_article_id
        from articles, range(7) as links(n)""",
    "view_counts": """
        select capture_id, outlet, edition, (4000000 + i // 2 - n)::varchar as article_id, moment as observed_at,
            i % 9000 as view_count, case n when 0 then 'article_page' else 'read_also' end as seen_on
        from articles, range(3) as observations(n)""",
    "outcomes": """
        select batch_id, batch_id as run_id, outlet, edition, 'article' as kind, url, article_id, 'Parsed' as outcome,
            'ok' as branch, null as detail, 200 as status_code, 1 as attempt_count, capture_id, moment as ended_at
        from articles""",
}


def generated(batch_id: str, first: int, last: int, generation: int = 0) -> dict[str, pa.Table]:
    """Return all rows of the invented articles `first` to `last`; in generation 1, those of odd number have changed."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        query = _ARTICLES.format(
            batch_id=batch_id, first=first, last=last, generation=generation, start=START.isoformat()
        )
        connection.execute(f"create temp table articles as {query}")
        found = {
            name: connection.execute(sql.replace("{listing_url}", _LISTING_URL)).to_arrow_table()
            for name, sql in _ROWS.items()
        }
    schemas = {table.name: table.schema for table in TABLES}
    return {
        name: pa.Table.from_arrays([column.cast(field.type) for column, field in zip(rows.columns, schemas[name], strict=True)],
                                   schema=schemas[name])
        for name, rows in found.items()
    }  # fmt: skip


def run_row(batch_id: str, at: datetime) -> Run:
    """Return the `runs` row of a batch."""
    return Run(
        batch_id=batch_id,
        run_id=batch_id,
        flow="news",
        outlet=OUTLET,
        stage="articles",
        started_at=at,
        committed_at=at,
        warc_file=f"{batch_id}.warc.gz",
        capture_count=0,
        article_count=0,
        quarantine_count=0,
        failure_count=0,
    )


def instant_of(article: int) -> datetime:
    """Return when an invented article came."""
    return START + timedelta(days=article / ARTICLES_PER_DAY)


def build(data: Path, count: int) -> None:
    """Make a lake of `count` articles, or take the one that is there."""
    step = ARTICLES_PER_DAY * DAYS_PER_COMMIT
    with Lake.open(data) as lake:
        for first in range(0, count, step):
            last = min(first + step, count)
            batch_id = f"built-{first:09}"
            if not lake.has_batch(batch_id):
                lake.commit(run_row(batch_id, instant_of(last)), generated(batch_id, first, last))
        lake.maintain(instant_of(count))


def rounds(count: int, number: int) -> Iterator[tuple[str, dict[str, pa.Table], datetime]]:
    """Yield batches to commit: 1,000 known articles again (half of them unchanged) and 1,000 new ones."""
    half = BATCH_SIZE // 2
    for turn in range(number):
        batch_id = f"run-{turn:09}"
        new = count + turn * half
        known = generated(batch_id, new - half, new, generation=turn + 1)
        fresh = generated(batch_id, new, new + half)
        tables = {name: pa.concat_tables([known[name], fresh[name]]) for name in known}
        yield batch_id, tables, instant_of(new + half)


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Return wall and CPU seconds of a piece of work."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def measure(data: Path, count: int, number: int) -> dict[str, tuple[float, float]]:
    """Return the median wall and CPU seconds of each part of a run; every part opens the lake as a run does."""
    samples: dict[str, list[tuple[float, float]]] = {}
    for batch_id, tables, now in rounds(count, number):
        listings = [url for url in tables["captures"]["url"].to_pylist() if "/all/" in url]
        with Lake.open(data) as lake:
            parts: dict[str, Callable[[], object]] = {
                "new_article_urls": partial(lake.new_article_urls, OUTLET, now - timedelta(days=2)),
                "known_articles": partial(lake.known_articles, OUTLET, now - timedelta(days=8)),
                "previous_captures": partial(lake.previous_captures, listings),
                "commit": partial(lake.commit, run_row(batch_id, now), tables),
            }
            for part, work in parts.items():
                samples.setdefault(part, []).append(measured(work))
    return {
        part: (statistics.median(w for w, _ in times), statistics.median(c for _, c in times))
        for part, times in samples.items()
    }


def report(small: dict[str, tuple[float, float]], large: dict[str, tuple[float, float]]) -> float:
    """Print the figures and return the ratio of the run's CPU."""
    small["run"] = (sum(w for w, _ in small.values()), sum(c for _, c in small.values()))
    large["run"] = (sum(w for w, _ in large.values()), sum(c for _, c in large.values()))
    print(f"{'seconds':20}{'small wall':>12}{'cpu':>8}{'large wall':>12}{'cpu':>8}{'ratio wall':>12}{'cpu':>8}")
    for part, (wall, cpu) in small.items():
        far_wall, far_cpu = large[part]
        print(
            f"{part:20}{wall:12.3f}{cpu:8.3f}{far_wall:12.3f}{far_cpu:8.3f}{far_wall / wall:12.2f}{far_cpu / cpu:8.2f}"
        )
    return large["run"][1] / small["run"][1]


def main() -> int:
    """Measure and print; 1 when the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="folder for the lakes, kept")
    options = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        figures = []
        for count in (options.small, options.large):
            wall, cpu = measured(partial(build, folder / str(count), count))
            print(f"built a lake of {count:,} articles in {wall:.0f} s (CPU {cpu:.0f} s)")
            figures.append(measure(folder / str(count), count, options.rounds))
        ratio = report(*figures)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"a run costs {ratio:.2f} times as much in the large lake (target {TARGET_RATIO}); peak memory {peak} MB")
    return 0 if ratio <= TARGET_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
