"""The address that a page gives itself, and those of its translations."""

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced
from transforms.urls import absolute_url


def find_canonical(document: Document) -> Sourced[str] | None:
    """Return the page's own address, absolute and normalised."""
    links = [link.href for link in document.links if "canonical" in link.relation.split()]
    declared = [("link:canonical", links[0] if links else None), ("meta:og:url", document.meta("og:url"))]
    if (thing := document.article_thing) is not None:
        declared.append(("json_ld:url", thing.text("url")))
    found = [(source, url) for source, href in declared if href and (url := absolute_url(document.url, href))]
    if not found:
        return None
    source, url = found[0]
    return Sourced(url, source, tuple(name for name, other in found if other != url))


def find_other_languages(document: Document) -> Sourced[tuple[tuple[str, str], ...]] | None:
    """Return the translations of the page: their language, as the page names it, and their address."""
    links = [link for link in document.links if link.language and "alternate" in link.relation.split()]
    canonical = find_canonical(document) if links else None
    own = {document.url, canonical.value if canonical else ""}
    found = {
        link.language: url
        for link in links
        if link.language
        and link.language != "x-default"
        and (url := absolute_url(document.url, link.href))
        and url not in own
    }
    return Sourced(tuple(found.items()), "link:hreflang") if found else None
