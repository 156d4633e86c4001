"""A page that nobody described, opened: its tree, and what its metadata say and where things stand, gathered in one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from transforms.generic.body_blocks import Outline, read_outline
from transforms.generic.body_features import weigh_sizes
from transforms.generic.filing import Filing, read_filing
from transforms.html import Node, Tree, parse_html
from transforms.json_ld import Thing, read_things
from transforms.text import collapse

_HEAD = 'meta, title, link[rel], script[type*="ld+json"]'
_LANDMARKS = (
    "h1, h2, time, [itemprop*=datePublished], [itemprop~=author], [rel~=author], a[rel~=tag i], "
    "[class*=tag i], [class*=crumb i], img[fetchpriority=high i], img[loading=eager i]"
)
_META_NAMES = ("property", "name", "itemprop", "http-equiv")


@dataclass(frozen=True, slots=True)
class HeadLink:
    """A `link` element.

    Attributes:
        relation: its `rel`, in lower case.
        href: where it leads, as written.
        language: its `hreflang`, in lower case.
        media_type: its `type`, in lower case.
        attributes: all that it has, as written.
    """

    relation: str
    href: str
    language: str | None
    media_type: str | None
    attributes: Mapping[str, str | None]


@dataclass(frozen=True)
class Document:
    """A page with what its head says.

    Attributes:
        url: where it was found.
        tree: the whole page.
        metas: contents of the `meta` elements in the order of the page, by name (`property`, `name`, `itemprop` or
            `http-equiv`) in lower case; none is empty.
        titles: texts of the `title` elements outside of drawings, collapsed.
        links: the `link` elements.
        things: the objects of the page's JSON-LD, flattened, in the order of the page.
        landmarks: the headings of the first two ranks, the elements that are marked as naming times, authors, tags or
            categories, and the images to be loaded first, in the order of the page.
    """

    url: str
    tree: Tree
    metas: Mapping[str, Sequence[str]]
    titles: Sequence[str]
    links: Sequence[HeadLink]
    things: Sequence[Thing]
    landmarks: Sequence[Node] = ()

    def meta(self, *names: str) -> str | None:
        """Return the content of the first of the named `meta` elements that is there."""
        for name in names:
            if contents := self.metas.get(name):
                return contents[0]
        return None

    @cached_property
    def headings(self) -> Sequence[Node]:
        """The headings of the first two ranks, in the order of the page."""
        return [node for node in self.landmarks if node.tag in ("h1", "h2")]

    @cached_property
    def filing(self) -> Filing:
        """The landmarks that say what the article is filed under and shown with."""
        return read_filing(self.landmarks)

    @cached_property
    def outline(self) -> Outline:
        """The boxes and blocks of the page, weighed; where all of it is for readers without scripts, of that."""
        root = self.tree.body
        outline = read_outline(root) if root is not None else Outline()
        if not outline.blocks and (unscripted := self.tree.css_first("body > noscript")) is not None:
            outline = read_outline(unscripted)
        weigh_sizes(outline)
        return outline

    @cached_property
    def article_thing(self) -> Thing | None:
        """The JSON-LD object that describes the article of the page, if any does."""
        articles = [thing for thing in self.things if thing.is_article]
        return next((thing for thing in articles if thing.text("headline") or thing.text("datePublished")), None) or (
            articles[0] if articles else None
        )


def read_document(body: bytes, url: str, content_type: str | None = None) -> Document:
    """Return a page, opened.

    Args:
        body: after content decoding.
        url: where it was found.
        content_type: the Content-Type header.

    Raises:
        Undecodable: the bytes are no text, or nested too deeply.
    """
    tree = parse_html(body, content_type)
    metas: dict[str, list[str]] = {}
    titles: list[str] = []
    links: list[HeadLink] = []
    scripts: list[str] = []
    landmarks: list[Node] = []
    for node in tree.css(f"{_HEAD}, {_LANDMARKS}"):
        match node.tag:
            case "meta":
                _add_meta(metas, node.attributes)
            case "link":
                links.append(_link(node.attributes))
            case "script":
                scripts.append(node.text())
            case "title":
                _add_title(titles, node)
            case _:
                landmarks.append(node)
    return Document(url, tree, metas, titles, links, tuple(read_things(scripts)), landmarks)


def _add_meta(metas: dict[str, list[str]], attributes: Mapping[str, Any]) -> None:
    content = collapse(attributes.get("content") or "")
    if content:
        for name in _META_NAMES:
            if value := attributes.get(name):
                metas.setdefault(value.strip().lower(), []).append(content)


def _link(attributes: Mapping[str, Any]) -> HeadLink:
    language, media_type = attributes.get("hreflang"), attributes.get("type")
    return HeadLink(
        relation=(attributes.get("rel") or "").strip().lower(),
        href=(attributes.get("href") or "").strip(),
        language=language.lower() if language else None,
        media_type=media_type.lower() if media_type else None,
        attributes=attributes,
    )


def _add_title(titles: list[str], node: Node) -> None:
    parent = node.parent
    text = collapse(node.text())
    if text and (parent is None or parent.tag != "svg"):
        titles.append(text)
