"""Every field of an article on a page that nobody described, each with where it came from."""

from dataclasses import dataclass, fields
from datetime import datetime
from heapq import nlargest
from typing import Any

from transforms.generic.authors import find_authors
from transforms.generic.body import find_body
from transforms.generic.canonical import find_canonical, find_other_languages
from transforms.generic.date_reading import Moment
from transforms.generic.description import find_description
from transforms.generic.document import Document
from transforms.generic.headline import find_headline
from transforms.generic.image import find_image
from transforms.generic.language import find_language
from transforms.generic.marks import find_paid, find_paywall
from transforms.generic.published import find_modified, find_published
from transforms.generic.section import find_section
from transforms.generic.sourced import Sourced
from transforms.generic.tags import find_tags

_PROSE_PARAGRAPHS = 4
"""As many as tell the language."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The fields of a page; `None` where it does not say."""

    headline: Sourced[str] | None
    authors: Sourced[tuple[str, ...]] | None
    published: Sourced[Moment] | None
    modified: Sourced[Moment] | None
    description: Sourced[str] | None
    section: Sourced[str] | None
    tags: Sourced[tuple[str, ...]] | None
    image: Sourced[str] | None
    language: Sourced[str] | None
    canonical_url: Sourced[str] | None
    other_languages: Sourced[tuple[tuple[str, str], ...]] | None
    paywall: Sourced[bool] | None
    paid: Sourced[bool] | None
    body: Sourced[tuple[str, ...]] | None

    def by_field(self) -> dict[str, Sourced[Any] | None]:
        """Return what was found by the name of the field."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def extract(document: Document, captured_at: datetime | None = None) -> Extraction:
    """Return all fields of a page; the language comes last, from the text."""
    headline = find_headline(document)
    title = headline.value if headline else None
    body = find_body(document, title)
    return Extraction(
        headline=headline,
        authors=find_authors(document, title),
        published=find_published(document, captured_at),
        modified=find_modified(document, captured_at),
        description=find_description(document, title),
        section=find_section(document),
        tags=find_tags(document),
        image=find_image(document),
        canonical_url=find_canonical(document),
        other_languages=find_other_languages(document),
        paywall=find_paywall(document),
        paid=find_paid(document),
        body=body,
        language=find_language(document, _prose(body.value) if body else ""),
    )


def _prose(paragraphs: tuple[str, ...]) -> str:
    """Return the longest paragraphs: what is no text of the article is short."""
    return " ".join(nlargest(_PROSE_PARAGRAPHS, paragraphs, key=len))
