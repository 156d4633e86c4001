"""WARC files that another tool wrote (here warcio's own writer) become tables like a crawl of ours."""

import asyncio
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.erasing import forget, subject_of_url
from flows.imports import import_file
from flows.reparse import reparse
from flows.settings import Settings
from flows.verifying import verify
from schemas.errors import BadSettings
from tests.newsroom.editions import REAL_HOSTS
from tests.newsroom.world import World
from warehouse.archive import read_captures
from warehouse.lake import connect

AT = datetime(2026, 5, 5, 18, 0, tzinfo=UTC)
WORLD = World(seed=3, first_day=date(2026, 5, 5), days=1, articles_per_day=20)
PAGES = [(article_id, url) for article_id, url in WORLD.articles("uk", AT) if WORLD.article("uk", article_id, AT)]


def _write_foreign_file(path: Path, urls: list[str]) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url in urls:
            host, _, target = url.removeprefix("https://").partition("/")
            body = WORLD.page(host, f"/{target}", AT).body if "korrespondent" in host else b"<title>elsewhere</title>"
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    url, "response", payload=BytesIO(body), http_headers=headers,
                    warc_headers_dict={"WARC-Date": "2026-05-05T18:00:00Z"},
                )
            )  # fmt: skip


def _rows(data: Path, sql: str) -> list[tuple[Any, ...]]:
    with connect(data) as lake:
        return lake.execute(sql).fetchall()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", hosts=dict(REAL_HOSTS), now=AT, workers=1)


def test_its_articles_equal_the_truth_and_a_second_import_adds_nothing(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "somebody.warc.gz"
    _write_foreign_file(path, [*(url for _, url in PAGES), "https://elsewhere.example/1-a"])
    (first,) = asyncio.run(import_file(settings, path))
    assert (first.is_new, first.captures) == (True, len(PAGES))
    found = _rows(settings.data, "select article_id, headline, body, seen_at from lake.articles order by article_id")
    truths = {article_id: WORLD.article("uk", article_id, AT) for article_id, _ in PAGES}
    assert found == [(key, truth.headline, truth.body, AT) for key, truth in sorted(truths.items()) if truth]
    assert _rows(settings.data, "select distinct outcome from lake.outcomes") == [("Parsed",)]
    (second,) = asyncio.run(import_file(settings, path))
    assert not second.is_new
    assert _rows(settings.data, "select count(*) from lake.captures") == [(len(PAGES),)]


def test_a_reparse_takes_imported_files_again(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "somebody.warc.gz"
    _write_foreign_file(path, [url for _, url in PAGES])
    asyncio.run(import_file(settings, path))
    path.unlink()
    everything = "select * from lake.view_counts order by all"
    before = _rows(settings.data, everything)
    assert before
    assert asyncio.run(reparse(settings)) == 1
    assert _rows(settings.data, everything) == before


def test_a_file_without_a_page_of_ours_is_refused(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "other.warc.gz"
    _write_foreign_file(path, ["https://elsewhere.example/1-a"])
    with pytest.raises(BadSettings, match="no page of a known outlet"):
        asyncio.run(import_file(settings, path))
    assert not (settings.data / "archive").exists()


def test_what_was_erased_from_an_import_stays_away(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "somebody.warc.gz"
    _write_foreign_file(path, [url for _, url in PAGES])
    asyncio.run(import_file(settings, path))
    article_id, url = PAGES[0]
    assert forget(settings, subject_of_url(settings, url), None).record_count == 1
    path = path.rename(tmp_path / "the-same-again.warc.gz")
    (again,) = asyncio.run(import_file(settings, path))
    assert not again.is_new
    archived = [
        capture
        for file in (settings.data / "archive" / "imported").iterdir()
        for capture in read_captures(file.parent, file.name)
    ]
    assert sorted(capture.url for capture in archived) == sorted(url for _, url in PAGES[1:])
    assert asyncio.run(reparse(settings)) == 1
    assert _rows(settings.data, f"select * from lake.related_links where target_article_id = '{article_id}'") == []
    assert len(_rows(settings.data, "select * from lake.articles")) == len(PAGES) - 1
    assert asyncio.run(verify(settings)).is_sound
