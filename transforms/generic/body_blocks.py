"""A page as boxes (its block elements) and blocks (the runs of text in them), read from the tree in one pass."""

import re
from dataclasses import dataclass, field

from transforms.html import TEXT_NODE, Node
from transforms.text import collapse

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "canvas",
        "map",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "head",
        "link",
        "meta",
        "img",
        "picture",
        "source",
        "track",
        "dialog",
        "math",
        "progress",
        "meter",
        "datalist",
        "base",
        "param",
        "frame",
        "frameset",
        "noframes",
        "applet",
        "marquee",
        "amp-ad",
        "amp-iframe",
        "amp-analytics",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "o:p",
        "output",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "st1:place",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_HINTS = ("class", "id", "role", "itemprop", "data-testid", "data-component", "data-qa", "data-type", "data-module")


@dataclass(slots=True, eq=False)
class Box:
    """A block element.

    Attributes:
        parent: the one around it, `None` for the outermost.
        tag: its element.
        hint: what its attributes say of its use, in lower case.
        depth: how many are around it.
        start: index of its first block.
        end: index after its last block.
    """

    parent: "Box | None"
    tag: str
    hint: str
    depth: int
    start: int
    end: int = 0
    children: list["Box"] = field(default_factory=list)
    hidden: bool = False
    prose: float = 0.0
    own: int = 0
    around: int = 0


@dataclass(slots=True, eq=False)
class Block:
    """A run of text without a block element inside.

    Attributes:
        text: collapsed.
        link_size: how many characters of it are links.
        box: the innermost around it.
    """

    text: str
    size: int
    link_size: int
    box: Box


@dataclass(slots=True)
class Outline:
    """The boxes and blocks of a page, each in its order."""

    boxes: list[Box]
    blocks: list[Block]


def _describe(box: Box, node: Node) -> None:
    attributes = node.attributes
    if attributes:
        box.hint = " ".join([value for name in _HINTS if (value := attributes.get(name))])
        style = attributes.get("style")
        box.hidden = (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or (style is not None and "none" in style and "display:none" in style.replace(" ", ""))
        )


class _Reader:
    """Builds an outline while the tree is walked."""

    def __init__(self) -> None:
        root = Box(None, "body", "", 0, 0)
        self.boxes = [root]
        self.blocks: list[Block] = []
        self.box = root
        self.pieces: list[str] = []
        self.link_size = 0
        self.links = 0
        self.filled = False

    def flush(self) -> None:
        """End the run of text."""
        pieces = self.pieces
        if not self.filled:
            if pieces:
                pieces.clear()
            self.link_size = 0
            return
        text = "".join(pieces) if len(pieces) > 1 else pieces[0]
        parts = text.split("\x00") if "\x00" in text else [text]
        total = len(text) or 1
        for part in parts:
            line = collapse(part)
            if line:
                self.blocks.append(Block(line, len(line), self.link_size * len(part) // total, self.box))
        pieces.clear()
        self.link_size = 0
        self.filled = False

    def text(self, value: str) -> None:
        """Add text to the run."""
        value = value.replace("\x00", "")
        self.pieces.append(value)
        if not value.isspace():
            self.filled = True
            if self.links:
                self.link_size += len(value)


def read_outline(root: Node) -> Outline:
    """Return the outline of an element."""
    reader = _Reader()
    pieces = reader.pieces
    stack: list[tuple[Node, str, Box | None]] = []
    node = root.first_child
    while True:
        if node is None:
            if not stack:
                break
            node, tag, box = stack.pop()
            if box is not None:
                reader.flush()
                reader.box.end = len(reader.blocks)
                reader.box = box
            if tag == "a":
                reader.links -= 1
            node = node.next
            continue
        if node.tag_id == TEXT_NODE:
            reader.text(node.text_content or "")
            node = node.next
            continue
        tag = node.tag
        if tag in _SKIPPED or not tag or tag[0] in "-!":
            node = node.next
            continue
        if tag == "br":
            pieces.append("\x00")
            node = node.next
            continue
        child = node.first_child
        if child is None:
            if tag not in _INLINE:
                reader.flush()
            node = node.next
            continue
        if tag in _INLINE:
            if tag == "a":
                reader.links += 1
            stack.append((node, tag, None))
        else:
            reader.flush()
            outer = reader.box
            inner = Box(outer, tag, "", outer.depth + 1, len(reader.blocks))
            _describe(inner, node)
            outer.children.append(inner)
            reader.boxes.append(inner)
            reader.box = inner
            stack.append((node, tag, outer))
        node = child
    reader.flush()
    reader.boxes[0].end = len(reader.blocks)
    return Outline(reader.boxes, reader.blocks)
