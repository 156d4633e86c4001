"""The site: which path shows what, as whole responses."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from tests.newsroom import address, listing_truth
from tests.newsroom.article_html import article_page
from tests.newsroom.block_html import shared_blocks_html
from tests.newsroom.boilerplate import footer, head_end, navigation
from tests.newsroom.editions import EDITIONS, ENGLISH_MONTHS, FEED_HOST, IMAGE_HOST, Edition
from tests.newsroom.feed_xml import feed_xml, sitemap_xml
from tests.newsroom.listing_html import latest_fragment, listing_page
from tests.newsroom.story import Story
from tests.newsroom.template import filled_template
from tests.newsroom.vocabulary import in_language, vocabulary

if TYPE_CHECKING:
    from tests.newsroom.world import World

DISALLOWED = ("/search/", "/showbiz/tests/")
HTML = "text/html; charset=utf-8"
_XML = "application/xml; charset=utf-8"
_GIF = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")

_ARCHIVE = re.compile(
    r"/all/(?:(?P<section>[a-z][a-z-]*(?:/[a-z][a-z-]*)?)/)??(?:(?P<period>\d{4}(?:/[a-z]+(?:/\d{1,2})?)?)/)?(?:p(?P<number>[1-9]\d*)/)?"
)
_TOPIC = re.compile(r"/(?:tag/(?P<tag>\d+)/|special/(?P<special>\d+)-[a-z]+/?)(?:p(?P<number>[1-9]\d*)/)?")
_ARTICLE = re.compile(r"/[a-z/-]+/(?P<id>\d+)-[a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Response:
    """A response before content coding.

    Attributes:
        status_code: HTTP status.
        content_type: its header.
        body: not content-coded.
        headers: further headers, such as validators.
    """

    status_code: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


class Site:
    """Answers for the hosts of the newsroom."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._shared: dict[tuple[str, datetime], str] = {}

    def is_disallowed(self, url: str) -> bool:
        """Tell whether robots.txt forbids the URL."""
        path = "/" + url.split("//", 1)[1].partition("/")[2]
        return path.startswith(DISALLOWED)

    def answer(self, host: str, path: str, at: datetime) -> Response:
        """Return what `https://{host}{path}` answers at `at`, UTC."""
        path = path.partition("?")[0]
        if path == "/robots.txt":
            return Response(200, "text/plain; charset=utf-8", self._robots(host).encode())
        if host == IMAGE_HOST:
            return Response(200, "image/gif", _GIF)
        for edition in EDITIONS.values():
            if host == edition.host:
                return self._page(edition, path, at)
            if host == FEED_HOST and path == edition.feed_path:
                stories = listing_truth.feed_stories(self._world, edition.name, at)
                return _validated(
                    200, _XML, feed_xml(self._world, edition, stories, at), _changed_at(stories, edition, at)
                )
        return Response(404, HTML, b"<!-- Invented page of Kronika's newsroom. --><title>404</title>")

    def _robots(self, host: str) -> str:
        lines = [
            "# Invented robots.txt of Kronika's newsroom",
            "User-agent: *",
            *(f"Disallow: {path}" for path in DISALLOWED),
        ]
        if self._world.crawl_delay is not None:
            lines.append(f"Crawl-delay: {self._world.crawl_delay:g}")
        lines += [
            f"Sitemap: {edition.origin}/sitemap/sitemap.xml" for edition in EDITIONS.values() if edition.host == host
        ]
        return "\n".join(lines) + "\n"

    def _page(self, edition: Edition, path: str, at: datetime) -> Response:
        if match := _ARCHIVE.fullmatch(path):
            return self._archive(edition, match, at)
        if match := _TOPIC.fullmatch(path):
            return self._topic(edition, match, path, at)
        if match := _ARTICLE.fullmatch(path):
            return self._article(edition, match["id"], path, at)
        return self._single(edition, path, at)

    def _single(self, edition: Edition, path: str, at: datetime) -> Response:
        """Pages of which there is one: the start page, the fragment of latest news, the sitemap."""
        stories = listing_truth.all_stories(self._world, edition.name, at)
        if path == "/":
            return self._listing(edition, edition.words["archive"], stories, at, "/all/", 1, "")
        if path == "/ajax/module.aspx":
            shown = listing_truth.on_page(self._world, stories, 1)
            return _validated(200, HTML, latest_fragment(edition, shown, at), _changed_at(shown, edition, at))
        if path in ("/sitemap/sitemap.xml", "/sitemap/ua/sitemap.xml"):
            return _validated(200, _XML, sitemap_xml(edition, stories[:500]), _changed_at(stories[:500], edition, at))
        return self._error(404, edition, at)

    def _article(self, edition: Edition, article_id: str, path: str, at: datetime) -> Response:
        story = self._world.story(article_id)
        if story is None or not story.is_published(edition.name, at):
            return self._error(404, edition, at)
        if not story.is_live(edition.name, at):
            return self._error(story.deletion_status, edition, at)
        if path != address.article_path(story, edition.name):
            return Response(301, HTML, b"", (("Location", address.article_url(story, edition.name)),))
        if story.kind == "no_page":
            return self._error(200, edition, at)
        page = article_page(self._world, story, edition, at, self._shared_blocks(edition, at))
        version = story.version(edition.name, at)
        etag = f'W/"{story.article_id}-{story.versions.index(version)}"'
        modified = format_datetime((story.published[edition.name] + version.since).replace(microsecond=0), usegmt=True)
        return Response(200, HTML, page.encode(), (("ETag", etag), ("Last-Modified", modified)))

    def _archive(self, edition: Edition, match: re.Match[str], at: datetime) -> Response:
        section, number = match["section"], int(match["number"] or 1)
        if section is not None and section not in edition.sections:
            return self._error(404, edition, at)
        period = _period(match["period"] or "")
        if period is None:
            return self._error(404, edition, at)
        folder = "/all/" + (f"{section}/" if section else "") + (f"{match['period']}/" if period else "")
        title = edition.words["archive"] + (f": {edition.sections[section]}" if section else "")
        stories = listing_truth.dated_stories(self._world, edition.name, period, at, section)
        return self._listing(edition, title, stories, at, folder, number, section or "")

    def _topic(self, edition: Edition, match: re.Match[str], path: str, at: datetime) -> Response:
        """Pages of tags and special topics list every story of the topic."""
        for topic in vocabulary().topics:
            if (match["special"] or match["tag"]) in (topic.special_id, *(tag.tag_id for tag in topic.tags)):
                name, folder = in_language(topic.name, edition.name), re.sub(r"p\d+/$", "", path)
                stories = listing_truth.all_stories(self._world, edition.name, at)
                own = tuple(story for story in stories if story.topic is topic)
                return self._listing(edition, name, own, at, folder, int(match["number"] or 1), "")
        return self._error(404, edition, at)

    def _listing(
        self,
        edition: Edition,
        title: str,
        stories: tuple[Story, ...],
        at: datetime,
        folder: str,
        number: int,
        section: str,
    ) -> Response:
        shown = listing_truth.on_page(self._world, stories, number)
        page_count = -(-len(stories) // self._world.page_size)
        page = listing_page(edition, title, shown, at, folder, number, page_count, section)
        return _validated(200, HTML, page, _changed_at(shown, edition, at))

    def _error(self, status_code: int, edition: Edition, at: datetime) -> Response:
        words = edition.words
        head = filled_template(
            "plain_head.html",
            notice=words["notice"],
            language=edition.name,
            title=words["not_found"],
            feed_url=edition.feed_url,
            origin=edition.origin,
        )
        main = filled_template(
            "error_main.html",
            not_found=words["not_found"],
            not_found_text=words["not_found_text"],
            shared_blocks=self._shared_blocks(edition, at),
        )
        page = head + head_end() + navigation(edition, "") + main + footer(edition)
        return Response(status_code, HTML, page.encode())

    def _shared_blocks(self, edition: Edition, at: datetime) -> str:
        """Return the side column; its cache is shared with the threads of tests, so nothing is read from it twice."""
        html = self._shared.get((edition.name, at))
        if html is None:
            html = shared_blocks_html(edition, self._world.moment(edition.name, at).shared_blocks)
            if len(self._shared) > 8:
                self._shared.clear()
            self._shared[edition.name, at] = html
        return html


def _period(text: str) -> str | None:
    """Turn the date of an archive's URL into the beginning of an ISO date; `None` where there is no such date."""
    year, month, day = [*text.split("/"), "", ""][:3]
    if not month:
        return year
    if month not in ENGLISH_MONTHS:
        return None
    number = ENGLISH_MONTHS.index(month) + 1
    if not day:
        return f"{year}-{number:02}-"
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:  # such as 31 June: the site answers 404
        return None


def _changed_at(stories: Sequence[Story], edition: Edition, at: datetime) -> datetime | None:
    """Return when what is listed last changed, as far as the listing itself knows."""
    name = edition.name
    return max((story.published[name] + story.version(name, at).since for story in stories), default=None)


def _validated(status_code: int, content_type: str, text: str, changed_at: datetime | None) -> Response:
    """Return a response with validators: a strong ETag of the body and, where known, a Last-Modified."""
    body = text.encode()
    headers = [("ETag", f'"{blake2b(body, digest_size=8).hexdigest()}"')]
    if changed_at:
        headers.append(("Last-Modified", format_datetime(changed_at, usegmt=True)))
    return Response(status_code, content_type, body, tuple(headers))
