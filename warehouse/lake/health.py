"""Questions of a health check, each bounded by an instant, so that a large lake answers as fast as a small one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.lake.attach import catalog_path, lake_folder
from warehouse.lake.locks import held
from warehouse.lake.refusals import lake_errors
from warehouse.lake.sessions import read_only_catalog
from warehouse.literals import literal

_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class DataFiles:
    """The lake's files, on disk and in the catalogue, by name.

    Attributes:
        count: files that the catalogue names as current.
        missing: those that are not on disk, or have another size there.
        orphans: files on disk that the catalogue does not know.
    """

    count: int
    missing: list[str]
    orphans: list[str]


def data_files(data: Path) -> DataFiles:
    """Compare the catalogue's files with those on disk, while nobody commits.

    Raises:
        AlreadyRunning: somebody committed all the while.
        BadSettings: the catalogue cannot be read.
    """
    folder = lake_folder(data)
    with (
        held(folder / "commit.lock", _PATIENCE_SECONDS),
        lake_errors(folder),
        closing(read_only_catalog(catalog_path(data))) as catalog,
    ):
        on_disk = {path.name: path.stat().st_size for path in (folder / "data").rglob("*.parquet")}
        current = dict(_current_files(catalog))
        known = set(current) | set(_known_files(catalog))
    missing = sorted(name for name, size in current.items() if on_disk.get(name) != size)
    return DataFiles(len(current), missing, sorted(set(on_disk) - known))


def catalog_faults(data: Path) -> list[str]:
    """Return what SQLite finds wrong with the catalogue's pages (its integrity_check); reads all of it.

    Raises:
        BadSettings: the catalogue cannot be read.
    """
    with lake_errors(lake_folder(data)), closing(read_only_catalog(catalog_path(data))) as catalog:
        found = [row[0] for row in catalog.execute("pragma integrity_check").fetchall()]
    return [] if found == ["ok"] else found


def _current_files(catalog: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    for table in ("ducklake_data_file", "ducklake_delete_file"):
        query = f"select path, file_size_bytes from {table} where end_snapshot is null"
        yield from ((Path(path).name, int(size)) for path, size in catalog.execute(query))


def _known_files(catalog: sqlite3.Connection) -> Iterator[str]:
    for table in ("ducklake_data_file", "ducklake_delete_file", "ducklake_files_scheduled_for_deletion"):
        yield from (Path(path).name for (path,) in catalog.execute(f"select path from {table}"))


@dataclass(frozen=True, slots=True)
class NeededFile:
    """An archive file to which captures point.

    Attributes:
        warc_file: the file, below archive/.
        needed_bytes: where the last of their records ends.
        capture_count: captures that point there.
    """

    warc_file: str
    needed_bytes: int
    capture_count: int


@dataclass(frozen=True, slots=True)
class ParsedArticles:
    """Captured articles that one version of the parser read.

    Attributes:
        outlet: their outlet.
        parser_version: what read them.
        count: how many there are.
        first_seen_at: when the first of them was captured.
    """

    outlet: str
    parser_version: int
    count: int
    first_seen_at: datetime


def parsed_articles(connection: duckdb.DuckDBPyConnection) -> list[ParsedArticles]:
    """Return how many articles each version of each outlet's parser read."""
    query = """
        select outlet, parser_version, count(*), min(seen_at)
        from lake.articles group by outlet, parser_version order by outlet, parser_version
    """
    return [ParsedArticles(*row) for row in connection.execute(query).fetchall()]


def needed_files(connection: duckdb.DuckDBPyConnection, since: datetime) -> list[NeededFile]:
    """Return the archive files of the captures since then."""
    query = f"""
        select warc_file, max(warc_offset + warc_length), count(*)
        from lake.captures where captured_at >= {literal(since)}
        group by warc_file order by warc_file
    """
    return [NeededFile(*row) for row in connection.execute(query).fetchall()]


_UNBALANCED = {
    "URLs that end twice in one batch": """
        select batch_id || ' ' || url from lake.outcomes
        where ended_at >= {since} group by batch_id, url having count(*) > 1
    """,
    "captures of batches that were never committed": """
        select capture_id from lake.captures anti join lake.runs using (batch_id) where captured_at >= {since}
    """,
    "outcomes of captures that are not there": """
        select url from lake.outcomes
        anti join (select capture_id from lake.captures where captured_at >= {since} - interval 2 day) using (capture_id)
        where capture_id is not null and ended_at >= {since}
    """,
    "article pages without an outcome": """
        with ended as (
            select batch_id, url, capture_id from lake.outcomes where ended_at >= {since} - interval 2 day
        )
        select url from lake.captures
        anti join ended using (batch_id, url)
        anti join (select capture_id from ended) using (capture_id)
        where kind = 'article' and status_code in (200, 404, 410) and captured_at >= {since}
    """,
    "captures that are there twice": """
        select capture_id from lake.captures where captured_at >= {since} group by capture_id having count(*) > 1
    """,
}


def unbalanced(connection: duckdb.DuckDBPyConnection, since: datetime) -> dict[str, list[str]]:
    """Return, for each way in which the ledger can be out of balance, what is: URLs or captures since then."""
    found = {}
    for what, query in _UNBALANCED.items():
        rows = connection.execute(query.format(since=literal(since))).fetchall()
        if rows:
            found[what] = [row[0] for row in rows]
    return found


def endless_runs(connection: duckdb.DuckDBPyConnection, since: datetime) -> list[tuple[str, str]]:
    """Return run and outlet of each crawl since then that came to no end, newest first."""
    query = f"""
        select run_id, outlet from lake.runs
        where flow in ('news', 'backfill') and committed_at >= {literal(since)}
        group by run_id, outlet having not bool_or(stage = 'end')
        order by max(committed_at) desc
    """
    return [(run_id, outlet) for run_id, outlet in connection.execute(query).fetchall()]


def last_ends(connection: duckdb.DuckDBPyConnection) -> dict[str, datetime]:
    """Return when each outlet's last news run came to its end, UTC."""
    query = "select outlet, max(committed_at) as ended_at from lake.runs where stage = 'end' and flow = 'news' group by outlet"
    rows = connection.execute(query).to_arrow_table().to_pylist()
    return {row["outlet"]: row["ended_at"] for row in rows}


def newest_commit(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    """Return when the last batch was handed to the lake, UTC; None for an empty lake."""
    at: datetime | None = (
        connection.execute("select max(committed_at) as at from lake.runs").to_arrow_table()["at"][0].as_py()
    )
    return at


def set_aside_shares(connection: duckdb.DuckDBPyConnection, since: datetime) -> dict[str, tuple[int, int]]:
    """Return, for each outlet, the article pages since then that are in quarantine, and all that were read."""
    query = f"""
        select outlet, count(q.capture_id), count(*)
        from lake.captures left join (select distinct capture_id from lake.quarantine where captured_at >= {literal(since)}) as q
        using (capture_id)
        where kind = 'article' and status_code = 200 and not is_unchanged and captured_at >= {literal(since)}
        group by outlet
    """
    return {outlet: (aside, read) for outlet, aside, read in connection.execute(query).fetchall()}
