"""An outlet: its editions, addresses and the shape of its pages, all as data. One value `OUTLET` per file in `outlets/`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from schemas.crawl_rows import PageKind
from transforms.shapes import AddressShape, LabelMeanings, Layout
from transforms.urls import normalise_url

TagKind = Literal["tag", "special_topic"]


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of an outlet.

    Attributes:
        name: short name, the `edition` of its rows.
        language: BCP 47 tag.
        host: where its pages live.
        feed_urls: its feeds.
    """

    name: str
    language: str
    host: str
    feed_urls: tuple[str, ...]


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
        parser_version: raised whenever the same page would yield other rows.
        shared_counter: whether the editions of an article share one view counter.
    """

    name: str
    title: str
    time_zone: str
    editions: tuple[Edition, ...]
    addresses: AddressShape
    layouts: tuple[Layout, ...]
    labels: LabelMeanings = field(default_factory=LabelMeanings)
    parser_version: int = 1
    shared_counter: bool = False

    def listing_url(self, edition: str, day: date, page: int) -> str:
        """Return the URL of a page, from 1, of the listing of a day in the outlet's time zone.

        Raises:
            ValueError: the outlet has no such edition, or the page is below 1.
        """
        if page < 1:
            raise ValueError(f"pages count from 1, not {page}")
        month_name = _MONTH_NAMES[day.month]
        path = self.addresses.day_listing.format(year=day.year, month=day.month, day=day.day, month_name=month_name)
        following = self.addresses.next_pages.format(page=page) if page > 1 else ""
        return f"https://{self.edition(edition).host}{path}{following}"

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
        if match := self._article_url.fullmatch(url if "?" not in url else url.partition("?")[0]):
            edition = self._edition_of_host[match["host"]].name
            return PageAddress("article", edition, match["article_id"], url, match["section"])
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.hostname not in self._hosts:
            return None
        return self._other_address(url, parts.hostname, parts.path)

    def owns(self, url: str) -> bool:
        """Tell whether a URL is on one of the outlet's own hosts."""
        return self.address(url) is not None

    def with_hosts(self, hosts: Mapping[str, str]) -> "Outlet":
        """Return the same outlet under other hosts.

        Args:
            hosts: real host -> host that plays it, for any of the editions' and feeds' hosts; others stay.
        """
        editions = tuple(
            replace(
                edition,
                host=hosts.get(edition.host, edition.host),
                feed_urls=tuple(_with_host(url, hosts) for url in edition.feed_urls),
            )
            for edition in self.editions
        )
        return replace(self, editions=editions)

    def layout_at(self, captured_at: datetime) -> Layout:
        """Return the layout that held on the day of a capture."""
        day = captured_at.date()
        return next((layout for layout in reversed(self.layouts) if layout.since <= day), self.layouts[0])

    def article_of(self, url: str) -> tuple[str, str] | None:
        """Return edition and id of the article whose page a normalised URL is, or `None`."""
        match = self._article_url.fullmatch(url if "?" not in url else url.partition("?")[0])
        if match is None:
            return None
        host, article_id = match.group("host", "article_id")
        return self._edition_of_host[host].name, article_id

    def tag_of(self, url: str) -> tuple[TagKind, str] | None:
        """Return kind and id of the tag whose page a normalised URL is, or `None`."""
        for kind, pattern in self._tag_urls:
            if match := pattern.fullmatch(url):
                return kind, match["tag_id"]
        return None

    @cached_property
    def _tag_urls(self) -> tuple[tuple[TagKind, re.Pattern[str]], ...]:
        hosts = "|".join(map(re.escape, self._edition_of_host))
        shape = self.addresses
        return (
            ("tag", re.compile(rf"https?://(?:{hosts}){shape.tag_id}(?:\?.*)?")),
            ("special_topic", re.compile(rf"https?://(?:{hosts}){shape.special_topic_id}(?:\?.*)?")),
        )

    @cached_property
    def _edition_of_host(self) -> dict[str, Edition]:
        return {edition.host: edition for edition in self.editions}

    @cached_property
    def _feed_folders(self) -> tuple[tuple[str, str], ...]:
        """The folder of each feed with its edition: other feeds of the outlet stand beside the ones that are named."""
        return tuple((url.rpartition("/")[0] + "/", e.name) for e in self.editions for url in e.feed_urls)

    @cached_property
    def _hosts(self) -> frozenset[str]:
        feeds = (urlsplit(url).hostname or "" for edition in self.editions for url in edition.feed_urls)
        return frozenset((*self._edition_of_host, *feeds))

    @cached_property
    def _article_url(self) -> re.Pattern[str]:
        hosts = "|".join(map(re.escape, self._edition_of_host))
        return re.compile(rf"https?://(?P<host>{hosts}){self.addresses.article}", re.ASCII)

    @cached_property
    def _kinds(self) -> tuple[tuple[PageKind, re.Pattern[str]], ...]:
        return (
            ("robots", re.compile(r"/robots\.txt")),
            ("sitemap", re.compile(self.addresses.sitemap)),
            ("listing", re.compile(self.addresses.listing)),
        )

    def _other_address(self, url: str, host: str, path: str) -> PageAddress:
        """Return what a URL on an own host leads to that is no article."""
        for folder, name in self._feed_folders:
            if url.startswith(folder):
                return PageAddress("feed", name, None, url)
        edition = self._edition_of_host.get(host)
        for kind, pattern in self._kinds:
            if pattern.fullmatch(path) and (edition or kind == "robots"):
                return PageAddress(kind, edition.name if edition and kind != "robots" else None, None, url)
        return PageAddress("other", edition.name if edition else None, None, url)


_MONTH_NAMES = (
    "", "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
"""English names whatever the locale: `calendar` follows the locale."""


def _with_host(url: str, hosts: Mapping[str, str]) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=hosts.get(parts.netloc, parts.netloc)).geturl()
