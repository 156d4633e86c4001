"""The elements of a page that say what an article is filed under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from transforms.generic.document import Document
from transforms.html import Node
from transforms.text import collapse

_TAG_LIST = re.compile(
    r"(?<![a-zA-Z])(?:[\w-]*?[-_a-z])?(?:[Tt]ags|[Tt]ag[-_]?[Ll]ist|tag-?links|TagCloudWrapper|[Tt]opics|[Tt]opic-?[Tt]ags|[Kk]eywords|"
    r"[Ss]chlagworte?)(?![a-z])"
)
_CLOUD = re.compile(r"cloud-|tagcloud|widget|trend|popular|nav|menu|hash|header|all-|insta", re.IGNORECASE)
_CRUMBS = re.compile(r"crumbs?(?![a-z])", re.IGNORECASE)
_CATEGORY = re.compile(
    r"(?<![\w-])(?:(?:entry|post|article|meta|td|blog|news|c|single)-)*(?:cat-links?|categor(?:y|ies)|topic|kicker)"
    r"(?:-(?:links?|name|title|label|text))?(?![\w-])",
    re.IGNORECASE,
)
_CATEGORY_PATH = re.compile(
    r"/(?:category|categories|kategorien?|cat|rubriken?|rubrik|ressort)/|[?&]cat=", re.IGNORECASE
)
_PAGE_WIDE = frozenset(("body", "html", "article", "main"))
_MAX_LENGTH = 60
_MAX_LINKS = 60


@dataclass(frozen=True, slots=True)
class Filing:
    """Elements by what they say, each kind in the order of the page.

    Attributes:
        tag_links: links marked as tags that lead to no category.
        category_links: links marked as categories.
        tag_lists: elements whose class names a list of tags.
        categories: elements whose class names a category.
        crumbs: elements whose class names the path to the page.
    """

    tag_links: list[Node] = field(default_factory=list)
    category_links: list[Node] = field(default_factory=list)
    tag_lists: list[Node] = field(default_factory=list)
    categories: list[Node] = field(default_factory=list)
    crumbs: list[Node] = field(default_factory=list)


def read_filing(document: Document) -> Filing:
    """Return the elements that file the article, without looking into them."""
    filing = Filing()
    for node in document.landmarks:
        attributes = node.attrs
        relation = attributes.get("rel")
        if relation and node.tag == "a" and ("tag" in (relation := relation.lower()) or "categ" in relation):
            is_category = "categ" in relation or bool(_CATEGORY_PATH.search(attributes.get("href") or ""))
            (filing.category_links if is_category else filing.tag_links).append(node)
        elif name := attributes.get("class"):
            _sort(node, name, filing)
    return filing


def _sort(node: Node, name: str, filing: Filing) -> None:
    if node.tag in _PAGE_WIDE:
        return
    if _TAG_LIST.search(name) and not _CLOUD.search(name):
        filing.tag_lists.append(node)
    elif _CRUMBS.search(name):
        filing.crumbs.append(node)
    elif _CATEGORY.search(name):
        filing.categories.append(node)


def names_of(nodes: list[Node]) -> Iterator[str]:
    """Yield what links are called, without those too long to be a name."""
    for node in nodes[:_MAX_LINKS]:
        text = collapse(node.text()).strip(" #,;·|")
        if text and len(text) <= _MAX_LENGTH:
            yield text
