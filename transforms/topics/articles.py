"""What of an article a topic is held against."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One version of an article.

    Attributes:
        outlet: outlet's name.
        language: language of the edition (BCP 47).
        headline: headline.
        lead: lead.
        body: body text.
        tags: its tags and special topics.
        authors: names in the byline.
        section: section path, such as ukraine/politics.
        word_count: words of the body.
    """

    outlet: str
    language: str
    headline: str
    lead: str | None = None
    body: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    section: str | None = None
    word_count: int = 0
