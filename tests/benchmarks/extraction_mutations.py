"""What damage costs: the extractor's figures on pages whose encoding or markup was spoilt, against the same pages as they are.

    KRONIKA_CORPUS=… python -m tests.benchmarks.extraction_mutations [--step 5]

Each mutation is tried on the pages that it can be done to (an encoding needs a text that it can write). Printed are pages, failures, and
body and title before and after; the exit code is 1 where one wrong byte or a wrong declaration costs a point or more.
"""

import argparse
import codecs
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.benchmarks.corpora import Corpora, Page, corpora_or_exit
from tests.benchmarks.extraction import extract

_META = re.compile(r"<meta[^>]{0,200}charset[^>]{0,100}>", re.IGNORECASE)
_CYRILLIC = re.compile("[\u0400-\u04ff]{3}")
_CLOSING = re.compile(r"</(?:p|div|b|i|span|a|li|strong|em)>", re.IGNORECASE)
_MOST_LOST = 0.01

Mutation = Callable[[str], bytes | str | None]


def _declared(text: str, name: str) -> str:
    return f'<meta charset="{name}">{_META.sub("", text)}'


def _cyrillic(text: str, encoding: str, declared: str | None) -> bytes | None:
    """Return a Cyrillic page in an encoding of one byte a letter; what that cannot write becomes a reference, as outlets do."""
    if not _CYRILLIC.search(text):
        return None
    page = _META.sub("", text) if declared is None else _declared(text, declared)
    return page.encode(encoding, "xmlcharrefreplace")


def _without_closing(text: str) -> bytes:
    """Return a page without every tenth closing tag of the common elements."""
    counter = iter(range(10**9))
    return _CLOSING.sub(lambda match: "" if next(counter) % 10 == 0 else match[0], text).encode()


def _with_wrong_byte(text: str) -> bytes:
    body = text.encode()
    middle = len(body) // 2
    return body[:middle] + b"\xff" + body[middle:]


MUTATIONS: dict[str, Mutation] = {
    "UTF-8 without a declaration": lambda text: _META.sub("", text).encode(),
    "UTF-8 declared as windows-1251": lambda text: _declared(text, "windows-1251").encode(),
    "windows-1251, declared": lambda text: _cyrillic(text, "cp1251", "windows-1251"),
    "windows-1251 without a declaration": lambda text: _cyrillic(text, "cp1251", None),
    "windows-1251 declared as UTF-8": lambda text: _cyrillic(text, "cp1251", "utf-8"),
    "koi8-u without a declaration": lambda text: _cyrillic(text, "koi8-u", None),
    "koi8-u declared as windows-1251": lambda text: _cyrillic(text, "koi8-u", "windows-1251"),
    "iso-8859-5 without a declaration": lambda text: _cyrillic(text, "iso8859-5", None),
    "UTF-16 with its mark": lambda text: text.encode("utf-16"),
    "UTF-16 without its mark": lambda text: text.encode("utf-16-le"),
    "UTF-8 with its mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "one wrong byte": _with_wrong_byte,
    "every tenth closing tag left out": _without_closing,
    "a lone surrogate": lambda text: f"{text[: len(text) // 2]}\ud800{text[len(text) // 2 :]}",
}
_MUST_COST_NOTHING = (
    "one wrong byte",
    "UTF-8 without a declaration",
    "UTF-8 declared as windows-1251",
    "a lone surrogate",
)


def readable(corpora: Corpora, step: int) -> Iterator[tuple[Page, str]]:
    """Yield the pages whose text is known for sure, with it."""
    for page in corpora.pages(corpora.names(), step):
        if isinstance(page.html, str):
            yield page, page.html.encode("utf-8", "replace").decode()


def figures(corpora: Corpora, pages: Sequence[tuple[Page, bytes | str]]) -> tuple[dict[str, float], int]:
    """Return the figures of pages in these bytes, and how many could not be read."""
    scores: list[dict[str, Any]] = []
    failures = 0
    for page, html in pages:
        answer, failure, _ = corpora.answer(extract, page, html)
        failures += failure is not None
        scores.append(corpora.score(page, answer))
    return corpora.figures(scores), failures


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what each mutation costs; return 1 where one that must cost nothing does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--step", type=int, default=1)
    options = parser.parse_args(arguments)
    corpora = corpora_or_exit()
    known = list(readable(corpora, options.step))
    costly = False
    for name, mutate in MUTATIONS.items():
        mutated = [(page, text, html) for page, text in known if (html := mutate(text)) is not None]
        before, _ = figures(corpora, [(page, text) for page, text, _ in mutated])
        after, failures = figures(corpora, [(page, html) for page, _, html in mutated])
        body, title = (
            f"{before.get(column, 0):.3f} -> {after.get(column, 0):.3f}" for column in ("body_f1", "title_exact")
        )
        print(f"{name}: {len(mutated)} pages, {failures} failures, body F1 {body}, title {title}", flush=True)
        costly |= name in _MUST_COST_NOTHING and before.get("body_f1", 0) - after.get("body_f1", 0) >= _MOST_LOST
    return int(costly)


if __name__ == "__main__":
    sys.exit(main())
