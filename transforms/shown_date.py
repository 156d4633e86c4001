"""The date that an element shows: its `datetime` attribute, else its text."""

import re
from datetime import date, datetime

from schemas.errors import MalformedField
from transforms.dates import Instant, names_a_date, read_date, read_iso
from transforms.html import Node
from transforms.text import collapse

_FROM_FIRST_DIGIT = re.compile(r"\d.*", re.DOTALL)


def shown_date(
    node: Node, captured_at: datetime, time_zone: str, datetime_zone: str | None = None, day: date | None = None
) -> Instant | None:
    """Return the instant that an element shows, or `None` where it shows none.

    Args:
        node: the element.
        captured_at: when the page was captured, aware.
        time_zone: IANA name of the zone of the outlet's clock.
        datetime_zone: zone of a `datetime` without an offset; `time_zone` where there is none.
        day: local day of a bare time; the capture's day otherwise.

    Raises:
        MalformedField: its text looks like a date and cannot be understood.
    """
    attribute = node.attrs.get("datetime")
    if attribute and (instant := read_iso(attribute, datetime_zone or time_zone)):
        return instant
    text = collapse(node.text())
    instant = read_date(text, captured_at, time_zone, day) or read_iso(text, time_zone)
    if instant is None and names_a_date(text):
        match = _FROM_FIRST_DIGIT.search(text)
        raise MalformedField("published_at", match[0] if match else text)
    return instant
