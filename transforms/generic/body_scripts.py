"""The text of an article that a page holds in its scripts, to be shown by them."""

import html
import json
import re

from selectolax.lexbor import LexborHTMLParser

from transforms.generic.body_blocks import Block, read_outline
from transforms.generic.document import Document

_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"?', re.DOTALL)
"""A string, even one that never ends: each character is looked at once."""
_MIN_LENGTH = 300
_MARKUP = re.compile(r"<[^<>]*>")
_SENTENCE_END = re.compile(r"[.!?…。！？][\s<\"'”’»]")
_MIN_SENTENCES = 4
_MAX_SCRIPT = 3_000_000


def stated_text(document: Document) -> str:
    """Return the article's text as the page's JSON-LD gives it, with its markup, or an empty text."""
    longest = ""
    for thing in document.things:
        value = thing.data.get("articleBody")
        if isinstance(value, str) and len(value) > len(longest):
            longest = value
    return longest


def plain(text: str) -> str:
    """Return a text without markup."""
    return html.unescape(_MARKUP.sub(" ", text))


def scripted_text(document: Document) -> str:
    """Return the longest prose that stands as one string in a script of the page, with its markup, or an empty text."""
    longest = ""
    for script in document.tree.css("script:not([src])"):
        text = script.text()
        if len(text) > _MAX_SCRIPT:
            continue
        for match in _STRING.finditer(text):
            if match.end() - match.start() > max(_MIN_LENGTH, len(longest)):
                value = _decoded(match.group(1))
                if len(value) > len(longest) and _is_prose(value):
                    longest = value
    return longest


def _decoded(literal: str) -> str:
    try:
        value = json.loads(f'"{literal}"', strict=False)
    except ValueError:
        return ""
    return str(value)


def _is_prose(text: str) -> bool:
    """Return whether a text is sentences rather than code or data."""
    if "{" in text or "function" in text:
        return False
    words = plain(text)
    return len(words) > _MIN_LENGTH and len(_SENTENCE_END.findall(words)) >= _MIN_SENTENCES


def paragraphs_of(text: str) -> list[Block]:
    """Return the blocks of a text that may have markup; its lines where it has none."""
    markup = text if "<" in text else html.escape(text).replace("\n", "<br>")
    body = LexborHTMLParser(f"<body>{markup}").body
    return read_outline(body).blocks if body is not None else []
