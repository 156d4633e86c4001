from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from tests.warehouse.messages.conftest import DAY, burst, completeness, fill
from warehouse.messages import SentAlerts, alert_text, alerts_subject, current_alerts

NOW = datetime(2026, 5, 7, 6, 0, tzinfo=UTC)


def add(published: Path, table: str, row: dict[str, object]) -> None:
    with duckdb.connect(published / "warehouse.duckdb") as connection:
        fill(connection, table, [row])


def test_what_stood_on_the_last_three_days_is_told_once_for_days_in_a_row(published: Path) -> None:
    """The burst of погода is a week old, the gap three days; the open day may still fill up; sections do not count."""
    alerts = [(each.kind, each.title, each.first_date.day, each.last_date.day) for each in current_alerts(published)]
    assert alerts == [("burst", "трамвай", 5, 6), ("drift", "lead", 5, 6)]


def test_an_outage_is_told_while_the_day_lasts(published: Path) -> None:
    add(published, "completeness_by_outlet_day", completeness(DAY + timedelta(days=1), "outage", "open", edition="ru"))
    assert [each.subject for each in current_alerts(published) if each.kind == "gap"] == ["outage"]


def test_a_burst_that_goes_on_is_the_same_and_one_after_a_quiet_day_is_new(published: Path) -> None:
    before = {each.key for each in current_alerts(published)}
    add(published, "topic_burst_day", burst("tag:alpha:1", "трамвай", DAY + timedelta(days=1)))
    assert {each.key for each in current_alerts(published)} == before
    add(published, "topic_burst_day", burst("tag:alpha:2", "погода", DAY + timedelta(days=1)))
    assert len({each.key for each in current_alerts(published)} - before) == 1


def test_an_alert_says_what_where_and_against_what(published: Path) -> None:
    tram, lead = current_alerts(published)
    assert alert_text(tram, "en").splitlines() == [
        "Burst of a topic: трамвай (alpha, 2026-05-06): 9, expected 2.2",
        "- Міст відкрито https://alpha.example/uk/1",
    ]
    assert alert_text(lead, "uk") == "Зникло поле: lead (alpha/uk, 2026-05-06): 10\u202f%, очікувалося 95\u202f%"
    assert alerts_subject([tram], "en") == "Media monitoring: worth a look · трамвай"
    assert alerts_subject([tram, lead], "uk") == "Медіамоніторинг: варто уваги (2)"


def test_what_was_sent_is_not_sent_again_until_it_is_forgotten(published: Path, tmp_path: Path) -> None:
    alerts, sent = current_alerts(published), SentAlerts(tmp_path / "work" / "sent.json")
    assert sent.unsent(alerts) == alerts
    sent.add(alerts[:1], NOW)
    assert sent.unsent(alerts) == alerts[1:]
    sent.add(alerts[1:], NOW + timedelta(days=91))
    assert sent.unsent(alerts) == alerts[:1]
