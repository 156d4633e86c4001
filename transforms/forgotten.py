"""What was erased on request, known by its hashes alone: enough to recognise it, too little to tell it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

import msgspec

from schemas.errors import Forgotten as ForgottenPage
from schemas.pages import ParsedPage


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Everything that was erased on request.

    The salt stands beside the hashes, because they must be found again. Whoever holds both can try whether a given article
    or name is among them; the salt keeps hashes of different installations from being compared.

    Attributes:
        salt: what the hashes are salted with.
        articles: hashes of articles, by `article_hash`.
        authors: hashes of names, by `author_hash`.
    """

    salt: str = ""
    articles: frozenset[str] = field(default_factory=frozenset)
    authors: frozenset[str] = field(default_factory=frozenset)

    def has_article(self, outlet: str, article_id: str | None) -> bool:
        """Tell whether an article was erased, all its editions."""
        if article_id is None or not self.articles:
            return False
        return article_hash(self.salt, outlet, article_id) in self.articles

    def has_author(self, names: Iterable[str]) -> bool:
        """Tell whether one of these names was erased."""
        return bool(self.authors) and any(author_hash(self.salt, name) in self.authors for name in names)


def without_forgotten(page: ParsedPage, outlet: str, forgotten: Forgotten) -> ParsedPage:
    """Return what a page says without what it says of articles that were erased: sightings, links, counters.

    Raises:
        ForgottenPage: the page is signed by a name that was erased.
    """
    if page.article is not None and forgotten.has_author(page.article.authors):
        raise ForgottenPage
    if not forgotten.articles:
        return page
    return msgspec.structs.replace(
        page,
        related_links=tuple(
            each for each in page.related_links if not forgotten.has_article(outlet, each.target_article_id)
        ),
        view_counts=tuple(each for each in page.view_counts if not forgotten.has_article(outlet, each.article_id)),
        sightings=tuple(each for each in page.sightings if not forgotten.has_article(outlet, each.article_id)),
    )


def article_hash(salt: str, outlet: str, article_id: str) -> str:
    """Return what stands for an article once it is erased: salted BLAKE2b (RFC 7693), 128 bits, hexadecimal."""
    return _hash(salt, "article", outlet, article_id)


def author_hash(salt: str, name: str) -> str:
    """Return what stands for a name once it is erased; spellings that differ in case and blanks alone are one name."""
    return _hash(salt, "author", plain_name(name))


def plain_name(name: str) -> str:
    """Return a name without regard to case, blanks and Unicode's ways of writing the same (NFKC)."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _hash(salt: str, *parts: str) -> str:
    return blake2b("\0".join(parts).encode(), key=salt.encode(), digest_size=16).hexdigest()
