"""What is erased on request is gone from tables, archive and published files, and does not come back."""

import asyncio
import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.compaction import compact
from flows.erasing import Subject, finish_erasures, forget, subject_of_author, subject_of_url, traces
from flows.locks import exclusive
from flows.reparse import reparse
from flows.settings import Settings
from flows.verifying import verify
from schemas.errors import AlreadyRunning, BadSettings
from tests.flows.kept_newsroom import INSTANTS, LATER, Installation
from tests.flows.newsroom_run import crawl_at
from tests.flows.program import ROOT, kronika
from tests.warehouse.dashboard.reading import page_json
from transforms.forgotten import article_hash
from warehouse.archive import BegunErasure, append_erasure, erase_records, read_erasures
from warehouse.lake import Lake
from warehouse.query import run_query


@pytest.fixture
def victim(crawled_and_published: Installation) -> dict[str, Any]:
    """An article of which lists and links of others tell too."""
    return crawled_and_published.rows(
        "select outlet, edition, article_id, url, headline, body, authors from lake.articles "
        "where edition = 'uk' and len(authors) > 0 order by (select count(*) from lake.related_links as l "
        "where l.target_article_id = articles.article_id) desc, article_id limit 1"
    )[0]


def _texts(installation: Installation) -> dict[Path, str]:
    """Return every file but the archive's, as text: databases and Parquet files by what is in them, and as they lie there."""
    texts = {}
    for path in installation.data.rglob("*"):
        if path.is_file() and "archive" not in path.relative_to(installation.data).parts:
            texts[path] = path.read_bytes().decode(errors="replace")
            if path.suffix == ".parquet":
                texts[path] += repr(duckdb.sql(f"select * from read_parquet('{path}')").fetchall())
            elif path.suffix == ".duckdb":
                texts[path] += _database_text(path)
            elif path.name == "dashboard.html":
                texts[path] += page_json(texts[path])
    return texts


def _database_text(path: Path) -> str:
    with duckdb.connect(path, read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        return repr([connection.execute(f'select * from "{schema}"."{name}"').fetchall() for schema, name in tables])


def test_an_article_leaves_no_trace(installation: Installation, victim: dict[str, Any]) -> None:
    sentence = victim["body"].split("\n")[0]
    needles = [victim["headline"], victim["url"].rpartition("/")[2], sentence]
    before = _texts(installation)
    for needle in needles:
        assert any(needle in text for text in before.values()), needle
    done = forget(installation.settings(), subject_of_url(installation.settings(), victim["url"]), "a letter")
    assert done.record_count >= 2
    assert done.row_count > 50
    for path, text in _texts(installation).items():
        assert [needle for needle in needles if needle in text] == [], path
    for url, body in installation.archived():
        assert victim["article_id"] not in url
        assert sentence.encode() not in body
    assert traces(installation.settings(), subject_of_url(installation.settings(), victim["url"])).row_count == 0
    (record,) = installation.rows("select * from lake.erasures")
    assert (record["subject"], record["request"], record["reason"]) == ("article", "url", "a letter")
    assert (record["row_count"], record["record_count"]) == (done.row_count, done.record_count)
    assert victim["article_id"] not in repr(record)
    assert victim["article_id"] not in (installation.data / "archive" / "erasures.ndjson").read_text()
    shown = run_query(installation.data / "published", "select article_id from articles").rows
    assert len(shown) > 10
    assert (victim["article_id"],) not in shown


def test_everything_else_stays_where_it_was_byte_for_byte(tables: Installation, victim: dict[str, Any]) -> None:
    archive = tables.data / "archive"
    before = {name: (archive / name).read_bytes() for name in tables.warc_files()}
    holding = f"select capture_id from lake.sightings where article_id = '{victim['article_id']}' and channel = 'feed'"
    others = f"where article_id is distinct from '{victim['article_id']}' and capture_id not in ({holding})"
    captures = tables.rows(f"select * from lake.captures {others} order by capture_id")
    assert {row["kind"] for row in captures} == {"article", "listing", "robots"}  # every feed held its text
    forget(tables.settings(), subject_of_url(tables.settings(), victim["url"]), None)
    assert tables.rows("select * from lake.captures order by capture_id") == captures
    for row in captures:
        begin, end = row["warc_offset"], row["warc_offset"] + row["warc_length"]
        now = (archive / row["warc_file"]).read_bytes()
        assert now[begin:end] == before[row["warc_file"]][begin:end]
    assert tables.warc_files() == sorted(before)


def test_a_reparse_does_not_bring_it_back(tables: Installation, victim: dict[str, Any], tmp_path: Path) -> None:
    settings = tables.settings()
    forget(settings, subject_of_url(settings, victim["url"]), None)
    erased = tables.dump()
    asyncio.run(reparse(settings))
    assert tables.dump() == erased
    anew = Installation(tmp_path / "anew", tables.newsroom)
    anew.data.mkdir()
    (anew.data / "archive").symlink_to(tables.data / "archive")
    asyncio.run(reparse(anew.settings()))
    anew_tables = anew.dump()
    for name in set(erased) - {"runs"}:  # a new lake does not know which runs came to their end
        assert anew_tables[name] == erased[name], name


def test_a_later_crawl_does_not_ask_for_it(tables: Installation, victim: dict[str, Any]) -> None:
    settings = tables.settings()
    forget(settings, subject_of_url(settings, victim["url"]), None)
    tables.newsroom.forget_requests()
    asyncio.run(crawl_at(tables.newsroom, tables.data, [LATER]))
    asked = [request.target for request in tables.newsroom.requests]
    assert len(asked) > 20
    assert [path for path in asked if victim["article_id"] in path] == []
    sentence = victim["body"].split("\n")[0].encode()
    assert any(sentence in body for _, body in tables.archived()), "the feed still carries its text"
    compact(tables.settings(LATER))
    assert not any(sentence in body for _, body in tables.archived())
    assert asyncio.run(verify(tables.settings(LATER))).is_sound
    assert traces(settings, subject_of_url(settings, victim["url"])).row_count == 0


def test_a_name_goes_with_all_that_it_signed_and_signs(installation: Installation) -> None:
    settings = installation.settings()
    (signed,) = installation.rows(
        "select author, list(distinct article_id order by article_id) as ids from "
        "(select unnest(authors) as author, article_id from lake.articles) group by author order by len(ids) desc, author limit 1"
    )
    subject = subject_of_author(settings, signed["author"].upper())
    assert [article_id for _, article_id in subject.articles] == signed["ids"]
    forget(settings, subject, None)
    asyncio.run(crawl_at(installation.newsroom, installation.data, [LATER]))
    assert installation.rows("select 1 from lake.outcomes where outcome = 'Forgotten' and capture_id is not null") != []
    asyncio.run(reparse(settings))
    assert installation.rows(f"select 1 from lake.articles where list_contains(authors, '{signed['author']}')") == []
    assert len(installation.rows("select * from lake.articles")) > 10
    subjects = installation.rows("select subject, count(*) as n from lake.erasures group by subject order by subject")
    assert subjects == [{"subject": "article", "n": len(signed["ids"])}, {"subject": "author", "n": 1}]
    assert signed["author"] not in repr(_texts(installation))
    assert any(signed["author"].encode() in body for _, body in installation.archived())
    compact(settings)
    assert not any(signed["author"].encode() in body for _, body in installation.archived())
    assert installation.rows("select 1 from lake.outcomes where outcome = 'Forgotten' and kind = 'article'") == []


def _begun(installation: Installation, subject: Subject) -> BegunErasure:
    archive = installation.data / "archive"
    salt = read_erasures(archive).salt
    request = BegunErasure(
        request_id="cut-off", request="url", reason=None, begun_at=INSTANTS[-1], salt=salt,
        articles=tuple(article_hash(salt, *article) for article in subject.articles), authors=(),
    )  # fmt: skip
    append_erasure(archive, request)
    return request


@pytest.mark.parametrize("after", ["the request", "one file of the archive", "the archive", "the rows"])
def test_what_was_cut_off_is_finished(tables: Installation, victim: dict[str, Any], after: str) -> None:
    settings = tables.settings()
    subject = subject_of_url(settings, victim["url"])
    found = traces(settings, subject)
    request = _begun(tables, subject)
    files = [(name, places) for name, places in found.files.items() if places]
    for name, places in files[: {"the request": 0, "one file of the archive": 1}.get(after, len(files))]:
        erase_records(tables.data / "archive", name, places, INSTANTS[-1])
    if after == "the rows":
        with Lake.open(tables.data) as lake:
            lake.erase(subject.articles, request.rows(found.row_count, found.record_count))
    assert [each.request_id for each in read_erasures(tables.data / "archive").unfinished] == ["cut-off"]
    (done,) = finish_erasures(settings).values()
    assert (done.row_count, done.record_count) == (found.row_count, found.record_count)
    assert finish_erasures(settings) == {}
    assert traces(settings, subject).row_count == 0
    assert [url for url, _ in tables.archived() if victim["article_id"] in url] == []


def test_nothing_is_erased_beside_a_run(tables: Installation, victim: dict[str, Any]) -> None:
    settings = tables.settings()
    with exclusive(settings.data, "korrespondent"), pytest.raises(AlreadyRunning, match="wait for it to end"):
        forget(settings, subject_of_url(settings, victim["url"]), None)
    assert read_erasures(settings.data / "archive").begun == ()


def test_only_an_article_can_be_named(tables: Installation) -> None:
    with pytest.raises(BadSettings, match="leads to no article"):
        subject_of_url(tables.settings(), "https://ua.korrespondent.example/all/")
    with pytest.raises(BadSettings, match="as the byline has it"):
        subject_of_author(tables.settings(), "  ")


def test_an_article_that_was_never_seen_is_never_asked_for(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, now=datetime(2026, 5, 5, tzinfo=UTC))
    done = forget(settings, subject_of_url(settings, "https://ua.korrespondent.net/ukraine/4871234-a"), None)
    assert (done.row_count, done.record_count) == (0, 0)
    lines = (tmp_path / "archive" / "erasures.ndjson").read_text().splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["begun", "done"]


def _settings_file(folder: Path, installation: Installation) -> None:
    hosts = "\n".join(f'"{real}" = "{played}"' for real, played in installation.newsroom.hosts.items())
    (folder / "kronika.toml").write_text(f"min_free_mb = 0\nnow = {INSTANTS[-1].isoformat()}\n[hosts]\n{hosts}\n")


def test_the_command_lists_asks_and_survives_being_killed(
    tables: Installation, victim: dict[str, Any], tmp_path: Path
) -> None:
    _settings_file(tmp_path, tables)
    before = tables.dump()
    listed = kronika("forget", victim["url"], "--dry-run", "--json", cwd=tmp_path)
    assert listed.returncode == 0, listed.stderr
    assert {row["article_id"] for row in json.loads(listed.stdout)["articles"]} == {victim["article_id"]}
    refused = kronika("forget", victim["url"], cwd=tmp_path)  # nobody answers the question
    assert (refused.returncode, "Erase this for good?" in refused.stderr) == (1, True)
    assert tables.dump() == before
    ledger = tables.data / "archive" / "erasures.ndjson"
    assert not ledger.exists()
    command = [sys.executable, "-m", "flows.cli", "forget", victim["url"], "--yes"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    )
    while not ledger.exists() and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert len(ledger.read_text().splitlines()) == 1, "it was done before it was killed"
    ill = kronika("doctor", "--json", cwd=tmp_path)
    assert ill.returncode == 11
    assert "kronika forget" in next(
        each["remedy"] for each in json.loads(ill.stdout)["checks"] if each["name"] == "erasures"
    )
    finished = kronika("forget", cwd=tmp_path)
    assert (finished.returncode, "finished what was cut off" in finished.stdout) == (0, True), finished.stderr
    assert traces(tables.settings(), subject_of_url(tables.settings(), victim["url"])).row_count == 0
    assert asyncio.run(verify(tables.settings())).is_sound
