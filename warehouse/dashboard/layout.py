"""Where things stand on the page: days, and scopes, by which rows of the warehouse become series."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from warehouse.dashboard.texts import plain

Row = dict[str, Any]


class Layout:
    """The page's days in a row without gaps, and its scopes: each edition of each outlet, then each outlet as a whole."""

    def __init__(self, calendar: list[Row]) -> None:
        self.days = _every_day(row["day"] for row in calendar)
        sources = list(dict.fromkeys((row["outlet"], row["edition"]) for row in calendar))
        self.sources: list[tuple[str, str]] = sources
        self.scopes = [*sources, *((outlet, None) for outlet in dict.fromkeys(outlet for outlet, _ in sources))]
        self._days = {day: place for place, day in enumerate(self.days)}
        self._scopes = {scope: place for place, scope in enumerate(self.scopes)}

    def day(self, row: Row) -> int:
        """Return the place of a row's day."""
        return self._days[row["day"]]

    def scope(self, row: Row) -> int:
        """Return the place of a row's outlet and edition; a row without edition is of the whole outlet."""
        return self._scopes[row["outlet"], row.get("edition")]

    def series(self, rows: Iterable[Row], columns: Iterable[str], empty: float | None = 0) -> Row:
        """Spread one column after another over the days; days without a row hold `empty`."""
        spread: Row = {column: [empty] * len(self.days) for column in columns}
        for row in rows:
            for column, values in spread.items():
                values[self.day(row)] = row[column]
        return spread

    def placed(self, row: Row) -> Row:
        """Return a row with places instead of its outlet, edition and day."""
        names = ("outlet", "edition", "day")
        rest = {name: json_value(value) for name, value in row.items() if name not in names}
        return {"scope": self.scope(row)} | ({"day": self.day(row)} if "day" in row else {}) | rest


def _every_day(known: Iterable[date]) -> list[date]:
    days = sorted(set(known))
    return [days[0] + timedelta(days=ahead) for ahead in range((days[-1] - days[0]).days + 1)] if days else []


def grouped(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> list[tuple[Any, list[Row]]]:
    """Return rows by key, keys and rows in the order in which they come."""
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return list(groups.items())


def json_value(value: Any) -> Any:
    """Return a value as it stands in JSON: days and instants in ISO 8601, texts plain."""
    return value.isoformat() if isinstance(value, date | datetime) else plain(value)
