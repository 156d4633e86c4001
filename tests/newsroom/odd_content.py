"""Pages that are whole HTTP and say strange things, made from those that the site would show."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.newsroom.editions import EDITIONS

if TYPE_CHECKING:
    from tests.newsroom.pages import Response

ODD_KINDS = (
    "endless_listing", "repeated_listing", "sitemap_of_itself", "changing_ids", "two_articles", "two_urls", "odd_year", "wrong_page",
    "padded",
)  # fmt: skip

Shown = Callable[[str], "Response"]
"""What the site shows at a target of the same host."""

_LINK = re.compile(r"(/[a-z][a-z-]*(?:/[a-z-]+)?/)(\d{7})(?=-[a-z0-9-])")
_CHANGED_LINK = re.compile(r"/(\d{7})\d{3}-")
_SECOND_SLUG = "-again"
_PAGE = re.compile(r"p(\d+)/$")
_MONTHS = "|".join(month for edition in EDITIONS.values() for month in edition.months)
_YEAR = re.compile(
    rf"((?:\d(?:\s|&nbsp;)(?:{_MONTHS})\s)|(?:<pubDate>\w+, \d+ \w+ )|(?:\"datePublished\": \"))\d{{4}}(?!\d)"
)
_NOTE = "<!-- Invented, and odd on purpose: Kronika's newsroom. -->"


def odd_response(kind: str, shown: Shown, url: str, number: int, params: Mapping[str, Any]) -> Response:
    """Return what is shown in the place of a page, without validators.

    Args:
        kind: one of `ODD_KINDS`.
        shown: what the site shows at a target of the same host.
        url: what was asked for, host and target.
        number: how often it has been asked for, from 1.
        params: two_articles takes `other` (a target), odd_year `year`, padded `megabytes`.
    """
    target = url[url.index("/") :]
    match kind:
        case "endless_listing":
            response = _endless(shown, target)
        case "repeated_listing":
            response = shown(_PAGE.sub("", target))
        case "sitemap_of_itself":
            response = replace(shown("/sitemap/sitemap.xml"), body=_index_of(f"https://{url}").encode())
        case "changing_ids":
            response = _edited(shown(_CHANGED_LINK.sub(r"/\1-", target)), _LINK, rf"\g<1>\g<2>{number:03}")
        case "two_articles":
            response = shown(params["other"] if number % 2 == 0 else target)
        case "two_urls":
            response = _edited(
                shown(target.replace(_SECOND_SLUG, "")), re.compile(r"(/\d{7}-[a-z0-9-]+)"), rf"\1{_SECOND_SLUG}"
            )
        case "odd_year":
            response = _edited(shown(target), _YEAR, rf"\g<1>{params['year']:04}")
        case "wrong_page":
            response = shown("/")
        case _:
            response = shown(target)
            response = replace(response, body=response.body + b"# nothing\n" * (params.get("megabytes", 11) * 100_000))
    return replace(response, headers=tuple(pair for pair in response.headers if pair[0] == "Location"))


def _edited(response: Response, pattern: re.Pattern[str], by: str) -> Response:
    return replace(response, body=pattern.sub(by, response.body.decode()).encode())


def _endless(shown: Shown, target: str) -> Response:
    """Return a page past the last one as if the first went on there, under ids that no article has."""
    response = shown(target)
    match = _PAGE.search(target)
    if match is None or '<div class="article ' in response.body.decode():
        return response
    return _edited(shown(_PAGE.sub("", target)), _LINK, rf"\g<1>9{int(match[1]):03}\g<2>")


def _index_of(url: str) -> str:
    entries = "".join(f"<sitemap><loc>{url}{again}</loc></sitemap>" for again in ("", "?again=1"))
    return f'<?xml version="1.0"?>\n{_NOTE}\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>\n'
