"""How likely each block of a page is text of its article."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from transforms.generic import body_weights
from transforms.generic.body_blocks import Outline
from transforms.generic.body_context import CONTEXT, context_of
from transforms.generic.body_features import BOX_BITS, TEXT_BITS


def _weigher(names: Sequence[str], weights: Mapping[str, float]) -> Callable[[int], float]:
    """Return a function that adds up the weights of bits."""
    by_place = tuple(weights.get(name, 0.0) for name in names)

    @lru_cache(maxsize=16384)
    def weigh(bits: int) -> float:
        total = 0.0
        while bits:
            lowest = bits & -bits
            total += by_place[lowest.bit_length() - 1]
            bits ^= lowest
        return total

    return weigh


_ALONE = (
    _weigher(BOX_BITS, body_weights.ALONE_AROUND),
    _weigher(BOX_BITS, body_weights.ALONE_NEAR),
    _weigher(TEXT_BITS, body_weights.ALONE_TEXT),
    body_weights.ALONE_TEXT["bias"],
)
_PLACED = (
    _weigher(BOX_BITS, body_weights.PLACED_AROUND),
    _weigher(BOX_BITS, body_weights.PLACED_NEAR),
    _weigher(TEXT_BITS, body_weights.PLACED_TEXT),
    body_weights.PLACED_TEXT["bias"],
)
_NEVER = -9.0
_PLACE = tuple(body_weights.PLACE.get(name, 0.0) for name in CONTEXT)


def chance(logit: float) -> float:
    """Return the probability that a logit stands for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def boxed(around: int, near: int) -> float:
    """Return what the boxes around a block alone say of it, as a part of its logit."""
    return _ALONE[0](around) + _ALONE[1](near)


def alone(rows: Sequence[tuple[int, int, int]]) -> list[float]:
    """Return the logit of each block, looked at by itself."""
    around_of, near_of, text_of, bias = _ALONE
    return [bias + around_of(around) + near_of(near) + text_of(text) if text else _NEVER for around, near, text in rows]


def placed(outline: Outline, rows: Sequence[tuple[int, int, int]]) -> list[float]:
    """Return the logit of each block, its place among the others known."""
    logits = alone(rows)
    chances = [chance(logit) for logit in logits]
    around_of, near_of, text_of, bias = _PLACED
    return [
        bias + around_of(around) + near_of(near) + text_of(text) + sum(map(float.__mul__, _PLACE, context))
        if context
        else _NEVER
        for (around, near, text), context in zip(rows, context_of(outline, logits, chances), strict=True)
    ]
