"""The blocks of links on an article page, found by the texts of their headings: their markup is not known.

A heading's links are those after it, on the lowest level at which any follow, up to the next heading. Headings that share that level
are tabs: the first has the first pane, and so on.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from transforms.html import TEXT_NODE, Node, siblings_after
from transforms.outlet import Outlet
from transforms.shapes import BlockShape
from transforms.targets import read_target
from transforms.text import folded

_MAX_ANCESTORS = 7
_LEVELS_OF_A_HEADING = 3
_LEVELS_TO_LINKS = 4
_SURE = 2
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


class _Heading(NamedTuple):
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
    ids = frozenset([id_ for heading in headings for id_ in heading.ancestors])
    for heading in headings:
        holds_item = partial(_holds_item, shape=heading.shape, base=base, outlet=outlet)
        level = _level_with_links(heading, ids, text, holds_item)
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
    longest = max(map(len, wanted), default=0)
    for node in body.traverse(include_text=True, skip_empty=True):
        if node.tag_id != TEXT_NODE:
            continue
        content = (node.text_content or "").strip(_MARKS)
        if len(content) > longest:
            continue
        shape = wanted.get(content.replace("\u00a0", " ").casefold())
        if shape is None:
            continue
        known = best.get(shape.name)
        if known is not None and known.score == _SURE:
            continue
        heading = _heading(shape, node, text_id)
        if heading is not None and (known is None or heading.score > known.score):
            best[shape.name] = heading
    return list(best.values())


def _heading(shape: BlockShape, node: Node, text_id: int | None) -> _Heading | None:
    """Return a heading, or `None` where the words are an item of a list or part of the article's sentences."""
    ancestors = _ancestors(node)
    element = next((parent for parent in ancestors if parent.tag not in _INLINE), None)
    if element is None:
        return None
    ids = tuple([parent.mem_id for parent in ancestors])
    in_text = text_id in ids
    if in_text and not _stands_alone(node, element, ancestors[: ids.index(text_id or 0)]):
        return None
    score = _score(ancestors[:_LEVELS_OF_A_HEADING])
    return None if shape.topic_heading and not score else _Heading(shape, node, element, ids, score, in_text)


def _stands_alone(node: Node, element: Node, within_text: Sequence[Node]) -> bool:
    """Tell whether words in the article's text are all that their element holds, and no sentence of the text."""
    if not within_text or any(parent.tag in _SENTENCES for parent in within_text):
        return False
    return folded(element.text()) == folded(node.text_content or "")


def _score(parents: Sequence[Node]) -> int:
    """Tell how much an element looks like a heading: 2 by its name, 1 perhaps, 0 an item of a list."""
    for parent in parents:
        tag = parent.tag
        if tag in _HEADING_TAGS:
            return _SURE
        classes = parent.attrs.get("class")
        if classes and any(mark in classes for mark in _HEADING_CLASSES):
            return _SURE
        if tag == "li":
            return 0
    return 1


def _ancestors(node: Node) -> list[Node]:
    """Return the elements around a node, the nearest first, below the page's body."""
    ancestors: list[Node] = []
    parent = node.parent
    while parent is not None and len(ancestors) < _MAX_ANCESTORS and parent.tag != "body":
        ancestors.append(parent)
        parent = parent.parent
    return ancestors


def _level_with_links(
    heading: _Heading, headings_within: frozenset[int], text: Node | None, holds_item: Callable[[Node], bool]
) -> tuple[Node, list[Node]] | None:
    """Return the element after which the links of a heading follow, and the elements that hold them."""
    node: Node | None = heading.node
    for _ in range(_LEVELS_TO_LINKS):
        if node is None or node.tag == "body":
            return None
        regions = []
        for sibling in siblings_after(node):
            if (
                sibling.mem_id in headings_within
            ):  # a heading's own ancestors are not its siblings: another heading is in there
                break
            if sibling.tag_id != TEXT_NODE:
                regions.append(sibling)
        first_with_items = next((region for region in regions if holds_item(region)), None)
        if first_with_items is not None:
            parent = node.parent
            is_in_flow = text is not None and parent is not None and parent.mem_id == text.mem_id
            return node, [first_with_items] if is_in_flow else regions
        node = node.parent
    return None


def _holds_item(node: Node, shape: BlockShape, base: str, outlet: Outlet) -> bool:
    """Tell whether an element has a link such as the block lists: to an own article or topic, or to another site."""
    nearest = node.css_first("a[href]")
    if nearest is None:
        return False
    if _is_item(nearest, shape, base, outlet):  # as it nearly always is: the others need not be looked for
        return True
    return any(_is_item(link, shape, base, outlet) for link in node.css("a[href]"))


def _is_item(link: Node, shape: BlockShape, base: str, outlet: Outlet) -> bool:
    target = read_target(base, link.attrs["href"] or "", outlet)
    return target is not None and (
        target.article_id is not None or target.is_tag or (shape.is_external and not target.is_own)
    )


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
