"""What a person breaks, the doctor names, with what to do next; what is whole it calls so."""

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from flows.checks.check import Check
from flows.doctor import examine, worst
from flows.locks import exclusive, lock_path
from flows.settings import Settings
from tests.flows.kept_newsroom import INSTANTS, Installation
from tests.flows.program import kronika
from warehouse.archive import BegunErasure, append_erasure

LOST_RUN = UUID("6b6f1c52-9d0f-4e9b-8f35-0c8f3b6a2d11")


def _by_state(checks: list[Check], state: str) -> dict[str, str]:
    return {check.name: check.finding for check in checks if check.state == state}


def test_a_sound_installation_is_well(crawled_and_published: Installation) -> None:
    checks = examine(crawled_and_published.settings(), is_full=True)
    assert _by_state(checks, "wrong") == {}
    # The newsroom's clock is pretended, it knows no contact, and it breaks a fifth of its pages.
    assert set(_by_state(checks, "warning")) == {"settings", "quarantine of korrespondent"}
    assert set(_by_state(checks, "ok")) == {
        "versions", "disk", "runs at work", "erasures", "lake", "data files", "archive", "archived batches", "parsers", "ledger",
        "last run of korrespondent", "unfinished runs", "gaps", "drift", "published", "verify",
    }  # fmt: skip
    assert all(check.remedy for check in checks if check.state != "ok")


def test_an_empty_folder_is_no_fault(tmp_path: Path) -> None:
    checks = examine(Settings(data=tmp_path / "none", min_free_mb=0))
    assert worst(checks) == "warning"
    assert "crawl something first" in _by_state(checks, "warning")["lake"]


def _a_page(installation: Installation) -> Path:
    (page,) = installation.rows("select warc_file from lake.captures where kind = 'article' order by warc_file limit 1")
    return installation.data / "archive" / str(page["warc_file"])


def _lose_an_archive_file(installation: Installation) -> str:
    path = _a_page(installation)
    path.unlink()
    return f"{path.name} is not there"


def _cut_an_archive_file(installation: Installation) -> str:
    path = _a_page(installation)
    os.truncate(path, path.stat().st_size // 2)
    return f"{path.name} is cut short"


def _lose_a_data_file(installation: Installation) -> str:
    path = min((installation.data / "lake" / "data").rglob("related_links/**/*.parquet"))
    path.unlink()
    return f"1 are gone or cut: {path.name}"


def _cut_a_data_file(installation: Installation) -> str:
    path = min((installation.data / "lake" / "data").rglob("captures/**/*.parquet"))
    os.truncate(path, 100)
    return f"1 are gone or cut: {path.name}"


def _end_a_url_twice(installation: Installation) -> str:
    installation.execute("insert into lake.outcomes select * from lake.outcomes order by url limit 1")
    return "1 URLs that end twice in one batch"


def _lose_outcomes(installation: Installation) -> str:
    installation.execute("delete from lake.outcomes where kind = 'article' and outcome = 'Parsed'")
    return "article pages without an outcome"


def _lose_captures(installation: Installation) -> str:
    installation.execute("delete from lake.captures where kind = 'feed'")
    return "outcomes of captures that are not there"


def _bring_a_capture_in_twice(installation: Installation) -> str:
    installation.execute("insert into lake.captures select * from lake.captures order by url limit 1")
    return "1 captures that are there twice"


def _spoil_the_published_file(installation: Installation) -> str:
    path = installation.data / "published" / "warehouse.duckdb"
    path.chmod(0o644)
    path.write_bytes(b"this is no database" * 1000)
    return "the warehouse cannot be read"


def _leave_an_erasure(installation: Installation) -> str:
    request = BegunErasure(
        request_id="1", request="url", reason=None, begun_at=INSTANTS[0], salt="s", articles=("0",), authors=()
    )
    append_erasure(installation.data / "archive", request)
    return "1 requests to erase were begun and not finished"


def _spoil_the_catalogue(installation: Installation) -> str:
    (installation.data / "lake" / "catalog.sqlite").write_bytes(b"this is no catalogue" * 1000)
    return "the catalogue of the lake"


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("archive", _lose_an_archive_file),
        ("archive", _cut_an_archive_file),
        ("data files", _lose_a_data_file),
        ("data files", _cut_a_data_file),
        ("ledger", _end_a_url_twice),
        ("ledger", _lose_outcomes),
        ("ledger", _lose_captures),
        ("ledger", _bring_a_capture_in_twice),
        ("published", _spoil_the_published_file),
        ("erasures", _leave_an_erasure),
        ("lake", _spoil_the_catalogue),
    ],
)
def test_what_is_wrong_is_named(installation: Installation, name: str, damage: Callable[[Installation], str]) -> None:
    says = damage(installation)
    checks = examine(installation.settings())
    found = [check for check in checks if check.name == name and check.state == "wrong"]
    assert any(says in check.finding for check in found), checks
    assert all(check.remedy or ":" in check.finding for check in found)


def _leave_a_killed_run(installation: Installation) -> str:
    path = lock_path(installation.data, f"flow-run-{LOST_RUN}")
    path.parent.mkdir(exist_ok=True)
    path.touch()
    return str(LOST_RUN)


def _leave_a_run_without_its_end(installation: Installation) -> str:
    installation.execute("delete from lake.runs where batch_id = 'news/korrespondent/20260505T103000Z/end'")
    return "1 since 2026-04-05 came to no end"


def _leave_a_partial_file(installation: Installation) -> str:
    path = _a_page(installation)
    path.with_name("news-cut-off.warc.gz.open").write_bytes(path.read_bytes()[:1000])
    return "1 partial, 0 whole and not in the lake"


def _leave_a_batch_out_of_the_lake(installation: Installation) -> str:
    path = _a_page(installation)
    path.with_name("news-never-committed.warc.gz").write_bytes(path.read_bytes())
    return "0 partial, 1 whole and not in the lake"


def _leave_an_orphan(installation: Installation) -> str:
    path = min((installation.data / "lake" / "data").rglob("*.parquet"))
    path.with_name("ducklake-of-nobody.parquet").write_bytes(path.read_bytes())
    return "1 that nothing refers to: ducklake-of-nobody.parquet"


def _upgrade_the_parser(installation: Installation) -> str:
    installation.execute("update lake.articles set parser_version = parser_version - 1")
    return "articles of korrespondent since 2026-05-05"


def _unpublish(installation: Installation) -> str:
    (installation.data / "published" / "warehouse.duckdb").unlink()
    return "nothing is published"


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("runs at work", _leave_a_killed_run),
        ("unfinished runs", _leave_a_run_without_its_end),
        ("archived batches", _leave_a_partial_file),
        ("archived batches", _leave_a_batch_out_of_the_lake),
        ("data files", _leave_an_orphan),
        ("parsers", _upgrade_the_parser),
        ("published", _unpublish),
    ],
)
def test_what_to_look_at_is_named(installation: Installation, name: str, damage: Callable[[Installation], str]) -> None:
    says = damage(installation)
    checks = examine(installation.settings())
    assert says in _by_state(checks, "warning")[name]
    assert _by_state(checks, "wrong") == {}


def test_a_late_run_is_a_warning_until_days_are_missed(crawled_and_published: Installation) -> None:
    for age, state in ((timedelta(hours=23), "ok"), (timedelta(hours=25), "warning"), (timedelta(hours=49), "wrong")):
        checks = examine(crawled_and_published.settings(INSTANTS[-1] + age))
        assert "ended 2026-05-05 16:30 UTC" in _by_state(checks, state)["last run of korrespondent"], age
    (late,) = [check for check in checks if check.name == "last run of korrespondent"]
    assert late.remedy is not None
    assert "kronika backfill --outlet korrespondent --from 2026-05-05 --to 2026-05-07" in late.remedy


def test_a_full_disk_is_wrong(crawled_and_published: Installation) -> None:
    settings = crawled_and_published.settings().model_copy(update={"min_free_mb": 10**12})
    assert "no run begins" in _by_state(examine(settings), "wrong")["disk"]


def test_what_is_at_work_is_named_with_its_process(installation: Installation) -> None:
    with exclusive(installation.data, "korrespondent"):
        checks = examine(installation.settings())
    assert _by_state(checks, "ok")["runs at work"] == f"korrespondent (process {os.getpid()})"


def test_a_monitor_reads_exit_code_and_json(installation: Installation, tmp_path: Path) -> None:
    hosts = "\n".join(f'"{real}" = "{played}"' for real, played in installation.newsroom.hosts.items())
    (tmp_path / "kronika.toml").write_text(f"min_free_mb = 0\nnow = {INSTANTS[-1].isoformat()}\n[hosts]\n{hosts}\n")
    well = kronika("doctor", "--quiet", cwd=tmp_path)
    assert well.returncode == 0, well.stderr
    assert [line.split()[0] for line in well.stdout.splitlines()] == ["warning", "->"] * 2
    _lose_an_archive_file(installation)
    ill = kronika("doctor", "--json", cwd=tmp_path)
    assert ill.returncode == 11
    report = json.loads(ill.stdout)
    assert report["state"] == "wrong"
    assert [check["name"] for check in report["checks"] if check["state"] == "wrong"] == ["archive"]
    assert "Traceback" not in ill.stderr
    verified = kronika("verify", "--json", "--quiet", cwd=tmp_path)
    assert verified.returncode == 11
    assert json.loads(verified.stdout)["faults"][0]["reason"] == "the file is not there"
