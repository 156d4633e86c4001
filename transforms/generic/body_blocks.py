"""A page as boxes (its block elements) and blocks (the runs of text in them), read from the tree in one pass."""

import re

from transforms.html import TAGS, TEXT_NODE, Node
from transforms.text import collapse

_SKIP, _INLINE, _LINK, _SPAN, _BREAK, _BLOCK = range(6)
"""What the reader does at an element: a span is within a text, and may be meant for no reader."""
_SKIPPED = """script style noscript template svg iframe object embed video audio canvas map select option button input textarea head link
    meta img picture source track dialog math progress meter datalist base param frame frameset noframes applet marquee amp-ad
    amp-iframe amp-analytics nav footer -comment -doctype !doctype"""
_INLINES = """abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr o:p output q rp rt ruby s samp small span
    st1:place strike strong sub sup time tt u var wbr"""
_ROLES = (
    dict.fromkeys(_SKIPPED.split(), _SKIP)
    | dict.fromkeys(_INLINES.split(), _INLINE)
    | {"a": _LINK, "span": _SPAN, "br": _BREAK}
)
_HINTS = frozenset({"id", "role", "itemprop", "data-testid", "data-component", "data-qa", "data-type", "data-module"})
_UNSEEN = re.compile(r"(?:^|[\s_-])(?:sr-only|screen-?reader|visually-?hidden|rollover|a11y|assistive)", re.IGNORECASE)
_LINE = "\x00"
"""Stands for a `br` until the run of text ends."""


class Box:
    """A block element.

    Attributes:
        parent: the one around it, `None` for the outermost.
        tag: its element.
        start: index of its first block.
        end: index after its last block.
        hint: what its attributes say of its use, once they were read.
        hidden: whether a reader does not see it until something is done, once they were read.
        prose: the share of the page's prose that it holds.
        own: what is said of it, as bits.
        around: what is said of it and of the boxes around it, as bits.
        height: how far above the main box the nearest box is that holds both.
    """

    __slots__ = ("_node", "around", "end", "height", "hidden", "hint", "own", "parent", "prose", "start", "tag")
    prose: float
    own: int
    around: int
    height: int

    def __init__(self, parent: "Box | None", node: Node | None, tag: str, start: int) -> None:
        self.parent = parent
        self._node = node
        self.tag = tag
        self.start = start
        self.end = start
        self.hint = ""
        self.hidden = False

    def read_attributes(self) -> None:
        """Set what the attributes say: reading them takes longer than finding the box, and of many boxes nobody asks.

        Those of the page itself say nothing of its parts.
        """
        if self._node is None:
            return
        hint = ""
        for name, value in self._node.attributes.items():
            if name == "class" or name in _HINTS:
                if value:
                    hint = f"{hint} {value}" if hint else value
            elif name == "hidden":
                self.hidden = not hint.startswith(
                    "S:"
                )  # React streams parts of a page so, and a script shows them at once
            elif name == "style":
                self.hidden = self.hidden or (
                    value is not None and "none" in value and "display:none" in value.replace(" ", "")
                )
            elif name == "aria-hidden":
                self.hidden = self.hidden or value == "true"
        self.hint = hint

    def overlaps(self, places: range) -> bool:
        """Tell whether any of these blocks stands in it."""
        return max(self.start, places.start) < min(self.end, places.stop)


class Block:
    """A run of text without a block element inside.

    Attributes:
        text: collapsed.
        size: how many characters it has.
        link_size: how many characters of it are links.
        box: the innermost around it.
        is_prose: whether it is long, has few links and ends as a sentence does.
    """

    __slots__ = ("box", "is_prose", "link_size", "size", "text")
    is_prose: bool

    def __init__(self, text: str, link_size: int, box: Box) -> None:
        self.text = text
        self.size = len(text)
        self.link_size = link_size
        self.box = box


class Outline:
    """The boxes and blocks of a page, each in its order; the reader of a tree fills it.

    Attributes:
        boxes: the first is the page.
        blocks: the runs of text.
        headline: which block is the headline, `None` where none is known to be.
        pieces: the run of text as read until now.
        link_size: how many characters of its last line are links.
        line_links: how many characters of its lines before are links.
    """

    __slots__ = ("_box", "blocks", "boxes", "headline", "line_links", "link_size", "pieces")

    def __init__(self) -> None:
        self._box = Box(None, None, "body", 0)
        self.boxes = [self._box]
        self.blocks: list[Block] = []
        self.headline: int | None = None
        self.pieces: list[str] = []
        self.link_size = 0
        self.line_links: list[int] = []

    def open(self, node: Node, tag: str) -> Box:
        """Begin a box, and return the one around it."""
        if self.pieces:
            self.end_run()
        outer = self._box
        self._box = box = Box(outer, node, tag, len(self.blocks))
        self.boxes.append(box)
        return outer

    def close(self, outer: Box | None) -> None:
        """End the box, and go on in the one around it."""
        if self.pieces:
            self.end_run()
        self._box.end = len(self.blocks)
        if outer is not None:
            self._box = outer

    def end_line(self) -> None:
        """End a line of the run of text."""
        self.pieces.append(_LINE)
        self.line_links.append(self.link_size)
        self.link_size = 0

    def end_run(self) -> None:
        """End the run of text: each of its lines is a block; a sentence that goes on in the next line is one."""
        text = "".join(self.pieces)
        self.pieces.clear()
        link_size, self.link_size = self.link_size, 0
        if not self.line_links:
            if words := collapse(text):
                self.blocks.append(Block(words, link_size, self._box))
            return
        goes_on = False
        for line, linked in zip(text.split(_LINE), (*self.line_links, link_size), strict=True):
            words = collapse(line)
            if goes_on and words and (words[0].islower() or self.blocks[-1].text.endswith(",")):
                last = self.blocks[-1]
                last.text = f"{last.text} {words}"
                last.size = len(last.text)
                last.link_size += linked
            elif words:
                self.blocks.append(Block(words, linked, self._box))
            goes_on = bool(words) and words[-1] not in ".!?…。"
        self.line_links.clear()


def _is_unseen(node: Node) -> bool:
    """Return whether an element within a text is for screen readers, or appears when it is pointed at."""
    attributes = node.attributes
    if not attributes:
        return False
    style = attributes.get("style")
    if style and "none" in style and "display:none" in style.replace(" ", ""):
        return True
    name = attributes.get("class")
    return name is not None and _UNSEEN.search(name) is not None


def read_outline(root: Node) -> Outline:  # noqa: C901, PLR0912 - one loop: a call for each node would double its time
    """Return the outline of an element."""
    outline = Outline()
    pieces = outline.pieces
    stack: list[tuple[Node, int, Box | None]] = []
    links = 0
    node = root.first_child
    while True:
        if node is None:
            if not stack:
                break
            node, role, outer = stack.pop()
            if outer is not None:
                outline.close(outer)
            elif role == _LINK:
                links -= 1
        elif node.tag_id == TEXT_NODE:
            text = node.text_content or ""
            if pieces or not text.isspace():  # most texts are the line breaks between elements
                pieces.append(text)
                if links:
                    outline.link_size += len(text)
        else:
            tag = TAGS.get(node.tag_id) or node.tag or "-comment"
            role = _ROLES.get(tag, _BLOCK)
            if role == _BREAK:
                outline.end_line()
            elif role != _SKIP:
                child = node.first_child
                if child is not None and not (role == _SPAN and _is_unseen(node)):
                    if role == _BLOCK:
                        stack.append((node, role, outline.open(node, tag)))
                    else:
                        links += role == _LINK
                        stack.append((node, role, None))
                    node = child
                    continue
                if role == _BLOCK and pieces:
                    outline.end_run()
        node = node.next
    outline.close(None)
    return outline
