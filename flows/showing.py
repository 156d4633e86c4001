"""What is known: of one article, and of the installation."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.drift import BASELINE, fields_set_aside
from flows.drift_judge import DriftJudge
from flows.locks import held_locks
from flows.settings import Settings
from schemas.errors import BadSettings, NothingCrawled
from schemas.lake_tables import TOPIC_HITS
from transforms.outlets import load_outlet, outlet_names
from warehouse.lake import DriftedField, Lake, article_tables, articles_at, hits_of_article
from warehouse.query import run_query

_LAST_BATCHES = 10


@dataclass(frozen=True, slots=True)
class InstallationStatus:
    """What a data folder holds.

    Attributes:
        data: the folder.
        free_bytes: free on its disk.
        published_as_of: instant up to which the published data go, UTC; None when nothing was published.
        at_work: what runs now: outlets, build, maintenance.
        tables: name, rows, files and megabytes of each table of the lake.
        last_batches: the latest committed batches, newest first.
        drifted_fields: fields because of which pages of the last 28 days are in quarantine.
        warnings: fields that the last articles have from elsewhere than those before, a sentence each.
    """

    data: Path
    free_bytes: int
    published_as_of: datetime | None
    at_work: list[str]
    tables: list[dict[str, Any]]
    last_batches: list[dict[str, Any]]
    drifted_fields: list[dict[str, Any]]
    warnings: list[str]


def known_of(settings: Settings, url: str) -> dict[str, pa.Table]:
    """Return every row of the lake about an article, both editions, by table, and which user topics hit it.

    A lake of a version that knew no topics has no table of them.

    Raises:
        BadSettings: the lake knows nothing of the URL.
        NothingCrawled: there is no lake yet.
    """
    with Lake.open(settings.data, read_only=True) as lake, lake.connect() as connection:
        keys = articles_at(connection, _address(settings, url))
        if not keys:
            raise BadSettings(f"nothing is known of {url}: it was never sighted; kronika backfill brings in past days")
        tables = article_tables(connection, keys[0].outlet, keys[0].article_id)
        if not lake.is_older:
            tables[TOPIC_HITS.name] = hits_of_article(connection, keys[0].outlet, keys[0].article_id)
        return tables


def _address(settings: Settings, url: str) -> str:
    """Return the URL as the lake spells it."""
    for outlet in (load_outlet(name).with_hosts(settings.hosts) for name in outlet_names()):
        address = outlet.address(url)
        if address is not None:
            return address.url
    return url


def current_status(settings: Settings, free_bytes: int) -> InstallationStatus:
    """Return what the data folder holds and what is at work.

    Raises:
        NothingCrawled: there is no lake yet.
    """
    with Lake.open(settings.data, read_only=True) as lake:
        tables = [
            {
                "table": each.table,
                "rows": each.row_count,
                "files": each.file_count,
                "MB": round(each.file_bytes / 1e6, 2),
            }
            for each in lake.statistics()
        ]
        last = lake.last_batches(_LAST_BATCHES).to_pylist()
        now = settings.clock()()
        drifted = [_shown(each) for each in fields_set_aside(lake, None, now - BASELINE)]
        warnings = _warnings(settings, lake, now)
    return InstallationStatus(
        settings.data,
        free_bytes,
        _published_as_of(settings),
        held_locks(settings.data),
        tables,
        last,
        drifted,
        warnings,
    )


def _warnings(settings: Settings, lake: Lake, now: datetime) -> list[str]:
    """Return which fields come from elsewhere than before; a lake of an older version does not know where from."""
    if lake.is_older:
        return []
    judges = (DriftJudge(settings, lake, outlet) for outlet in settings.outlets)
    return [str(drift) for judge in judges for drift in judge.moved_sources(now)]


def _shown(drifted: DriftedField) -> dict[str, Any]:
    return {name: value for name, value in asdict(drifted).items() if name != "first_warc_file"}


def _published_as_of(settings: Settings) -> datetime | None:
    try:
        rows = run_query(settings.data / "published", "select as_of from publication").rows
    except NothingCrawled:
        return None
    as_of: datetime = rows[0][0]
    return as_of
