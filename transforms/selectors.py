"""From a place in a page to a CSS selector that finds it again on the outlet's other pages."""

import re
from collections.abc import Iterator, Sequence

from transforms.html import TEXT_NODE, Node, Tree
from transforms.text import collapse

_LONGEST_NAME = 64
_UNSTABLE = re.compile(r"\d|[A-Z].*[A-Z]|^.{1,2}$|__[\w-]*[a-z][A-Z]|[^\w-]")
"""A class that a build step or a single page made up: with digits or mixed capitals, or too short to mean anything."""
_LEVELS = 3
_MOST_CANDIDATES = 400


def selector_of(node: Node, tree: Tree) -> str | None:
    """Return the simplest selector under which `node` is the first that the tree finds, or `None`.

    Classes and `itemprop` are names that an outlet keeps; ids and classes with digits are not used.
    """
    return next((selector for selector in _candidates(node) if _finds(tree, selector, node)), None)


def selector_of_all(nodes: Sequence[Node], tree: Tree) -> str | None:
    """Return the simplest selector that finds these nodes and no others, or `None`."""
    wanted = {node.mem_id for node in nodes}
    for selector in _candidates(nodes[0]) if nodes else ():
        if {node.mem_id for node in tree.css(selector)} == wanted:
            return selector
    return None


def element_with_text(scope: Node, text: str) -> Node | None:
    """Return the largest of the elements that hold a text and nothing else, of the first place where it stands."""
    for node in scope.traverse(include_text=True, skip_empty=True):
        if node.tag_id != TEXT_NODE or not text.startswith(collapse(node.text_content or "") or "\n"):
            continue
        if (element := _largest(node, text)) is not None:
            return element
    return None


def common_ancestor(first: Node, last: Node) -> Node | None:
    """Return the smallest element that holds both nodes, neither of them itself."""
    around = {node.mem_id for node in _ancestors(first)}
    return next((node for node in _ancestors(last) if node.mem_id in around), None)


def _largest(node: Node, text: str) -> Node | None:
    """Return the outermost element around a node whose whole text is `text`."""
    found = None
    for element in _ancestors(node):
        held = collapse(element.text())
        if held == text:
            found = element
        elif len(held) > len(text):
            break
    return found


def _ancestors(node: Node) -> Iterator[Node]:
    parent = node.parent
    while parent is not None and parent.tag not in ("html", "-undef"):
        yield parent
        parent = parent.parent


def _candidates(node: Node) -> Iterator[str]:
    """Yield selectors of a node, the simplest first: its own names, then below those of its ancestors."""
    own = [*_names(node), node.tag or "*"]
    yield from own
    count = 0
    for level, ancestor in enumerate(_ancestors(node)):
        if level >= _LEVELS * 3:
            return
        for outer in _names(ancestor):
            for inner in own:
                yield f"{outer} {inner}"
                count += 1
                if count >= _MOST_CANDIDATES:
                    return


def _names(node: Node) -> list[str]:
    """Return the selectors by which a node alone can be named."""
    attributes = node.attrs
    names = [f'[itemprop="{attributes["itemprop"]}"]'] if attributes.get("itemprop") else []
    classes = [
        name
        for name in (attributes.get("class") or "").split()
        if len(name) <= _LONGEST_NAME and not _UNSTABLE.search(name)
    ]
    return [f"{node.tag}.{name}" for name in classes] + names


def _finds(tree: Tree, selector: str, node: Node) -> bool:
    found = tree.css_first(selector)
    return found is not None and found.mem_id == node.mem_id
