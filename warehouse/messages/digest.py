"""What a digest tells of one day, read from the published warehouse."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from schemas.errors import BadSettings
from warehouse.dashboard.texts import plain, web_address
from warehouse.messages.sql import query_text
from warehouse.query import open_published, rows_of

Row = dict[str, Any]

_LIMITS = {"most_topics": 12, "most_stories": 10, "most_headlines": 5}


@dataclass(frozen=True)
class Digest:
    """One day of all outlets. Texts of pages are without controls, links are absolute and http(s) or None.

    Attributes:
        day: the day, of the reporting zone.
        zone: IANA name of that zone.
        as_of: the instant up to which the data go, in that zone.
        notice: what every reader must know, such as that the data are invented.
        outlets: totals of each outlet, beside the day before and the weekday's mean of four weeks.
        topics: user topics, then those that changed most against the mean of the seven days before.
        bursts: topics that burst, with the articles that drove them.
        stories: the stories that gained the most views.
        headlines: headlines that were changed after publication.
        edits: edited and deleted articles of each outlet.
        gaps: days of the last seven whose counts are not whole, and fields that fell out.
    """

    day: date
    zone: str
    as_of: datetime
    notice: str | None
    outlets: list[Row]
    topics: list[Row]
    bursts: list[Row]
    stories: list[Row]
    headlines: list[Row]
    edits: list[Row]
    gaps: list[Row]


def read_digest(published: Path, day: date | None = None) -> Digest:
    """Return the digest of a day; without one, of the last day that was over when the data were published.

    Raises:
        BadSettings: the warehouse holds nothing of that day.
        NothingCrawled: nothing was published yet.
    """
    with open_published(published) as connection:
        ((as_of, zone, notice),) = rows_of(connection, "select as_of, reporting_zone, notice from publication").rows
        local = as_of.astimezone(ZoneInfo(zone))
        chosen = day or local.date() - timedelta(days=1)
        tables = {
            name: _rows(connection, name, {"day": chosen, "zone": zone} | _LIMITS)
            for name in ("outlets", "topics", "bursts", "stories", "headlines", "edits", "gaps")
        }
    if not tables["outlets"]:
        raise BadSettings(f"nothing is known of {chosen}: the data end at {local:%Y-%m-%d %H:%M}; choose another --day")
    return Digest(chosen, zone, local, notice, **tables)


def _rows(connection: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, Any]) -> list[Row]:
    """Run the query of this name, with those of the parameters that it has."""
    sql = query_text(name)
    used = {key: value for key, value in parameters.items() if f"${key}" in sql}
    return [_safe(row) for row in rows_of(connection, sql, used).table.to_pylist()]


def _safe(value: Any) -> Any:
    """Return a value of the warehouse as it may stand in a letter."""
    if isinstance(value, dict):
        return {
            name: web_address(item) if name == "url" and (item is None or isinstance(item, str)) else _safe(item)
            for name, item in value.items()
        }
    return [_safe(item) for item in value] if isinstance(value, list) else plain(value)
