"""What the outlet of a page is called, and titles without that name."""

import re
from functools import lru_cache

from transforms.generic.document import Document

_SEPARATOR = re.compile(r"\s+[-–—|»«·•:/~>‹›⋆∙●]+\s+|\s*[|｜ㅣ│]\s*|(?<=[^\W\d_]{4})[»:]\s+|\s[»-](?=\S+$)")
"""What stands between a title and the outlet's name."""
_MARK = re.compile(r"[-–—|»«·•:/~>‹›⋆∙●｜ㅣ│]")
_WORD = re.compile(r"\w+")
_HOST = re.compile(r"https?://(?:www\d?\.|m\.|amp\.)?([^/:?#]+)", re.IGNORECASE)
_SHORT, _LONG, _MOST = 3, 50, 0.6


@lru_cache(maxsize=64)
def comparable(text: str) -> str:
    """Return the text's letters and digits only, case-folded: equal for texts that a reader takes for the same."""
    return "".join(_WORD.findall(text.casefold()))


def outlet_names(document: Document) -> frozenset[str]:
    """Return the names of the outlet as `comparable`: what the page calls it, its host and the labels of its host."""
    names = {comparable(name) for name in document.metas.get("og:site_name", ())}
    if match := _HOST.match(document.url):
        host = match[1].lower()
        names.add(comparable(host))
        names.update(comparable(label) for label in host.split(".")[:-1])
    return frozenset(name for name in names if 0 < len(name) <= _LONG)


def is_outlet(text: str, names: frozenset[str]) -> bool:
    """Tell whether a text is one of the names, or most of one, or one with a little more, such as its country's ending."""
    key = comparable(text)
    if key in names:
        return True
    return len(key) > _SHORT and any(
        (key in name and len(key) >= _MOST * len(name)) or (name in key and len(name) >= _MOST * len(key))
        for name in names
        if len(name) > _SHORT
    )


def without_outlet(title: str, names: frozenset[str]) -> str:
    """Return a title without the outlet's name at its end or its beginning."""
    if not _MARK.search(title):
        return title
    cuts = [match.span() for match in _SEPARATOR.finditer(title)]
    end = len(title)
    while cuts and is_outlet(title[cuts[-1][1] : end], names):
        end = cuts.pop()[0]
    start = cuts[0][1] if cuts and comparable(title[: cuts[0][0]]) in names else 0
    return title[start:end].strip() or title
