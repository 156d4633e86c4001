"""The blocks of links on an article page, found by the texts of their headings: their markup is not known.

A heading's links are those after it, on the lowest level at which any follow, up to the next heading. Headings that share that level
are tabs: the first has the first pane, and so on.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from transforms.html import Node, siblings_after
from transforms.outlet import Outlet
from transforms.shapes import BlockShape
from transforms.text import folded
from transforms.urls import absolute_url

_TEXT_NODE = 2
_MAX_ANCESTORS = 12
_LEVELS_OF_A_HEADING = 3
_LEVELS_TO_LINKS = 4
_MAX_HEADING_LENGTH = 120
_INLINE = frozenset(("a", "b", "strong", "i", "em", "u", "span", "font"))
_SENTENCES = frozenset(("p", "li", "blockquote"))
_HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "legend"))
_HEADING_CLASSES = ("title", "head", "caption", "rubric", "tab")
_MARKS = " \t\r\n\f\u00a0:;.,!>»«›‹<•·|*→-–—"
_FRAGMENT = re.compile(r"#[A-Za-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of links.

    Attributes:
        shape: which block.
        regions: elements that hold its links.
        in_text: whether it stands in the article's text, to which it does not belong.
        heading: element of its heading.
    """

    shape: BlockShape
    regions: tuple[Node, ...]
    in_text: bool
    heading: Node


@dataclass(frozen=True, slots=True)
class _Heading:
    """A text that is the heading of a block, and how much it looks like one."""

    shape: BlockShape
    node: Node
    element: Node
    ancestors: tuple[int, ...]
    score: int
    in_text: bool


def find_blocks(
    body: Node, shapes: Sequence[BlockShape], topics: Sequence[str], text: Node | None, base: str, outlet: Outlet
) -> list[Block]:
    """Return the blocks that a page has.

    Args:
        body: where to look.
        shapes: the blocks that a page may have.
        topics: names of the article's special topics.
        text: the element of the article's text, whose words are no headings unless they stand alone.
        base: URL of the page.
        outlet: tells own pages from others.
    """
    headings = _headings(body, _wanted(shapes, topics), text)
    by_level: dict[int, list[tuple[_Heading, list[Node]]]] = {}
    for heading in headings:
        barriers = frozenset(id_ for other in headings if other is not heading for id_ in other.ancestors)
        level = _level_with_links(heading, barriers, text, lambda node: _holds_item(node, heading.shape, base, outlet))
        if level is not None:
            by_level.setdefault(level[0].mem_id, []).append((heading, level[1]))
    found = []
    for sharing in by_level.values():
        panes = (
            [regions for _, regions in sharing] if len(sharing) == 1 else _panes([h for h, _ in sharing], sharing[0][1])
        )
        for (heading, _), regions in zip(sharing, panes, strict=False):
            found.append(Block(heading.shape, tuple(regions), heading.in_text, heading.element))
    return found


def _wanted(shapes: Sequence[BlockShape], topics: Sequence[str]) -> dict[str, BlockShape]:
    """Return block by heading, as `folded` gives them."""
    wanted = {heading: shape for shape in shapes for heading in shape.headings}
    for shape in shapes:
        if shape.topic_heading:
            wanted |= {folded(topic): shape for topic in topics}
    wanted.pop("", None)
    return wanted


def _headings(body: Node, wanted: Mapping[str, BlockShape], text: Node | None) -> list[_Heading]:
    """Return the best heading of each block, in the order of the page."""
    best: dict[str, _Heading] = {}
    text_id = text.mem_id if text is not None else None
    for node in body.traverse(include_text=True, skip_empty=True):
        if node.tag_id != _TEXT_NODE:
            continue
        content = node.text_content or ""
        if len(content) > _MAX_HEADING_LENGTH:
            continue
        shape = wanted.get(content.strip(_MARKS).replace("\u00a0", " ").casefold())
        if shape is None:
            continue
        heading = _heading(shape, node, text_id)
        if heading is not None and (shape.name not in best or heading.score > best[shape.name].score):
            best[shape.name] = heading
    return list(best.values())


def _heading(shape: BlockShape, node: Node, text_id: int | None) -> _Heading | None:
    """Return a heading, or `None` where the words are an item of a list or part of the article's sentences."""
    ancestors = list(_ancestors(node))
    element = next((parent for parent in ancestors if parent.tag not in _INLINE), None)
    if element is None:
        return None
    ids = tuple(parent.mem_id for parent in ancestors)
    in_text = text_id in ids
    if in_text:
        inside = ancestors[: ids.index(text_id or 0)]
        stands_alone = folded(element.text()) == folded(node.text_content or "")
        if not inside or not stands_alone or any(parent.tag in _SENTENCES for parent in inside):
            return None
    score = _score(ancestors[:_LEVELS_OF_A_HEADING])
    if shape.topic_heading and not score:
        return None
    return _Heading(shape, node, element, ids, score, in_text)


def _score(parents: Sequence[Node]) -> int:
    """Tell how much an element looks like a heading: 2 by its name, 1 perhaps, 0 an item of a list."""
    for parent in parents:
        classes = parent.attrs.get("class") or ""
        if parent.tag in _HEADING_TAGS or any(mark in classes for mark in _HEADING_CLASSES):
            return 2
        if parent.tag == "li":
            return 0
    return 1


def _ancestors(node: Node) -> Iterator[Node]:
    parent = node.parent
    for _ in range(_MAX_ANCESTORS):
        if parent is None or parent.tag == "body":
            return
        yield parent
        parent = parent.parent


def _level_with_links(
    heading: _Heading, barriers: frozenset[int], text: Node | None, holds_item: Callable[[Node], bool]
) -> tuple[Node, list[Node]] | None:
    """Return the element after which the links of a heading follow, and the elements that hold them."""
    node: Node | None = heading.node
    for _ in range(_LEVELS_TO_LINKS):
        if node is None or node.tag == "body":
            return None
        regions = []
        for sibling in siblings_after(node):
            if sibling.mem_id in barriers:
                break
            if sibling.tag_id != _TEXT_NODE:
                regions.append(sibling)
        with_items = [region for region in regions if holds_item(region)]
        if with_items:
            parent = node.parent
            is_in_flow = text is not None and parent is not None and parent.mem_id == text.mem_id
            return node, with_items[:1] if is_in_flow else regions
        node = node.parent
    return None


def _holds_item(node: Node, shape: BlockShape, base: str, outlet: Outlet) -> bool:
    """Tell whether an element has a link such as the block lists: to an own article or topic, or to another site."""
    for link in node.css("a[href]"):
        url = absolute_url(base, link.attrs["href"] or "")
        if url is None:
            continue
        address = outlet.address(url)
        if address is None:
            if shape.is_external:
                return True
        elif address.article_id is not None or outlet.tag_of(url) is not None:
            return True
    return False


def _panes(headings: Sequence[_Heading], regions: Sequence[Node]) -> list[list[Node]]:
    """Return the pane of each tab: the one that the tab links to by its id, else the one in its place."""
    named = [_pane_by_id(heading, regions) for heading in headings]
    if all(pane is not None for pane in named):
        return [[pane] for pane in named if pane is not None]
    panes = [region for region in regions if region.css_first("a[href]") is not None]
    for _ in range(_LEVELS_TO_LINKS):
        if len(panes) != 1:
            break
        panes = [child for child in panes[0].iter() if child.css_first("a[href]") is not None]
    return [[pane] for pane in panes[: len(headings)]] if len(panes) >= len(headings) else []


def _pane_by_id(heading: _Heading, regions: Sequence[Node]) -> Node | None:
    link = next((parent for parent in _ancestors(heading.node) if parent.tag == "a"), None)
    name = (link.attrs.get("href") or "") if link is not None else ""
    if not _FRAGMENT.fullmatch(name):
        return None
    return next((pane for region in regions if (pane := region.css_first(name)) is not None), None)
