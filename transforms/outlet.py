"""An outlet: its editions, addresses and the shape of its pages, all as data. One value `OUTLET` per file in `outlets/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlsplit

from schemas.crawl_rows import PageKind
from transforms.edition import Edition
from transforms.generic import EXTRACTOR_REVISION
from transforms.shapes import AddressShape, LabelMeanings, Layout
from transforms.url_patterns import MONTH_NAMES, TagKind, UrlPatterns
from transforms.urls import normalise_url


@dataclass(frozen=True, slots=True)
class PageAddress:
    """What a URL says of its page.

    Attributes:
        kind: what it leads to.
        edition: edition, where it belongs to one.
        article_id: the outlet's id of the article, where it names one.
        url: the URL, normalised (RFC 3986), without fragment and tracking parameters.
        section: section path of an article.
    """

    kind: PageKind
    edition: str | None
    article_id: str | None
    url: str
    section: str | None = None


@dataclass(frozen=True, eq=False)
class Outlet:
    """An outlet, as data; equal only to itself, so that what is remembered of it is found at once.

    Attributes:
        name: short name, the `outlet` of its rows.
        title: name as people know it.
        time_zone: IANA name of the zone of the clock on its pages.
        editions: its editions.
        addresses: how its URLs are built.
        layouts: shapes of its pages, oldest first.
        labels: what its labels mean.
        revision: raised whenever this file changes so that the same page yields other rows.
        shared_counter: whether the editions of an article share one view counter.
        pause_seconds: shortest time between two requests to a host, where the outlet wants more than others.
    """

    name: str
    title: str
    time_zone: str
    editions: tuple[Edition, ...]
    addresses: AddressShape
    layouts: tuple[Layout, ...]
    labels: LabelMeanings = field(default_factory=LabelMeanings)
    revision: int = 1
    shared_counter: bool = False
    pause_seconds: float = 0.0

    @property
    def parser_version(self) -> int:
        """The version of what reads its pages, higher whenever the same page yields other rows: both parts only ever grow."""
        return self.revision + EXTRACTOR_REVISION

    def listing_url(self, edition: str, day: date, page: int) -> str:
        """Return the URL of a page, from 1, of the listing of a day in the outlet's time zone.

        Raises:
            ValueError: the outlet has no such edition or no listings by day, or the page is below 1.
        """
        shape = self.addresses
        if page < 1 or shape.day_listing is None:
            raise ValueError(f"pages count from 1, not {page}" if page < 1 else f"{self.name} has no listings by day")
        path = shape.day_listing.format(
            year=day.year, month=day.month, day=day.day, month_name=MONTH_NAMES[day.month], page=page
        )
        following = shape.next_pages.format(page=page) if page > 1 and shape.next_pages else ""
        return f"{self.edition(edition).origin}{path}{following}"

    def newest_url(self, edition: str, page: int) -> str:
        """Return the URL of a page, from 1, of the listing of all articles, newest first.

        Raises:
            ValueError: the outlet has no such edition or no such listing.
        """
        if self.addresses.newest_listing is None:
            raise ValueError(f"{self.name} has no listing of all articles")
        return f"{self.edition(edition).origin}{self.addresses.newest_listing.format(page=page)}"

    def listing_day(self, url: str) -> date | None:
        """Return the day whose listing a normalised URL is, or `None`."""
        return self._urls.listing_day(url)

    def count_url(self, article_id: str) -> str | None:
        """Return the URL that gives an article's view count alone, where the outlet has one: on its first edition's host."""
        path = self.addresses.count
        return f"{self.editions[0].origin}{path.format(article_id=article_id)}" if path else None

    def edition(self, name: str) -> Edition:
        """Return an edition by its name.

        Raises:
            ValueError: the outlet has no such edition.
        """
        for edition in self.editions:
            if edition.name == name:
                return edition
        raise ValueError(f"{self.name} has no edition {name!r}; it has {', '.join(e.name for e in self.editions)}")

    def address(self, url: str) -> PageAddress | None:
        """Return what a URL leads to, or `None` where it is not on one of the outlet's own hosts (or no URL at all)."""
        try:
            return self.address_of_normalised(normalise_url(url))
        except ValueError:  # a malformed authority is nobody's host
            return None

    def address_of_normalised(self, url: str) -> PageAddress | None:
        """Return the same of a URL that is normalised, at a third of the cost."""
        if match := self._urls.article.fullmatch(url if "?" not in url else url.partition("?")[0]):
            section = match["section"] if self._urls.has_section else None
            return PageAddress("article", self._urls.edition_of_root[match["root"]], match["article_id"], url, section)
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.hostname not in self._urls.hosts:
            return None
        kind, edition_name, article_id = self._urls.other(url, parts.hostname, parts.path)
        return PageAddress(kind, edition_name, article_id, url)

    def owns(self, url: str) -> bool:
        """Tell whether a URL is on one of the outlet's own hosts."""
        return self.address(url) is not None

    def with_hosts(self, hosts: Mapping[str, str]) -> "Outlet":
        """Return the same outlet under other hosts.

        Args:
            hosts: real host -> host that plays it, for any of the editions' and feeds' hosts; others stay.
        """
        return replace(self, editions=tuple(edition.with_hosts(hosts) for edition in self.editions))

    def layout_at(self, captured_at: datetime) -> Layout:
        """Return the layout that held on the day of a capture."""
        day = captured_at.date()
        return next((layout for layout in reversed(self.layouts) if layout.since <= day), self.layouts[0])

    def article_of(self, url: str) -> tuple[str, str] | None:
        """Return edition and id of the article whose page a normalised URL is, or `None`."""
        match = self._urls.article.fullmatch(url if "?" not in url else url.partition("?")[0])
        if match is None:
            return None
        root, article_id = match.group("root", "article_id")
        return self._urls.edition_of_root[root], article_id

    def tag_of(self, url: str) -> tuple[TagKind, str] | None:
        """Return kind and id of the tag whose page a normalised URL is, or `None`."""
        for kind, pattern in self._urls.tags:
            if match := pattern.fullmatch(url):
                return kind, match["tag_id"]
        return None

    @cached_property
    def _urls(self) -> UrlPatterns:
        return UrlPatterns(self.editions, self.addresses)
