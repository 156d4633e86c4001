"""Settings: file, then environment, then options; errors name the setting and the remedy."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows.settings import load_settings
from schemas.errors import BadSettings


@pytest.fixture(autouse=True)
def _in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KRONIKA_DATA", raising=False)


def test_data_folder_is_data_in_the_working_directory(tmp_path: Path) -> None:
    assert load_settings().data == tmp_path / "data"


def test_environment_wins_over_the_file_and_an_option_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("kronika.toml").write_text('data = "/from/file"\nbatch_size = 7\n[crawl]\npause_seconds = 2.5\n')
    assert load_settings().data == Path("/from/file")
    monkeypatch.setenv("KRONIKA_DATA", "/from/environment")
    assert load_settings().data == Path("/from/environment")
    assert load_settings(data=Path("/from/option")).data == Path("/from/option")
    assert load_settings().batch_size == 7
    assert load_settings().crawl.pause_seconds == 2.5


def test_a_nested_setting_comes_from_one_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRONIKA_CRAWL__CONTACT", "mailto:press@example.org")
    assert load_settings().crawl.contact == "mailto:press@example.org"


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("bach_size = 3", "bach_size"),
        ("batch_size = 0", "KRONIKA_BATCH_SIZE"),
        ('reporting_zone = "Kyiv"', "Europe/Kyiv"),
        ("[crawl]\npause_seconds = -1", "pause_seconds"),
        ("= 3", "kronika.toml"),
    ],
)
def test_a_wrong_setting_is_named(toml: str, named: str) -> None:
    Path("kronika.toml").write_text(toml)
    with pytest.raises(BadSettings, match=named):
        load_settings()


def test_an_accepted_drift_names_a_field_of_an_outlet_and_its_day() -> None:
    Path("kronika.toml").write_text('[accepted_drift]\n"korrespondent/lead" = 2026-05-09\n')
    assert load_settings().accepted_drift == {"korrespondent/lead": date(2026, 5, 9)}
    Path("kronika.toml").write_text("[accepted_drift]\nlead = 2026-05-09\n")
    with pytest.raises(BadSettings, match="write it like korrespondent/lead"):
        load_settings()


def test_the_clock_pretends_only_when_told() -> None:
    instant = datetime(2026, 5, 7, 12, 0, tzinfo=UTC)
    assert load_settings(now=instant).clock()() == instant
    assert abs(load_settings().clock()() - datetime.now(UTC)) < timedelta(minutes=1)


def test_revisit_ages_are_ordered() -> None:
    assert load_settings(revisit_ages_hours=(24, 1)).revisit_ages == (timedelta(hours=1), timedelta(hours=24))
