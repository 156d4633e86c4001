"""The elements of a page that say what an article is filed under and shown with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from transforms.html import Node
from transforms.text import collapse

_TAG_LIST = re.compile(r"[Tt]ags(?![a-z])|[Tt]ag[-_]?[Ll]ist(?![a-z])|tag-?links|TagCloudWrapper")
_CLOUD = re.compile(r"cloud-|tagcloud|widget|trend|popular|nav|menu|hash|header|all-|insta", re.IGNORECASE)
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
        crumbs: elements whose class names the path to the page.
        lead_images: images that are to be loaded first.
    """

    tag_links: list[Node] = field(default_factory=list)
    category_links: list[Node] = field(default_factory=list)
    tag_lists: list[Node] = field(default_factory=list)
    crumbs: list[Node] = field(default_factory=list)
    lead_images: list[Node] = field(default_factory=list)


def read_filing(landmarks: Sequence[Node]) -> Filing:
    """Return the elements that file the article, without looking into them."""
    filing = Filing()
    for node in landmarks:
        attributes = node.attributes
        name = attributes.get("class") or ""
        folded = name.lower()
        if node.tag == "img":
            filing.lead_images.append(node)
        elif node.tag == "a" and "tag" in (relation := (attributes.get("rel") or "").lower()):
            is_category = "categ" in relation or _CATEGORY_PATH.search(attributes.get("href") or "")
            (filing.category_links if is_category else filing.tag_links).append(node)
        elif "crumb" in folded:
            filing.crumbs.append(node)
        elif "tag" in folded and _is_tag_list(node, name):
            filing.tag_lists.append(node)
    return filing


def _is_tag_list(node: Node, name: str) -> bool:
    return bool(_TAG_LIST.search(name)) and not _CLOUD.search(name) and node.tag not in _PAGE_WIDE


def names_of(nodes: list[Node]) -> Iterator[str]:
    """Yield what links are called, without those too long to be a name."""
    for node in nodes[:_MAX_LINKS]:
        text = collapse(node.text()).strip(" #,;·|")
        if text and len(text) <= _MAX_LENGTH:
            yield text
