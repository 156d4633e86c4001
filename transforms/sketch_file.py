"""The file of an outlet, written from a sketch."""

import json

from transforms.sketch import Sketch

_FIELDS = ("headline", "lead", "author", "published", "view_count", "body", "tags")
_QUOTE, _ESCAPED_QUOTE = '"', r"\x22"
_WIDTH = 110
"""Where a long text is broken off, below the formatter's 120."""


def outlet_file(sketch: Sketch) -> str:
    """Return the text of `transforms/outlets/<name>.py`: complete, and with what a person has to look at named."""
    return f'''"""{_prose(sketch.title)}. Drafted from one page by `kronika outlet new`; nothing here is proven yet.

{_prose(_seen(sketch))}
"""

from transforms.edition import Edition
from transforms.outlet import Outlet
from transforms.shapes import AddressShape, ArticleShape, Layout

_ARTICLE = ArticleShape(
{_selectors(sketch)})

OUTLET = Outlet(
    name={_quoted(sketch.name)},
    title={_quoted(sketch.title)},
    time_zone={_quoted(sketch.time_zone)},
    editions=({_edition(sketch)},),
    addresses=AddressShape(
        article=r"{sketch.article.replace(_QUOTE, _ESCAPED_QUOTE)}",
        # TODO the archive of a day or the listing of all articles, newest first, where the outlet has one:
        # day_listing="/archive/{{year}}/{{month:02}}/{{day:02}}/",
        # newest_listing="/news/page/{{page}}/",
    ),
    layouts=(Layout(_ARTICLE, ()),),
)
'''


def _seen(sketch: Sketch) -> str:
    """Return the sentences that say where the generic extractor found the fields that no selector describes."""
    generic = [f"{field} ({source})" for field, source in sketch.sources.items() if field not in sketch.selectors]
    feeds = "Its page names no feed: look for one." if not sketch.feeds else "Its feed is the one that the page names."
    return f"{feeds} Read without selectors, as generic extraction finds them:\n{_folded(', '.join(generic) or 'nothing')}."


def _selectors(sketch: Sketch) -> str:
    return "".join(
        f"    {name}=({_quoted(sketch.selectors[name])},),\n" for name in _FIELDS if name in sketch.selectors
    )


def _edition(sketch: Sketch) -> str:
    feeds = "".join(f"{_quoted(url)}, " for url in sketch.feeds)
    path = f", path={_quoted(sketch.path)}" if sketch.path else ""
    named = f"{_quoted(sketch.edition)}, {_quoted(sketch.language)}, {_quoted(sketch.host)}"
    return f"Edition({named}, ({feeds.rstrip()}){path})"


def _quoted(text: str) -> str:
    """Return a text of the page as a Python literal (JSON's strings are), so that none of it can become code."""
    return json.dumps(text, ensure_ascii=False)


def _prose(text: str) -> str:
    """Return a text of the page as it may stand in a docstring: without what could end it."""
    return text.replace("\\", "").replace('"', "'")


def _folded(text: str) -> str:
    """Return a text in lines of bounded width."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= _WIDTH:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])
