"""Every regular expression of the program, and texts made to make each of them slow."""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from re import _parser  # type: ignore[attr-defined]  # the only way to a pattern's literals
from types import FrameType, ModuleType
from typing import Any

import flows
import transforms

Pattern = re.Pattern[Any]
_CATEGORIES = "a1 _я\n\t<>\"'=&;,./-:()[]{}|#%\\"
_MOST_RUNS = 5


def patterns() -> dict[str, Pattern]:
    """Return the compiled patterns of all modules of `transforms` and `flows`, and those of the outlets' addresses, by name."""
    found: dict[str, Pattern] = {}
    for module in _modules(transforms, flows):
        for name, value in vars(module).items():
            for place, pattern in _within(value, f"{module.__name__}.{name}", depth=4):
                found.setdefault(place, pattern)
    return {place: pattern for pattern, place in {pattern: place for place, pattern in found.items()}.items()}


def _modules(*packages: ModuleType) -> Iterator[ModuleType]:
    for package in packages:
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(info.name)


def _within(value: object, place: str, depth: int) -> Iterator[tuple[str, Pattern]]:
    if isinstance(value, re.Pattern):
        yield place, value
    elif depth == 0:
        return
    elif isinstance(value, tuple | list | set | frozenset):
        for number, item in enumerate(value):
            yield from _within(item, f"{place}[{number}]", depth - 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _within(item, f"{place}[{key!r}]", depth - 1)
    elif type(value).__module__.startswith(("transforms", "flows")) and not isinstance(value, type):
        names = set(getattr(type(value), "__dataclass_fields__", ())) | set(getattr(value, "__dict__", ()))
        names |= {name for name, own in vars(type(value)).items() if type(own).__name__ == "cached_property"}
        for name in sorted(names):
            yield from _within(getattr(value, name, None), f"{place}.{name}", depth - 1)


def hostile_texts(pattern: Pattern, length: int) -> Iterator[str]:
    """Yield texts of about that length: a beginning that could match, a piece again and again, an end that does not match."""
    runs = [*dict.fromkeys(_runs(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)))]
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    few = runs[:: max(1, len(runs) // _MOST_RUNS)][:_MOST_RUNS]
    own = "".join(dict.fromkeys(character for character in source if character.isalnum()))[:20]
    pieces = [*dict.fromkeys([*few, *_CATEGORIES, *own, *map("".join, pairwise(few))])]
    for beginning in ("", *few):
        for piece in pieces:
            yield beginning + piece * (length // len(piece)) + "\0"


def _runs(parsed: Iterable[Any]) -> Iterator[str]:
    run = ""
    for operator, argument in parsed:
        if str(operator) == "LITERAL":
            run += chr(argument)
            continue
        if run:
            yield run
            run = ""
        for inner in _inner(argument):
            yield from _runs(inner)
    if run:
        yield run


def _inner(argument: Any) -> Iterator[Any]:
    if isinstance(argument, _parser.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for item in argument:
            yield from _inner(item)


class TooSlow(Exception):
    """A search took longer than it may."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TooSlow` where what is inside takes longer, of this process's own time; `re` looks for signals as it goes."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def try_all(pattern: Pattern, text: str, seconds: float, *, anchored: bool) -> None:
    """Go through all matches of a text as `sub` and `finditer` would, and try it as a whole."""
    subject: Any = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
    with time_limit(seconds):
        pattern.match(subject)
        pattern.fullmatch(subject)
        if not anchored:
            for _ in pattern.finditer(subject):
                pass
