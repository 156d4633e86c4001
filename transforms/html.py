"""From the bytes of a page to a tree that can be asked."""

from collections.abc import Iterator

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from transforms.charset import utf8_of
from transforms.nesting import check_nesting
from transforms.shapes import Selectors
from transforms.text import collapse

Tree = LexborHTMLParser
Node = LexborNode
TEXT_NODE, COMMENT_NODE = 2, 4
"""`tag_id` of a text, and of a comment."""
_ELEMENTS = """a abbr address article aside audio b base blockquote body br button canvas caption center cite code col colgroup dd del
    details dfn dialog div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe
    img input ins kbd label legend li link main map mark math menu meta nav noscript object ol optgroup option p param picture pre q
    s samp script search section select small source span strike strong style sub summary sup svg table tbody td template textarea
    tfoot th thead time title tr track tt u ul var video wbr"""


def _tags_by_id(names: str) -> dict[int, str]:
    tree = LexborHTMLParser("")
    return {tree.create_node(name).tag_id: name for name in names.split()}


TAGS = _tags_by_id(_ELEMENTS)
"""Names of elements by `tag_id`, which is read in a tenth of the time that `tag` takes; other elements have ids by document."""


def parse_html(body: bytes, content_type: str | None) -> Tree:
    """Return the tree of a page.

    Args:
        body: after content decoding.
        content_type: the Content-Type header.

    Raises:
        Undecodable: the bytes are no text, or nested too deeply.
    """
    markup = utf8_of(body, content_type)
    check_nesting(markup)
    return LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS)


def first(scope: Node | Tree, selectors: Selectors) -> Node | None:
    """Return the first element of the first selector that finds any."""
    for selector in selectors:
        node = scope.css_first(selector)
        if node is not None:
            return node
    return None


def every(scope: Node | Tree, selectors: Selectors) -> list[Node]:
    """Return all elements of the first selector that finds any."""
    for selector in selectors:
        nodes = scope.css(selector)
        if nodes:
            return nodes
    return []


def text_of(node: Node | None) -> str | None:
    """Return the collapsed text of an element, or `None` where it has none."""
    return collapse(node.text()) or None if node is not None else None


def siblings_after(node: Node) -> Iterator[Node]:
    """Yield the nodes after this one with the same parent, text among them."""
    following = node.next
    while following is not None:
        yield following
        following = following.next


def take_label(scope: Node, selectors: Selectors) -> str | None:
    """Remove the labels inside an element from the tree and return the text of the first that has any.

    A label is glued to the title beside it; once removed, the title's text is its own.
    """
    label = None
    for node in every(scope, selectors):
        label = label or text_of(node)
        node.decompose()
    return label
