"""What wants a person's attention now, and which of it somebody was told of already."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from warehouse.dashboard.texts import plain, web_address
from warehouse.disk import writing
from warehouse.messages.sql import query_text
from warehouse.messages.words import WORDS, Language, number, share
from warehouse.query import open_published, rows_of
from warehouse.replace import replace_file

AlertKind = Literal["burst", "gap", "drift"]

_DAYS_LOOKED_AT = 3
_REMEMBERED = timedelta(days=90)


@dataclass(frozen=True)
class Alert:
    """One thing that wants attention, from the first to the last day on which it stood, without a break.

    Attributes:
        kind: burst of a topic, gap in what was collected, drift of a field.
        outlet: where.
        edition: of which edition; None for a topic.
        subject: the topic's id, the gap's status (suspect, gap, outage), or the field.
        title: the topic's title, else the subject.
        first_date: its first day, of the reporting zone.
        last_date: its last day so far.
        found: stories, articles, or the field's fill rate, on the last day.
        expected: what was expected instead.
        links: headline and URL of the articles that drove a burst.
    """

    kind: AlertKind
    outlet: str
    edition: str | None
    subject: str
    title: str
    first_date: date
    last_date: date
    found: float | None
    expected: float | None
    links: tuple[tuple[str, str | None], ...]

    @property
    def key(self) -> str:
        """What makes it the same thing tomorrow: all but what changes while it lasts."""
        parts = (self.kind, self.outlet, self.edition or "", self.subject, self.first_date.isoformat())
        return json.dumps(parts, ensure_ascii=False)


def current_alerts(published: Path) -> list[Alert]:
    """Return what wants attention in the published warehouse: what stood on one of its last three days.

    Raises:
        NothingCrawled: nothing was published yet.
    """
    sql = query_text("alerts")
    with open_published(published) as connection:
        ((as_of, zone),) = rows_of(connection, "select as_of, reporting_zone from publication").rows
        since = as_of.astimezone(ZoneInfo(zone)).date() - timedelta(days=_DAYS_LOOKED_AT - 1)
        rows = rows_of(connection, sql, {"since": since}).table.to_pylist()
    return [_alert(row) for row in rows]


def _alert(row: dict[str, Any]) -> Alert:
    headlines, urls = row.pop("headlines") or [], row.pop("urls") or []
    links = tuple((plain(headline), web_address(url)) for headline, url in zip(headlines, urls, strict=True))
    return Alert(**row | {"title": plain(row["title"])}, links=links)


def alert_text(alert: Alert, language: Language) -> str:
    """Return the alert as plain text: one line, and a line for each article behind it."""
    words = WORDS[language]
    where = alert.outlet if alert.edition is None else f"{alert.outlet}/{alert.edition}"
    if alert.kind == "drift":
        found, expected = share(alert.found, language), share(alert.expected, language)
    else:
        found, expected = number(alert.found, language), number(alert.expected, language, 1)
    what = alert.title if alert.kind != "gap" else words[f"kind_{alert.subject}"]
    head = (
        f"{words[f'alert_{alert.kind}']}: {what} ({where}, {alert.last_date}): {found}, {words['expected']} {expected}"
    )
    return "\n".join([head, *(f"- {headline}{f' {url}' if url else ''}" for headline, url in alert.links)])


def alerts_subject(alerts: Sequence[Alert], language: Language) -> str:
    """Return the line over a message of these alerts: the only one's own, else how many there are."""
    title = WORDS[language]["alerts"]
    return f"{title} · {alerts[0].title}" if len(alerts) == 1 else f"{title} ({len(alerts)})"


class SentAlerts:
    """The file that says which alerts were sent and when, so that nobody is told twice."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def unsent(self, alerts: Iterable[Alert]) -> list[Alert]:
        """Return those of the alerts that were not sent before."""
        sent = self._read()
        return [alert for alert in alerts if alert.key not in sent]

    def add(self, alerts: Iterable[Alert], now: datetime) -> None:
        """Write down that these were sent, and forget what was sent more than 90 days ago.

        Raises:
            NoSpace: the disk is full.
        """
        kept = {key: at for key, at in self._read().items() if datetime.fromisoformat(at) > now - _REMEMBERED}
        text = json.dumps(kept | {alert.key: now.isoformat() for alert in alerts}, ensure_ascii=False, indent=1)
        with writing(self._file):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._file, text.encode())

    def _read(self) -> Mapping[str, str]:
        if not self._file.exists():
            return {}
        sent: Mapping[str, str] = json.loads(self._file.read_text(encoding="utf-8"))
        return sent
