"""Attacks on regular expressions: none may take more than linear time, or the text it sees is short, as the code beside it says."""

import contextlib
import re
import time
from heapq import nlargest
from pathlib import Path

import pytest

from tests.attacks.regexes import Pattern, TooSlow, hostile_texts, patterns, try_all

PATTERNS = patterns()
LONG = 100_000
SHORT = 1_000
SECONDS = 1.0
SUSPECTS = 3
"""How many of the short texts, the slowest ones, are tried at full length."""

ANCHORED = {
    "transforms.generic.body_phrases.BYLINE",
    "transforms.generic.body_phrases.OPENING",
    "transforms.generic.body_hints._SETTING",
    "transforms.generic.body_hints._ANY_OPEN",
    "transforms.generic.byline_names._SURNAME_FIRST",
    *(place for place in PATTERNS if place.startswith("transforms.generic.body_hints._OPEN")),
}
"""Asked by `match` and `fullmatch` alone: slow only where a search began again at every character."""
LONGEST = {
    "transforms.generic.byline_names._SPLIT": 2_000,  # names_in: _MAX_STATED
    "transforms.generic.byline_names._AFTER": 2_000,
    "transforms.generic.byline_names._AFTER_DATE": 2_000,
    "transforms.generic.date_reading._SPACED_OFFSET": 200,  # published_sources: _LONGEST_VALUE
    "transforms.generic.body_hints._ANY_OPEN": 64,  # _LONGEST_WORD
    **{place: 64 for place in PATTERNS if place.startswith("transforms.generic.body_hints._OPEN")},
    "transforms.selectors._UNSTABLE": 64,  # _LONGEST_NAME
    **{place: 200 for place in PATTERNS if place.startswith("transforms.generic.date_reading.READINGS")},
}
"""Longest text that the program gives to those which take more than linear time."""
NO_RUNS_OF_BLANKS = {"transforms.generic.outlet_names._SEPARATOR"}
"""Asked of texts that `collapse` has been over."""


@pytest.mark.parametrize("place", sorted(PATTERNS))
def test_pattern_is_quick_over_any_text(place: str) -> None:
    pattern, longest, anchored = PATTERNS[place], LONGEST.get(place, LONG), place in ANCHORED
    is_collapsed = place in NO_RUNS_OF_BLANKS
    seconds = {
        number: seconds_of(pattern, text, anchored=anchored)
        for number, text in enumerate(hostile_texts(pattern, min(SHORT, longest)))
        if not (is_collapsed and re.search(r"\s\s", text))
    }
    slowest = set(nlargest(SUSPECTS, seconds, key=seconds.__getitem__))
    for number, text in enumerate(hostile_texts(pattern, longest)):
        if number in slowest:
            seconds_of(pattern, text, anchored=anchored)


def seconds_of(pattern: Pattern, text: str, *, anchored: bool) -> float:
    """Return how long it took; too long is what takes too long three times, since the machine may be busy."""
    for _ in range(3):
        started = time.perf_counter()
        with contextlib.suppress(TooSlow):
            try_all(pattern, text, SECONDS, anchored=anchored)
            return time.perf_counter() - started
    pytest.fail(f"{pattern.pattern[:200]!r} takes too long for {text[:40]!r}…{text[-10:]!r}")


@pytest.mark.parametrize("place", sorted(ANCHORED))
def test_anchored_pattern_is_never_searched(place: str) -> None:
    module, _, name = place.partition("[")[0].rpartition(".")
    searched = re.compile(rf"\b{name}\.(?!match\(|fullmatch\(|pattern\b)\w+")
    for file in Path("transforms").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if file.stem == module.rpartition(".")[2] or f"import {name}" in text:
            assert not searched.search(text)


@pytest.mark.parametrize("source", [r"(a+)+$", r"(?:\s*,\s*)+$", r"\s+$", r"(x|x)*y", r"^(\w+\s?)*$", r"[a-z]*menu"])
def test_catastrophe_is_found(source: str) -> None:
    """The attack itself: patterns that are known to be slow."""
    pattern = re.compile(source)
    with pytest.raises(TooSlow):
        _ = [try_all(pattern, text, 0.3, anchored=False) for text in hostile_texts(pattern, LONG)]  # type: ignore[func-returns-value]
