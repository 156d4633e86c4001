"""The generic extractors that others wrote, each as the scorer wants one: with its defaults, comments off.

They are an optional group of dependencies (`pip install 'kronika[peers]'`); one that is not installed is left out.
"""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

Extractor = Callable[[bytes | str, str], dict[str, Any]]


def installed_peers() -> dict[str, Extractor]:
    """Return the peers that are installed, by name."""
    return {name: peer for name, (package, peer) in _PEERS.items() if find_spec(package) is not None}


def trafilatura(html: bytes | str, url: str) -> dict[str, Any]:
    """Return what trafilatura finds."""
    return _trafilatura(html, url, fast=False)


def trafilatura_fast(html: bytes | str, url: str) -> dict[str, Any]:
    """Return what trafilatura finds without its fall-backs."""
    return _trafilatura(html, url, fast=True)


def _trafilatura(html: bytes | str, url: str, *, fast: bool) -> dict[str, Any]:
    from trafilatura import bare_extraction

    found = bare_extraction(html, url=url, with_metadata=True, include_comments=False, fast=fast)
    if found is None:
        return {}
    return {
        "title": found.title,
        "authors": (found.author or "").split("; "),
        "published": found.date,
        "body": found.text,
        "language": found.language,
        "section": found.categories,
        "tags": found.tags,
        "image": found.image,
        "description": found.description,
    }


def newspaper4k(html: bytes | str, url: str) -> dict[str, Any]:
    """Return what newspaper4k finds."""
    from newspaper import Article

    article = Article(url, fetch_images=False)
    article.download(input_html=_text(html))
    article.parse()
    return {
        "title": article.title,
        "authors": article.authors,
        "published": article.publish_date,
        "body": article.text,
        "language": article.meta_lang,
        "tags": sorted(article.tags or ()) or article.meta_keywords,
        "image": article.top_image,
        "description": article.meta_description,
    }


def goose3(html: bytes | str, url: str) -> dict[str, Any]:
    """Return what goose3 finds."""
    from goose3 import Goose

    with Goose({"enable_image_fetching": False}) as goose:
        article = goose.extract(url=url, raw_html=_text(html))
    return {
        "title": article.title,
        "authors": article.authors,
        "published": article.publish_date,
        "body": article.cleaned_text,
        "language": article.meta_lang,
        "tags": article.tags,
        "image": article.opengraph.get("image"),
        "description": article.meta_description,
    }


def extruct(html: bytes | str, url: str) -> dict[str, Any]:
    """Return what stands in the JSON-LD and OpenGraph that extruct reads, taken plainly."""
    import extruct as library

    data = library.extract(_text(html), base_url=url, syntaxes=["json-ld", "opengraph"], uniform=True, errors="ignore")
    thing: dict[str, Any] = next((item for item in data["json-ld"] if "Article" in str(item.get("@type"))), {})
    graph = data["opengraph"][0] if data["opengraph"] else {}
    return {
        "title": thing.get("headline") or graph.get("og:title"),
        "authors": _names(thing.get("author")),
        "published": thing.get("datePublished") or graph.get("article:published_time"),
        "section": thing.get("articleSection"),
        "tags": thing.get("keywords"),
        "image": graph.get("og:image"),
        "description": graph.get("og:description"),
    }


def htmldate(html: bytes | str, url: str) -> dict[str, Any]:
    """Return the date that htmldate finds."""
    from htmldate import find_date

    return {"published": find_date(html, url=url, original_date=True)}


def resiliparse(html: bytes | str, url: str) -> dict[str, Any]:
    """Return the text that Resiliparse finds."""
    from resiliparse.extract.html2text import extract_plain_text

    return {"body": extract_plain_text(_text(html), main_content=True, alt_texts=False, links=False)}


def news_please(html: bytes | str, url: str) -> dict[str, Any]:
    """Return what news-please finds."""
    from newsplease import NewsPlease

    article = NewsPlease.from_html(_text(html), url=url, fetch_images=False)
    return {
        "title": article.title,
        "authors": article.authors,
        "published": article.date_publish,
        "body": article.maintext,
        "language": article.language,
        "image": article.image_url,
        "description": article.description,
    }


def _text(html: bytes | str) -> str:
    return html if isinstance(html, str) else html.decode("utf-8", "replace")


def _names(value: Any) -> list[str]:
    """Return the names in a JSON-LD author."""
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    if isinstance(value, Mapping):
        value = value.get("name")
    return [value] if isinstance(value, str) else []


_PEERS: dict[str, tuple[str, Extractor]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura-fast": ("trafilatura", trafilatura_fast),
    "newspaper4k": ("newspaper", newspaper4k),
    "goose3": ("goose3", goose3),
    "extruct": ("extruct", extruct),
    "htmldate": ("htmldate", htmldate),
    "resiliparse": ("resiliparse", resiliparse),
    "news-please": ("newsplease", news_please),
}
"""Name -> package that must be there, and the extractor."""
