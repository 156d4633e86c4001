"""Links of a page, each where it leads and with its text."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from transforms.html import TEXT_NODE, Node, siblings_after, text_of
from transforms.outlet import Outlet
from transforms.shapes import Selectors
from transforms.text import collapse
from transforms.urls import absolute_url

_COUNT = r"(?P<count>[0-9]{1,3}(?: [0-9]{3}){1,4}|[0-9]{1,15})"
_COUNT_AFTER_BULLET = re.compile(rf"[•·●∙] ?{_COUNT}$")
_COUNT_ALONE = re.compile(_COUNT)
_LEVELS_TO_COUNT = 3
_WORD = re.compile(r"\w")


class Link(NamedTuple):
    """A link as a page shows it (a tuple: made five times faster than a frozen dataclass).

    Attributes:
        text: its text, without label and without a count after it.
        label: the label at it.
        url: where it leads, absolute and normalised.
        edition: edition of the article it leads to, where it is one of the outlet's own.
        article_id: id of that article.
        view_count: the count that the text of the link ends with.
        node: its element.
    """

    text: str
    label: str | None
    url: str
    edition: str | None
    article_id: str | None
    view_count: int | None
    node: Node


def read_links(regions: Iterable[Node], base: str, outlet: Outlet, labels: Selectors) -> Iterator[Link]:
    """Yield the links with a text that lead to a web page; labels are removed from the tree.

    Args:
        regions: elements to look in.
        base: URL of the page.
        outlet: tells own articles from others.
        labels: selectors of the labels at links.
    """
    for region in regions:
        label_of = _take_labels(region, labels)
        for node in region.css("a[href]"):
            text = collapse(node.text())
            if not _WORD.search(text):
                continue
            url = absolute_url(base, node.attrs["href"] or "")
            if url is not None:
                count, text = _count_at_end(text)
                edition, article_id = outlet.article_of(url) or (None, None)
                label = label_of.get(node.mem_id) if label_of else None
                yield Link(text, label, url, edition, article_id, count, node)


def _count_at_end(text: str) -> tuple[int | None, str]:
    """Return the count after a bullet with which a text ends, and the text before it."""
    if text[-1].isdecimal() and (match := _COUNT_AFTER_BULLET.search(text)):
        return int(match["count"].replace(" ", "")), text[: match.start()].rstrip()
    return None, text


def _take_labels(region: Node, selectors: Selectors) -> dict[int, str]:
    """Remove the labels of a region from the tree and return each by its link, which it stands in or directly beside."""
    labels: dict[int, str] = {}
    for selector in selectors:
        for node in region.css(selector):
            owner = _link_of(node)
            text = text_of(node)
            if owner is not None and text:
                labels[owner.mem_id] = text
                node.decompose()
    return labels


def _link_of(label: Node) -> Node | None:
    """Return the link that a label stands in, else the one beside it."""
    node = label.parent
    for _ in range(3):
        if node is None:
            break
        if node.tag == "a":
            return node
        node = node.parent
    parent = label.parent
    return parent.css_first("a[href]") if parent is not None else None


def count_beside(link: Link) -> int | None:
    """Return the view count that the page shows for the article of a link: after a bullet, in its text or beside it."""
    if link.view_count is not None:
        return link.view_count
    node: Node | None = link.node
    for _ in range(_LEVELS_TO_COUNT):
        if node is None:
            return None
        for sibling in siblings_after(node):
            is_text = sibling.tag_id == TEXT_NODE
            count = _shown_count(sibling, is_text=is_text)
            if count is not None:
                return count
            if not is_text and sibling.css_first("a[href]") is not None:
                return None
        node = node.parent
    return None


def _shown_count(node: Node, *, is_text: bool) -> int | None:
    """Return the count that a text is: after a bullet, or alone in an element that is named for views."""
    text = node.text()
    if not text.rstrip()[-1:].isdecimal() or (not is_text and node.css_first("a[href]") is not None):
        return None
    text = collapse(text)
    match = _COUNT_AFTER_BULLET.search(text)
    if match is None and not is_text and "view" in (node.attrs.get("class") or ""):
        match = _COUNT_ALONE.fullmatch(text)
    return int(match["count"].replace(" ", "")) if match else None
