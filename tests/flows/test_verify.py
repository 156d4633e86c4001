"""The lake held against the archive: nothing differs until somebody damages something, and then that is named."""

import asyncio
from datetime import date

import pytest

from flows.erasing import forget, subject_of_url
from flows.verifying import VerifyReport, verify
from schemas.errors import NothingCrawled
from tests.flows.kept_newsroom import Installation


def _verify(installation: Installation) -> VerifyReport:
    return asyncio.run(verify(installation.settings()))


def _differing(report: VerifyReport) -> dict[str, tuple[int, int, int]]:
    return {
        name: (each.missing, each.extra, each.different) for name, each in report.tables.items() if not each.is_equal
    }


def test_a_sound_lake_has_the_rows_and_digests_of_its_archive(crawled_and_published: Installation) -> None:
    report = _verify(crawled_and_published)
    assert (report.faults, report.unread_batches, _differing(report)) == ([], [], {})
    assert report.is_sound
    assert report.file_count == len(crawled_and_published.warc_files())
    for name, each in report.tables.items():
        if name != "runs":
            (held,) = crawled_and_published.rows(f"select count(*) as n from lake.{name}")
            assert each.archive_rows == each.lake_rows == held["n"], name
            assert each.archive_digest == each.lake_digest, name
    assert report.tables["articles"].lake_digest != 0


def test_each_damage_to_the_lake_is_named_by_table_and_key(tables: Installation) -> None:
    (dropped,) = tables.rows("select capture_id from lake.quarantine order by capture_id limit 1")
    (changed,) = tables.rows("select capture_id, content_hash from lake.articles order by capture_id limit 1")
    tables.execute(f"delete from lake.quarantine where capture_id = '{dropped['capture_id']}'")
    tables.execute(f"update lake.articles set headline = 'another' where capture_id = '{changed['capture_id']}'")
    tables.execute("insert into lake.sightings select * replace (99 as position) from lake.sightings limit 1")
    report = _verify(tables)
    assert not report.is_sound
    assert _differing(report) == {"quarantine": (1, 0, 0), "articles": (0, 0, 1), "sightings": (0, 1, 0)}
    assert report.tables["quarantine"].keys == [f"missing capture_id={dropped['capture_id']}"]
    assert report.tables["articles"].keys == [f"different capture_id={changed['capture_id']}"]
    assert "position=99" in report.tables["sightings"].keys[0]


def test_a_row_twice_is_one_too_many(tables: Installation) -> None:
    tables.execute("insert into lake.view_counts select * from lake.view_counts limit 1")
    report = _verify(tables)
    assert _differing(report) == {"view_counts": (0, 1, 0)}


def test_a_version_that_was_lost_is_missed_and_one_that_never_was_is_not(tables: Installation) -> None:
    (lost,) = tables.rows("select capture_id from lake.articles order by seen_at desc, capture_id limit 1")
    for name in ("articles", "article_tags"):
        tables.execute(f"delete from lake.{name} where capture_id = '{lost['capture_id']}'")
    report = _verify(tables)
    assert report.tables["articles"].missing == 1
    assert report.tables["article_tags"].missing >= 1
    assert set(_differing(report)) == {"articles", "article_tags"}


def test_a_flipped_byte_and_a_lost_file_are_named(tables: Installation) -> None:
    archive = tables.data / "archive"
    (page,) = tables.rows(
        "select warc_file, warc_offset, warc_length from lake.captures where kind = 'article' limit 1"
    )
    path = archive / page["warc_file"]
    content = bytearray(path.read_bytes())
    content[page["warc_offset"] + page["warc_length"] // 2] ^= 0xFF
    path.write_bytes(content)
    lost = next(name for name in tables.warc_files() if name != page["warc_file"])
    (archive / lost).unlink()
    report = _verify(tables)
    places = {(fault.warc_file, fault.offset) for fault in report.faults}
    assert places == {(page["warc_file"], page["warc_offset"]), (lost, 0)}
    assert len(report.unread_batches) == 2
    assert _differing(report) == {}


def test_a_batch_that_was_never_committed_is_missing(tables: Installation) -> None:
    (batch,) = tables.rows(
        "select batch_id, capture_count from lake.runs where stage = 'articles' order by batch_id limit 1"
    )
    captures = f"(select capture_id from lake.captures where batch_id = '{batch['batch_id']}')"
    for name in ("articles", "article_tags", "related_links", "view_counts", "sightings"):
        tables.execute(f"delete from lake.{name} where capture_id in {captures}")
    for name in ("captures", "outcomes", "quarantine", "runs"):
        tables.execute(f"delete from lake.{name} where batch_id = '{batch['batch_id']}'")
    report = _verify(tables)
    assert report.tables["runs"].keys == [f"missing batch_id={batch['batch_id']}"]
    assert report.tables["captures"].missing == batch["capture_count"]


def test_what_was_erased_on_request_is_no_difference(tables: Installation) -> None:
    (article,) = tables.rows("select url from lake.articles order by capture_id limit 1")
    forget(tables.settings(), subject_of_url(tables.settings(), article["url"]), None)
    report = _verify(tables)
    assert (report.faults, report.unread_batches, _differing(report)) == ([], [], {})


@pytest.mark.parametrize("span", [("2026-05-05", "2026-05-05"), ("2026-05-01", "2026-05-04")])
def test_a_span_of_days_is_verified_alone(crawled_and_published: Installation, span: tuple[str, str]) -> None:
    first, last = map(date.fromisoformat, span)
    if last.day == 5:
        report = asyncio.run(verify(crawled_and_published.settings(), first, last, ("korrespondent",)))
        assert report.is_sound
        assert report.record_count > 50
        return
    with pytest.raises(NothingCrawled, match="no pages of these outlets and days"):
        asyncio.run(verify(crawled_and_published.settings(), first, last, ("korrespondent",)))
