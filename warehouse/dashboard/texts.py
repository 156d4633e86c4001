"""Texts and links of pages, as they may stand on the screen."""

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit


def web_address(url: str | None) -> str | None:
    """Return a URL that a link may lead to: absolute, http or https, without characters that deceive; else `None`."""
    if url is None or plain(url) != url or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    is_safe = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return url if is_safe and parts.netloc.isascii() else None


def plain(value: Any) -> Any:
    """Return text without control characters and those that reorder it on the screen (UAX #9) or have no width, lists alike."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if not isinstance(value, str):
        return value
    kept = "".join(" " if character.isspace() else character for character in value)
    return re.sub(
        " +", " ", "".join(c for c in kept if unicodedata.category(c) != "Cc" and c not in _DECEIVING)
    ).strip()


_DECEIVING = frozenset(
    "\u00ad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
