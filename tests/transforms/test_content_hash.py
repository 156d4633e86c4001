"""The hash of a version changes with anything that the article says, and with nothing else."""

from dataclasses import dataclass
from datetime import timedelta

import msgspec
import pytest

from schemas.article_rows import Article, ArticleTag
from tests.transforms.cases import captured
from transforms.content_hash import HASHED_FIELDS, content_hash
from transforms.outlets import load_outlet
from transforms.parse import parse_page

PARSED = parse_page(load_outlet("korrespondent"), captured("plain_uk"))


@dataclass(frozen=True)
class Version:
    article: Article
    tags: tuple[ArticleTag, ...]


def version() -> Version:
    assert PARSED.article is not None
    return Version(PARSED.article, PARSED.article_tags)


def hash_with(**changed: object) -> str:
    return content_hash(msgspec.structs.asdict(version().article) | changed, version().tags)


def test_it_is_the_hash_of_the_row() -> None:
    assert hash_with() == version().article.content_hash
    assert len(version().article.content_hash) == 32


def test_another_capture_of_the_same_content_has_the_same_hash() -> None:
    page = captured("plain_uk")
    later = msgspec.structs.replace(
        page, capture_id="0f0e0d0c-0000-4000-8000-000000000002", captured_at=page.captured_at + timedelta(hours=5)
    )
    article = parse_page(load_outlet("korrespondent"), later).article
    assert article is not None
    assert article.content_hash == version().article.content_hash


def test_a_count_and_a_block_do_not_matter() -> None:
    page = captured("plain_uk")
    body = page.body.replace(b"<span>1&nbsp;234</span>", b"<span>1&nbsp;999</span>").replace(
        b"4876003-tretia", b"4876999-x"
    )
    assert body != page.body
    article = parse_page(load_outlet("korrespondent"), msgspec.structs.replace(page, body=body)).article
    assert article is not None
    assert article.content_hash == version().article.content_hash


@pytest.mark.parametrize("field", HASHED_FIELDS)
def test_every_field_matters(field: str) -> None:
    assert hash_with(**{field: "something else"}) != hash_with()


def test_the_fields_are_those_before_the_hash() -> None:
    assert HASHED_FIELDS[0] == "outlet"
    assert HASHED_FIELDS[-1] == "language"


def test_tags_matter_and_their_order() -> None:
    fields = msgspec.structs.asdict(version().article)
    hashes = {content_hash(fields, tags) for tags in (version().tags, version().tags[:-1], version().tags[::-1], ())}
    assert len(hashes) == 4


def test_what_a_joined_text_would_confuse() -> None:
    assert hash_with(lead=None) != hash_with(lead="")
    assert hash_with(authors=["a", "b"]) != hash_with(authors=["a b"])
    assert hash_with(headline="ab", lead="c") != hash_with(headline="a", lead="bc")
