"""One crawled and published newsroom for all tests that damage or erase something: each takes a copy."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flows.settings import Settings
from schemas.lake_tables import TABLES
from tests.flows.newsroom_run import newsroom_settings
from tests.newsroom.running import RunningNewsroom
from tests.newsroom.world import World
from transforms.content_coding import decode_body
from warehouse.archive import read_captures
from warehouse.lake import connect

KYIV = ZoneInfo("Europe/Kyiv")
INSTANTS = [datetime(2026, 5, 5, hour, 30, tzinfo=KYIV).astimezone(UTC) for hour in (8, 13, 19)]
LATER = datetime(2026, 5, 5, 22, 30, tzinfo=KYIV).astimezone(UTC)
EXAMPLE_TOPICS = Path(__file__).parents[1] / "newsroom" / "topics"
WORLD = World(seed=11, first_day=date(2026, 5, 5), days=1, articles_per_day=20)


@dataclass(frozen=True)
class Installation:
    """A data folder and the newsroom that it was crawled from."""

    data: Path
    newsroom: RunningNewsroom

    def settings(self, now: datetime = INSTANTS[-1]) -> Settings:
        return newsroom_settings(self.newsroom, self.data, now)

    def copied_to(self, data: Path, without: tuple[str, ...] = ()) -> "Installation":
        shutil.copytree(self.data, data, ignore=shutil.ignore_patterns(*without))
        return Installation(data, self.newsroom)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        with connect(self.data) as connection:
            rows: list[dict[str, Any]] = connection.execute(sql).to_arrow_table().to_pylist()
            return rows

    def execute(self, sql: str) -> None:
        with connect(self.data, read_only=False) as connection:
            connection.execute(sql)

    def dump(self) -> dict[str, list[str]]:
        """Return every table, ordered; of `runs` all but the instant of the commit."""
        return {
            table.name: sorted(map(repr, self.rows(f"select {_columns(table.name)} from lake.{table.name}")))
            for table in TABLES
        }

    def warc_files(self) -> list[str]:
        archive = self.data / "archive"
        return sorted(path.relative_to(archive).as_posix() for path in archive.rglob("*.warc.gz"))

    def archived(self) -> Iterator[tuple[str, bytes]]:
        """Yield URL and decoded body of every response in the archive."""
        for warc_file in self.warc_files():
            for capture in read_captures(self.data / "archive", warc_file):
                yield capture.url, decode_body(capture.body, capture.header("content-encoding"), 10_000_000)


def _columns(table: str) -> str:
    return "* exclude (committed_at)" if table == "runs" else "*"
