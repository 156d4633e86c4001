"""The language of a page."""

from collections.abc import Callable

from transforms.generic.document import Document
from transforms.generic.sourced import Sourced
from transforms.generic.spoken import KNOWN, language_of

_MISTAKEN = {
    "ua": "uk",
    "gr": "el",
    "cz": "cs",
    "jp": "ja",
    "kr": "ko",
    "cn": "zh",
    "iw": "he",
    "in": "id",
    "nb": "no",
    "nn": "no",
}
"""Codes that pages use, some of them those of countries, with the language that is meant."""
_CONFIRMING_CHARACTERS = 300
_CLEAR, _CLEAR_AGAINST_UNKNOWN = 0.15, 0.6
"""By how much of its words a language must lead to be believed against a declared one, or one whose words are not known here."""


def find_language(document: Document, text: str = "") -> Sourced[str] | None:
    """Return the language (ISO 639-1): what the page declares, unless its text is clearly in another.

    Args:
        document: the page.
        text: paragraphs of the article; without any, title and description stand for it.
    """
    declared = [(source, code) for source, read in SOURCES if (code := _code(read(document)))]
    text = text or " ".join((*document.titles[:1], document.meta("og:description", "description") or ""))
    source, code = declared[0] if declared else ("", "")
    if not code or (language_of(text[:_CONFIRMING_CHARACTERS]) or ("",))[0] != code:
        spoken = language_of(text)
        if spoken and (not code or spoken[1] > (_CLEAR if code in KNOWN else _CLEAR_AGAINST_UNKNOWN)):
            source, code = ("text", spoken[0]) if spoken[0] != code else (source, code)
    if not code:
        return None
    return Sourced(code, source, tuple(name for name, other in declared if other != code))


def _code(value: str | None) -> str:
    """Return the language of a locale such as `uk-UA` or `en_GB`, or nothing where it is none."""
    code = (value or "").strip().lower().replace("_", "-").partition("-")[0].partition(",")[0]
    return _MISTAKEN.get(code, code) if len(code) == 2 and code.isalpha() else ""


def _of_root(document: Document) -> str | None:
    attributes = document.tree.root.attributes if document.tree.root is not None else {}
    return attributes.get("lang") or attributes.get("xml:lang")


def _in_meta(*names: str) -> Callable[[Document], str | None]:
    return lambda document: document.meta(*names)


SOURCES: tuple[tuple[str, Callable[[Document], str | None]], ...] = (
    ("html:lang", _of_root),
    ("meta:content-language", _in_meta("content-language", "language", "dc.language", "dcterms.language")),
)
"""Where a page declares its language, the most trusted first."""
