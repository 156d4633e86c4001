"""What a page says of itself besides its content: whether it must be paid for, and whether somebody paid for it."""

from collections.abc import Callable, Iterator
from itertools import islice

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced
from transforms.html import Node
from transforms.text import collapse, folded

_TRUE, _FALSE = frozenset(("true", "yes", "1")), frozenset(("false", "no", "0"))
_TIERS = {
    "free": False,
    "open": False,
    "locked": True,
    "metered": True,
    "premium": True,
    "paid": True,
    "subscriber": True,
    "registration": True,
}
_PAID_LABELS = frozenset(
    label.strip()
    for line in (
        "реклама, на правах реклами, спецпроєкт, промо, партнерський матеріал, партнерський проєкт, новини компаній",
        "на правах рекламы, спецпроект, партнерский материал, партнерский проект, новости компаний",
        "advertorial, sponsored, sponsored content, sponsored post, partner content, paid content, paid post",
        "branded content, brand content, advertisement feature, promoted, promoted content",
        "anzeige, werbung, bezahlter inhalt, annonce, annons, advertentie",
        "contenido patrocinado, publirreportaje, conteúdo patrocinado, contenuto sponsorizzato, pubblicità",
        "contenu sponsorisé, publi-rédactionnel",
        "artykuł sponsorowany, materiał sponsorowany, materiał partnera, reklama, komerční sdělení",
    )
    for label in line.split(",")
)
"""What stands near the headline of an article, or as its section, where somebody paid for it."""
_MAX_BEFORE = 3
"""How many elements before the headline may be its label: what stands after it is mostly an advertisement."""
_MAX_LABEL = 40


def find_paywall(document: Document) -> Sourced[bool] | None:
    """Return whether the article must be paid for, or `None` where the page does not say."""
    return _first(PAYWALL_SOURCES, document)


def find_paid(document: Document) -> Sourced[bool] | None:
    """Return true where somebody paid for the article's publication, or `None` where the page does not say.

    Advertisements elsewhere on the page say nothing of the article.
    """
    return _first(PAID_SOURCES, document)


def _first(
    sources: tuple[tuple[str, Callable[[Document], bool | None]], ...], document: Document
) -> Sourced[bool] | None:
    found = [(source, said) for source, read in sources if (said := read(document)) is not None]
    if not found:
        return None
    source, value = found[0]
    return Sourced(value, source, tuple(name for name, other in found if other != value))


def _access_in_json_ld(document: Document) -> bool | None:
    for thing in document.things:
        if thing.is_article and (said := thing.data.get("isAccessibleForFree")) is not None:
            text = str(said).casefold()
            if text in _TRUE or text in _FALSE:
                return text in _FALSE
    return None


def _access_in_metas(document: Document) -> bool | None:
    text = (document.meta("isaccessibleforfree") or "").casefold()
    return text in _FALSE if text in _TRUE or text in _FALSE else None


def _tier_in_metas(document: Document) -> bool | None:
    return _TIERS.get(
        (document.meta("article:content_tier", "content_tier", "og:article:content_tier") or "").casefold()
    )


def _paid_in_json_ld(document: Document) -> bool | None:
    articles = [thing for thing in document.things if thing.is_article]
    if any("AdvertiserContentArticle" in thing.types or thing.data.get("sponsor") for thing in articles):
        return True
    return True if any(_is_label(thing.text("articleSection") or "") for thing in articles) else None


def _paid_in_metas(document: Document) -> bool | None:
    values = [document.meta("article:section", "section"), document.meta("article:content_type", "content_type")]
    return True if any(_is_label(value) for value in values if value) else None


def _paid_near_headline(document: Document) -> bool | None:
    headline = next((node for node in document.landmarks if node.tag == "h1"), None)
    if headline is None:
        return None
    near = [*_before(headline), *islice(headline.css("span, small, a, strong"), _MAX_BEFORE)]
    return True if any(_is_label(_short_text(node)) for node in near) else None


def _before(headline: Node) -> Iterator[Node]:
    """Yield the elements right before the headline."""
    for _ in range(_MAX_BEFORE):
        previous = headline.prev
        while previous is not None and not previous.is_element_node:
            previous = previous.prev
        if previous is None:
            return
        yield previous
        headline = previous


def _short_text(node: Node) -> str:
    """Return the text of an element that may be a label."""
    return collapse(node.text()[: 4 * _MAX_LABEL])


def _is_label(text: str) -> bool:
    return len(text) <= _MAX_LABEL and folded(text) in _PAID_LABELS


PAYWALL_SOURCES: tuple[tuple[str, Callable[[Document], bool | None]], ...] = (
    ("json_ld:isAccessibleForFree", _access_in_json_ld),
    ("meta:isaccessibleforfree", _access_in_metas),
    ("meta:article:content_tier", _tier_in_metas),
)
"""Where a page says whether it must be paid for, the most trusted first."""
PAID_SOURCES: tuple[tuple[str, Callable[[Document], bool | None]], ...] = (
    ("json_ld:AdvertiserContentArticle", _paid_in_json_ld),
    ("meta:section", _paid_in_metas),
    ("html:label", _paid_near_headline),
)
"""Where a page says that it was paid for, the most trusted first."""
