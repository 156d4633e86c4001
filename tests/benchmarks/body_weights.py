"""Fits the weights of `transforms/generic/body_weights.py` to the pages of the corpora, and says how they do on domains not seen.

`KRONIKA_CORPUS=… python -m tests.benchmarks.body_weights` prints the held-out F1 of each corpus, each quarter of the domains judged by the
others; with `--write` it fits to all of them and writes the file. It needs numpy. Nothing of a page gets into the weights but the
counts of what is said of its blocks.
"""

import hashlib
import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schemas.errors import KronikaError
from tests.benchmarks.corpora import as_bytes, corpora_or_exit
from transforms.generic.body import block_bits
from transforms.generic.body_blocks import Outline
from transforms.generic.body_context import CONTEXT, context_of
from transforms.generic.body_features import BOX_BITS, TEXT_BITS, fold
from transforms.generic.body_score import NEVER, chance
from transforms.generic.document import Document, read_document
from transforms.generic.headline import find_headline

np: Any = importlib.import_module("numpy")

FOLDS = 4
CORPORA = {
    "scrapinghub": 2.5,
    "fundus_eval": 2.5,
    "fundus_tests": 2.0,
    "wcxb_article": 1.0,
    "daniel": 1.0,
    "trafilatura_eval": 0.6,
}
"""What a page of each corpus counts: the small ones of news count more."""
PENALTY = 8.0
"""Of large weights (half the inverse variance of a Gaussian prior)."""
WEIGHTS = Path(__file__).parents[2] / "transforms" / "generic" / "body_weights.py"
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]|[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]+")
_BOX, _TEXT = len(BOX_BITS), len(TEXT_BITS)


@dataclass
class Page:
    """A page with what is known of its blocks.

    Attributes:
        corpus: its corpus.
        fold: which quarter of the domains it belongs to.
        outline: its blocks.
        gold: the reference's tokens, none for a corpus of segments.
        bits: a row of zeros and ones for each block.
        is_body: whether each block is body.
        weight: what each block counts.
        alone: the logit of each block by itself.
        place: the numbers of each block's place.
    """

    corpus: str
    fold: int
    outline: Outline
    gold: list[str]
    bits: Any
    is_body: Any
    weight: Any
    alone: Any = field(default=None)
    place: Any = field(default=None)


def tokens(text: str) -> list[str]:
    """Return the words of a text; those of languages without spaces by character."""
    return _TOKEN.findall(text)


def shingles(words: Sequence[str], length: int = 4) -> Counter[tuple[str, ...]]:
    """Return how often each run of words is there."""
    return Counter(tuple(words[start : start + length]) for start in range(max(1, len(words) - length + 1)))


def read_pages() -> Iterator[Page]:
    """Yield the development pages of all corpora that can be opened."""
    for page in corpora_or_exit().pages(list(CORPORA)):
        row = page.row
        if "body" not in row["gold"] and "with" not in row["gold"]:
            continue
        try:
            document = read_document(as_bytes(page.html), row["url"])
        except KronikaError:
            continue
        if document.tree.body is not None:
            yield _page(page.corpus, row, document)


def _page(corpus: str, row: Mapping[str, Any], document: Document) -> Page:
    headline = find_headline(document)
    outline = document.outline
    rows = block_bits(document, fold(headline.value) if headline else "")
    domain = ".".join(str(row.get("domain") or row["id"]).split(".")[-2:])
    page = Page(
        corpus=corpus,
        fold=hashlib.md5(domain.encode(), usedforsecurity=False).digest()[1] % FOLDS,
        outline=outline,
        gold=tokens("\n".join(text for text, _ in row["gold"].get("body", ()))),
        bits=_unpacked(rows),
        is_body=None,
        weight=None,
    )
    judged = _judged_by_body(page, row["gold"]["body"]) if page.gold else _judged_by_segments(page, row["gold"])
    seen = np.array([bool(text) for _, _, text in rows])
    page.is_body = np.array([body for body, _ in judged], dtype=np.float32)
    page.weight = np.array([weight for _, weight in judged], dtype=np.float32) * CORPORA[corpus] * seen
    return page


def _unpacked(rows: Sequence[tuple[int, int, int]]) -> Any:
    matrix = np.zeros((len(rows), 2 * _BOX + _TEXT + 1), dtype=np.float32)
    for line, row in enumerate(rows):
        for offset, bits in zip((0, _BOX, 2 * _BOX), row, strict=True):
            for place in range(bits.bit_length()):
                matrix[line, offset + place] = bits >> place & 1
    matrix[:, -1] = 1
    return matrix


def _judged_by_body(page: Page, body: Sequence[tuple[str, bool]]) -> list[tuple[bool, float]]:
    """Return for each block whether most of its words stand together in the reference, and what it counts.

    A paragraph that the reference leaves open counts little, a block that is half in it too.
    """
    needed = tokens("\n".join(text for text, optional in body if not optional))
    every = {length: set(shingles(page.gold, length)) for length in range(1, 5)}
    firm = {length: set(shingles(needed, length)) for length in range(1, 5)}
    found = []
    for block in page.outline.blocks:
        words = tokens(block.text)
        length = min(4, len(words))
        counted = shingles(words, length) if length else Counter()
        total = sum(counted.values()) or 1
        shares = [
            sum(n for key, n in counted.items() if key in known[length]) / total if length else 0.0
            for known in (every, firm)
        ]
        found.append((len(words), *shares))
    size = sum(count for count, share, _ in found if share > 0.6) + 100
    return [
        (
            share > 0.6,
            (count + 4) / size * (0.15 if share > 0.6 > firm_share else 1.0) * (0.3 if 0.25 < share < 0.6 else 1.0),
        )
        for count, share, firm_share in found
    ]


def _judged_by_segments(page: Page, gold: dict[str, Any]) -> list[tuple[bool, float]]:
    wanted, unwanted = ([" ".join(text.split()) for text in gold[name]] for name in ("with", "without"))
    found = [
        (any(part in block.text for part in wanted), any(part in block.text for part in unwanted))
        for block in page.outline.blocks
    ]
    known = sum(is_in != is_out for is_in, is_out in found)
    return [(is_in, 1 / (known + 0.2) if is_in != is_out else 0.0) for is_in, is_out in found]


def fit(pages: Sequence[Page], *, placed: bool) -> Any:
    """Return the weights of a penalised logistic regression, by Newton's method."""
    matrix = np.vstack([np.hstack([page.bits, page.place]) if placed else page.bits for page in pages])
    body = np.concatenate([page.is_body for page in pages])
    weight = np.concatenate([page.weight * page.place[:, 0] if placed else page.weight for page in pages])
    kept = weight > 0
    weight = weight * (len(weight) / weight.sum())
    matrix, body, weight = matrix[kept], body[kept], weight[kept].astype(np.float32)
    weights = np.zeros(matrix.shape[1])
    for _ in range(8):
        likely = 1 / (1 + np.exp(-np.clip(matrix @ weights.astype(np.float32), -30, 30)))
        slope = matrix.T @ (weight * (body - likely)) - PENALTY * weights
        bend = (matrix * (weight * np.maximum(likely * (1 - likely), 1e-4))[:, None]).T @ matrix + PENALTY * np.eye(
            len(weights)
        )
        step = np.linalg.solve(bend.astype(np.float64), slope.astype(np.float64))
        weights += step
        if np.abs(step).max() < 0.03:
            break
    return weights


def set_places(pages: Sequence[Page], weights: Any) -> None:
    """Set the logits of the pages' blocks by themselves, and their places."""
    for page in pages:
        page.alone = np.where(page.bits[:, 2 * _BOX : -1].any(axis=1), page.bits @ weights, NEVER)
        logits = [float(logit) for logit in page.alone]
        rows = context_of(page.outline, logits, [chance(logit) for logit in logits])
        page.place = np.array([row or [0.0] * len(CONTEXT) for row in rows], dtype=np.float32).reshape(-1, len(CONTEXT))


def fit_both(pages: Sequence[Page]) -> tuple[Any, Any]:
    """Return the weights of blocks by themselves and in their place: of places as weights fitted to other domains see them."""
    folds = {page.fold for page in pages}
    for fold_out in folds:
        set_places(
            [page for page in pages if page.fold == fold_out],
            fit([page for page in pages if page.fold != fold_out], placed=False),
        )
    return fit(pages, placed=False), fit(pages, placed=True)


def f1(page: Page, weights: Any) -> float:
    """Return the F1 of runs of four words of a page, its places known."""
    logits = np.where(page.place[:, 0] > 0, np.hstack([page.bits, page.place]) @ weights, NEVER)
    kept = shingles(
        tokens("\n".join(block.text for block, logit in zip(page.outline.blocks, logits, strict=True) if logit > 0))
    )
    gold = shingles(page.gold)
    return 2 * (kept & gold).total() / (kept.total() + gold.total())


def main() -> None:
    """Print the held-out F1 of each corpus, or write the weights."""
    pages = [page for page in read_pages() if page.outline.blocks]
    if "--write" in sys.argv:
        WEIGHTS.write_text(as_module(*fit_both(pages)), "utf-8")
        return
    scores: dict[str, list[float]] = {}
    for fold_out in range(FOLDS):
        unseen = [page for page in pages if page.fold == fold_out]
        alone, placed = fit_both([page for page in pages if page.fold != fold_out])
        set_places(unseen, alone)
        for page in unseen:
            if page.gold:
                scores.setdefault(page.corpus, []).append(f1(page, placed))
    for corpus, values in scores.items():
        print(f"{corpus:<16} {len(values):4} {sum(values) / len(values):.4f}")


def as_module(alone: Any, placed: Any) -> str:
    """Return the weights as a Python module."""
    lines = [
        '"""The weights of what is said of blocks: fitted by tests/benchmarks/body_weights.py, not written by hand."""',
        "",
    ]
    lines.append("BOX: dict[str, tuple[float, float, float, float]] = {")
    for place, name in enumerate(BOX_BITS):
        four = (alone[place], alone[_BOX + place], placed[place], placed[_BOX + place])
        lines.append(f'    "{name}": ({", ".join(f"{weight:.2f}" for weight in four)}),')
    lines += ["}", '"""Of a box: of any around a block and of the nearest, by itself; the same, in its place."""', ""]
    lines.append("TEXT: dict[str, tuple[float, float]] = {")
    for place, name in enumerate((*TEXT_BITS, "bias"), 2 * _BOX):
        lines.append(f'    "{name}": ({alone[place]:.2f}, {placed[place]:.2f}),')
    lines += ["}", '"""Of the text of a block: by itself; in its place."""', "", "PLACE: dict[str, float] = {"]
    lines += [f'    "{name}": {placed[2 * _BOX + _TEXT + 1 + place]:.2f},' for place, name in enumerate(CONTEXT)]
    lines += ["}", '"""Of the place of a block."""']
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
