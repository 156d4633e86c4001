"""One hash for all that makes a version of an article."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from schemas.article_rows import Article, ArticleTag

HASHED_FIELDS: tuple[str, ...] = Article.__struct_fields__[1 : Article.__struct_fields__.index("content_hash")]
"""The columns of `articles` before content_hash, without capture_id."""


def content_hash(fields: Mapping[str, Any], tags: Iterable[ArticleTag]) -> str:
    """Return the BLAKE2b-128 of an article's fields and tags, in hexadecimal.

    Values are hashed as MessagePack, which tells apart what a joined text would not (`None` from an empty text, one list from two).

    Args:
        fields: the columns of an article by name; those that say nothing of its content are passed over.
        tags: its tags in order.
    """
    values = [fields[name] for name in HASHED_FIELDS]
    tag_values = [(tag.kind, tag.tag_id, tag.tag, tag.tag_url) for tag in tags]
    return blake2b(msgspec.msgpack.encode([values, tag_values]), digest_size=16).hexdigest()
