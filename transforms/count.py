"""A page that gives an article's view count and nothing else."""

import re

from schemas.article_rows import ViewCount
from schemas.errors import MalformedField, MissingField
from schemas.pages import CapturedPage
from transforms.html import parse_html, text_of
from transforms.outlet import Outlet

_NUMBER = re.compile(r"[0-9]{1,3}(?:[ ,][0-9]{3})+(?![0-9])|[0-9]{1,15}")


def parse_count(outlet: Outlet, page: CapturedPage) -> tuple[ViewCount, ...]:
    """Return the observation: the one number on the page, whatever stands around it.

    Raises:
        Undecodable: the bytes are no page.
        MissingField: the page is empty.
        MalformedField: it holds no number, or several.
    """
    text = text_of(parse_html(page.body, page.content_type).body)
    if text is None:
        raise MissingField("view_count")
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1:
        raise MalformedField("view_count", text)
    row = ViewCount(
        capture_id=page.capture_id,
        outlet=outlet.name,
        edition=page.edition,
        article_id=page.article_id or "",
        observed_at=page.captured_at,
        view_count=int(numbers[0].replace(" ", "").replace(",", "")),
        seen_on="count_endpoint",
    )
    return (row,)
