"""A page as boxes (its block elements) and blocks (the runs of text in them), read from the tree in one pass."""

import re
from functools import lru_cache

from transforms.html import COMMENT_NODE, TAGS, TEXT_NODE, Node
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
_ROLES_BY_ID = {tag_id: _ROLES.get(tag, _BLOCK) for tag_id, tag in TAGS.items()} | {COMMENT_NODE: _SKIP}
_HINTS = "class id role itemprop data-testid data-component data-qa data-type data-module"
_USES = dict.fromkeys(_HINTS.split(), "hint") | {name: name for name in ("hidden", "style", "aria-hidden")}
"""What is read of an attribute, by its name."""
_LONGEST_HINT = 1_000
"""Characters of classes and ids that are read: what is said of them is remembered."""
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
        near: what is said of it and of the one around it, as bits.
        height: how far above the main box the nearest box is that holds both.
    """

    __slots__ = ("_node", "around", "end", "height", "hidden", "hint", "near", "own", "parent", "prose", "start", "tag")
    hint: str
    hidden: bool
    prose: float
    own: int
    around: int
    near: int
    height: int

    def __init__(self, parent: "Box | None", node: Node | None, tag: str, start: int) -> None:
        self.parent = parent
        self._node = node
        self.tag = tag
        self.start = start
        self.end = start

    def read_attributes(self) -> None:
        """Set what the attributes say: reading them takes longer than finding the box, and of many boxes nobody asks.

        Those of the page itself say nothing of its parts.
        """
        hint, hidden = "", False
        for name, stated in self._node.attributes.items() if self._node is not None else ():
            use = _USES.get(name)
            if use is None:
                continue
            value = stated or ""
            if use == "hint":
                hint = f"{hint} {value}" if hint and value else hint or value
            elif use == "hidden":
                hidden = not hint.startswith("S:")  # React streams parts of a page so, and a script shows them at once
            elif use == "style":
                hidden = hidden or ("none" in value and "display:none" in value.replace(" ", ""))
            else:
                hidden = hidden or value == "true"
        self.hint, self.hidden = hint[:_LONGEST_HINT], hidden


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
        boxes: those that hold text; the first is the page.
        blocks: the runs of text.
        headline: which block is the headline, `None` where none is known to be.
        opened: the block elements within the innermost box that have begun and hold no text until now.
        pieces: the run of text as read until now.
        link_size: how many characters of its last line are links.
        line_links: how many characters of its lines before are links.
    """

    __slots__ = ("_box", "blocks", "boxes", "headline", "line_links", "link_size", "opened", "pieces")

    def __init__(self) -> None:
        self._box = Box(None, None, "body", 0)
        self.boxes = [self._box]
        self.blocks: list[Block] = []
        self.headline: int | None = None
        self.opened: list[Node] = []
        self.pieces: list[str] = []
        self.link_size = 0
        self.line_links: list[int] = []

    def close(self) -> None:
        """End the innermost block element, and go on in the one around it."""
        if self.opened:
            self.opened.pop()
            return
        box = self._box
        box.end = len(self.blocks)
        if box.parent is not None:
            self._box = box.parent

    def end_line(self) -> None:
        """End a line of the run of text."""
        self.pieces.append(_LINE)
        self.line_links.append(self.link_size)
        self.link_size = 0

    def end_run(self) -> None:
        """End the run of text: each of its lines is a block; a sentence that goes on in the next line is one."""
        pieces = self.pieces
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        pieces.clear()
        link_size, self.link_size = self.link_size, 0
        if self.line_links:
            self._end_lines(text, link_size)
        elif words := collapse(text):
            self._add(words, link_size)

    def _end_lines(self, text: str, link_size: int) -> None:
        goes_on = False
        for line, linked in zip(text.split(_LINE), (*self.line_links, link_size), strict=True):
            words = collapse(line)
            if goes_on and words and (words[0].islower() or self.blocks[-1].text.endswith(",")):
                last = self.blocks[-1]
                last.text = f"{last.text} {words}"
                last.size = len(last.text)
                last.link_size += linked
            elif words:
                self._add(words, linked)
            goes_on = bool(words) and words[-1] not in ".!?…。"
        self.line_links.clear()

    def _add(self, words: str, link_size: int) -> None:
        """Add a block, and the boxes around it that hold none before it: many elements never hold any."""
        box = self._box
        if self.opened:
            start = len(self.blocks)
            for node in self.opened:
                box = Box(box, node, TAGS.get(node.tag_id) or node.tag or "", start)
                self.boxes.append(box)
            self.opened.clear()
            self._box = box
        self.blocks.append(Block(words, link_size, box))


def _is_unseen(node: Node) -> bool:
    """Return whether an element within a text is for screen readers, or appears when it is pointed at."""
    attributes = node.attributes
    if not attributes:
        return False
    style = attributes.get("style")
    if style and "none" in style and "display:none" in style.replace(" ", ""):
        return True
    name = attributes.get("class")
    return name is not None and _names_unseen(name[:_LONGEST_HINT])


@lru_cache(maxsize=4096)
def _names_unseen(name: str) -> bool:
    return _UNSEEN.search(name) is not None


def read_outline(root: Node) -> Outline:  # noqa: C901, PLR0912 - one loop: a call for each node would double its time
    """Return the outline of an element."""
    outline = Outline()
    pieces, opened = outline.pieces, outline.opened
    stack: list[tuple[Node, int]] = []
    links = 0
    node = root.first_child
    while True:
        if node is None:
            if not stack:
                break
            node, role = stack.pop()
            if role == _BLOCK:
                if pieces:
                    outline.end_run()
                outline.close()
            elif role == _LINK:
                links -= 1
        elif (tag_id := node.tag_id) == TEXT_NODE:
            text = node.text_content
            if text and (pieces or not text.isspace()):  # most texts are the line breaks between elements
                pieces.append(text)
                if links:
                    outline.link_size += len(text)
        else:
            role = _ROLES_BY_ID.get(tag_id, -1)
            if role < 0:
                role = _ROLES.get(node.tag or "", _BLOCK)
            if role == _BREAK:
                outline.end_line()
            elif role != _SKIP:
                child = node.first_child
                if child is not None and not (role == _SPAN and _is_unseen(node)):
                    if role == _BLOCK:
                        if pieces:
                            outline.end_run()
                        opened.append(node)
                    elif role == _LINK:
                        links += 1
                    stack.append((node, role))
                    node = child
                    continue
                if role == _BLOCK and pieces:
                    outline.end_run()
        node = node.next
    if pieces:
        outline.end_run()
    outline.close()
    return outline
