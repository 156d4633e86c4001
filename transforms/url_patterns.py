"""Patterns that tell what an outlet's URLs lead to, made from the declaration of its addresses."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from string import Formatter
from typing import Literal
from urllib.parse import urlsplit

from schemas.crawl_rows import PageKind
from transforms.edition import Edition
from transforms.shapes import AddressShape

TagKind = Literal["tag", "special_topic"]

MONTH_NAMES = (
    "", "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
"""English names whatever the locale: `calendar` follows the locale."""

_FORMAT_FIELDS = {
    "year": r"\d{4}",
    "month": r"\d{1,2}",
    "day": r"\d{1,2}",
    "month_name": "|".join(MONTH_NAMES[1:]),
    "page": r"\d+",
    "article_id": r"[^/?#]+",
}


@dataclass(frozen=True)
class UrlPatterns:
    """What the URLs of an outlet look like.

    Attributes:
        editions: its editions.
        shape: how its URLs are built.
    """

    editions: Sequence[Edition]
    shape: AddressShape

    @cached_property
    def edition_of_root(self) -> dict[str, str]:
        """Name of the edition by host and path of its pages, the longest first."""
        roots = [
            (f"{host}{edition.path}", edition.name)
            for edition in self.editions
            for host in (edition.host, *edition.other_hosts)
        ]
        return dict(sorted(roots, key=lambda root: -len(root[0])))

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Every host of the outlet's own."""
        own = (host for edition in self.editions for host in (edition.host, *edition.other_hosts))
        named = (url for edition in self.editions for url in (*edition.feed_urls, *edition.sitemap_urls))
        return frozenset((*own, *(urlsplit(url).hostname or "" for url in named)))

    @cached_property
    def article(self) -> re.Pattern[str]:
        """URL of an article, without its query."""
        return re.compile(rf"https?://(?P<root>(?>{self._roots})){self.shape.article}", re.ASCII)

    @cached_property
    def has_section(self) -> bool:
        """Whether an article's URL says its section."""
        return "section" in self.article.groupindex

    @cached_property
    def tags(self) -> tuple[tuple[TagKind, re.Pattern[str]], ...]:
        """URL of a tag's page, by kind."""
        return (
            ("tag", re.compile(rf"https?://(?>{self._roots}){self.shape.tag_id}(?:\?.*)?")),
            ("special_topic", re.compile(rf"https?://(?>{self._roots}){self.shape.special_topic_id}(?:\?.*)?")),
        )

    def listing_day(self, url: str) -> date | None:
        """Return the day whose listing a URL is, or `None`."""
        match = self._day_listing.fullmatch(url) if self._day_listing is not None else None
        if match is None:
            return None
        named = match.groupdict()
        month = named.get("month") or MONTH_NAMES.index(named["month_name"])
        try:
            return date(int(named["year"]), int(month), int(named["day"]))
        except ValueError:  # the 31st of June
            return None

    def other(self, url: str, host: str, path: str) -> tuple[PageKind, str | None, str | None]:
        """Return kind, edition and article id of a URL on one of the outlet's hosts that is no article's."""
        if (named := self._named_kind(url, path)) is not None:
            return named
        root = next((root for root in self.edition_of_root if f"{host}{path}/".startswith(f"{root}/")), None)
        if root is None:
            return "other", None, None
        return self._kind_within(url, f"{host}{path}"[len(root) :]), self.edition_of_root[root], None

    def _named_kind(self, url: str, path: str) -> tuple[PageKind, str | None, str | None] | None:
        """Return what is known of a URL whatever edition's pages it stands among, or `None`."""
        if path == "/robots.txt":
            return "robots", None, None
        if (named := self._named.get(url)) is not None:
            return *named, None
        if self._count is not None and (match := self._count.fullmatch(url)):
            return "count", self.editions[0].name, match["article_id"]
        folder = next((edition for folder, edition in self._feed_folders if url.startswith(folder)), None)
        return None if folder is None else ("feed", folder, None)

    def _kind_within(self, url: str, path: str) -> PageKind:
        """Return the kind of a page among those of an edition."""
        if re.fullmatch(self.shape.sitemap, path):
            return "sitemap"
        is_newest = self._newest is not None and self._newest.fullmatch(url) is not None
        return "listing" if is_newest or re.fullmatch(self.shape.listing, path) or self.listing_day(url) else "other"

    @cached_property
    def _roots(self) -> str:
        """Alternatives of host and path, of which the longest is the one; a path ends where a segment does."""
        return "|".join(re.escape(root) + ("(?=/)" if "/" in root else "") for root in self.edition_of_root)

    @cached_property
    def _named(self) -> dict[str, tuple[PageKind, str]]:
        """Feeds and sitemaps by the URLs that the outlet's file names."""
        named: dict[str, tuple[PageKind, str]] = {}
        for edition in self.editions:
            named |= dict.fromkeys(edition.sitemap_urls, ("sitemap", edition.name))
            named |= dict.fromkeys(edition.feed_urls, ("feed", edition.name))
        return named

    @cached_property
    def _feed_folders(self) -> tuple[tuple[str, str], ...]:
        """The folder of each feed with its edition: other feeds of the outlet stand beside the ones that are named."""
        folders = (
            (url.rpartition("/")[0] + "/", edition.name) for edition in self.editions for url in edition.feed_urls
        )
        return tuple((folder, name) for folder, name in folders if urlsplit(folder).path != "/")

    @cached_property
    def _count(self) -> re.Pattern[str] | None:
        return self._of_format(self.shape.count, [self.editions[0]])

    @cached_property
    def _day_listing(self) -> re.Pattern[str] | None:
        following = _pattern_of(self.shape.next_pages) if self.shape.next_pages else "(?!)"
        return self._of_format(self.shape.day_listing, self.editions, f"(?:{following})?")

    @cached_property
    def _newest(self) -> re.Pattern[str] | None:
        return self._of_format(self.shape.newest_listing, self.editions)

    def _of_format(self, path: str | None, editions: Iterable[Edition], following: str = "") -> re.Pattern[str] | None:
        """Return the pattern of the URLs that a format makes, or `None` where there is no format."""
        if path is None:
            return None
        roots = "|".join(re.escape(f"{host}{e.path}") for e in editions for host in (e.host, *e.other_hosts))
        return re.compile(rf"https?://(?:{roots}){_pattern_of(path)}{following}", re.ASCII)


def _pattern_of(path: str) -> str:
    """Return the pattern of what a format makes; its fields are groups."""
    parts = []
    for literal, name, _, _ in Formatter().parse(path):
        parts.append(re.escape(literal))
        if name is not None:
            parts.append(f"(?P<{name}>{_FORMAT_FIELDS[name]})")
    return "".join(parts)
