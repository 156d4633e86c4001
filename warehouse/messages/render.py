"""A digest as text and as HTML for mail: no script, no picture, no request; styles stand at their elements."""

from functools import cache, partial
from typing import Any

import jinja2

from warehouse.messages.digest import Digest
from warehouse.messages.words import WORDS, Language, change, counted, long_day, number, share


def subject(digest: Digest, language: Language) -> str:
    """Return the line over a message, such as `Media monitoring: the day · Thursday, 7 May 2026`."""
    return f"{WORDS[language]['title']} · {long_day(digest.day, language)}"


def digest_text(digest: Digest, language: Language) -> str:
    """Return the digest as plain text."""
    return _rendered("digest.txt.jinja", digest, language)


def digest_html(digest: Digest, language: Language) -> str:
    """Return the digest as a whole HTML page; every text of a page is escaped."""
    return _rendered("digest.html.jinja", digest, language)


def _rendered(template: str, digest: Digest, language: Language) -> str:
    words: dict[str, Any] = {
        "words": WORDS[language],
        "language": language,
        "title": subject(digest, language),
        "day": partial(long_day, language=language),
        "number": partial(number, language=language),
        "counted": partial(counted, language=language),
        "share": partial(share, language=language),
        "change": partial(change, language=language),
    }
    return _environment().get_template(template).render(digest=digest, **words)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("warehouse.messages"),
        autoescape=jinja2.select_autoescape(enabled_extensions=("html.jinja",)),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
