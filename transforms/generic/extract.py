"""Every field of an article on a page that nobody described, each with where it came from."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from transforms.generic.authors import find_authors
from transforms.generic.body import find_body
from transforms.generic.date_reading import Moment
from transforms.generic.description import find_description
from transforms.generic.document import Document
from transforms.generic.headline import find_headline
from transforms.generic.image import find_image
from transforms.generic.language import find_language
from transforms.generic.published import find_modified, find_published
from transforms.generic.section import find_section
from transforms.generic.sourced import Sourced
from transforms.generic.tags import find_tags


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
    body: Sourced[tuple[str, ...]] | None

    def by_field(self) -> dict[str, Sourced[Any] | None]:
        """Return what was found by the name of the field."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def extract(document: Document, captured_at: datetime | None = None) -> Extraction:
    """Return all fields of a page.

    The body comes last: finding it takes elements out of the tree.
    """
    headline = find_headline(document)
    return Extraction(
        headline=headline,
        authors=find_authors(document, headline.value if headline else None),
        published=find_published(document, captured_at),
        modified=find_modified(document, captured_at),
        description=find_description(document),
        section=find_section(document),
        tags=find_tags(document),
        image=find_image(document),
        language=find_language(document),
        body=find_body(document, headline.value if headline else None),
    )
