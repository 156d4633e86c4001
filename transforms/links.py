"""Links of a page, each where it leads and with its text."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from transforms.html import TEXT_NODE, Node, text_of
from transforms.outlet import Outlet
from transforms.shapes import Selectors
from transforms.targets import Target, read_target
from transforms.text import collapse, whole_number

_COUNT = r"(?P<count>[0-9]{1,3}(?: [0-9]{3}){1,4}|[0-9]{1,15})"
_COUNT_AFTER_BULLET = re.compile(rf"[•·●∙] ?{_COUNT}$")
_BULLETS = frozenset("•·●∙")
_WORD = re.compile(r"\w")


class Link(NamedTuple):
    """A link as a page shows it (a tuple: made five times faster than a frozen dataclass).

    Attributes:
        text: its text, without label and without a count after it.
        label: the label at it.
        target: where it leads.
        id_: identity of its element in the tree.
    """

    text: str
    label: str | None
    target: Target
    id_: int


def read_links(regions: Iterable[Node], base: str, outlet: Outlet, labels: Selectors) -> Iterator[Link]:
    """Yield the links with a text that lead to a web page; labels are removed from the tree.

    Args:
        regions: elements to look in.
        base: URL of the page.
        outlet: tells own articles from others.
        labels: selectors of the labels at links.
    """
    selector = ", ".join(("a[href]", *labels))
    for region in regions:
        nodes = region.css(selector)
        label_of = _take_labels(nodes) if labels else {}
        for node in nodes:
            if node.tag != "a":
                continue
            text = collapse(node.text())
            if not _WORD.search(text):
                continue
            target = read_target(base, node.attrs["href"] or "", outlet)
            if target is not None:
                yield Link(_without_count(text), label_of.get(node.mem_id), target, node.mem_id)


def _without_count(text: str) -> str:
    """Return the text of a link without the count after a bullet with which it may end."""
    match = _COUNT_AFTER_BULLET.search(text) if text[-1].isdecimal() else None
    return text[: match.start()].rstrip() if match else text


def _take_labels(nodes: Iterable[Node]) -> dict[int, str]:
    """Remove the labels among links from the tree and return each by its link, which it stands in or directly beside."""
    labels: dict[int, str] = {}
    for node in nodes:
        if node.tag != "a":
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


def counts_after_links(regions: Iterable[Node]) -> dict[int, int]:
    """Return the view counts that a block shows, each by the `id_` of the last link before it.

    A count is a number after a bullet, or alone in an element that is named for views: one in brackets counts comments.
    """
    counts: dict[int, int] = {}
    for region in regions:
        link = None
        after_bullet = False
        for node in region.traverse(include_text=True, skip_empty=True):
            if node.tag_id != TEXT_NODE:
                link = node.mem_id if node.tag == "a" else link
                continue
            text = node.text_content or ""
            end = text.rstrip()[-1:]
            if link is not None and end.isdecimal():
                count = _shown_count(collapse(text), node, after_bullet=after_bullet)
                if count is not None:
                    counts.setdefault(link, count)
            after_bullet = end in _BULLETS
    return counts


def _shown_count(text: str, node: Node, *, after_bullet: bool) -> int | None:
    match = _COUNT_AFTER_BULLET.search(text)
    if match:
        return int(match["count"].replace(" ", ""))
    parent = node.parent
    is_named = parent is not None and "view" in (parent.attrs.get("class") or "")
    return whole_number(text) if after_bullet or is_named else None
