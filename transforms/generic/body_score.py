"""How likely each block of a page is text of its article."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import mul

from transforms.generic import body_weights
from transforms.generic.body_blocks import Block, Outline
from transforms.generic.body_context import CONTEXT, context_of
from transforms.generic.body_features import BOX_BITS, TEXT_BITS

Likely = Sequence[tuple[Block, int, float]]
"""Blocks that are likely text, each with the bits of its text and its logit."""


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


def _column(table: Mapping[str, Sequence[float]], place: int) -> dict[str, float]:
    return {name: weights[place] for name, weights in table.items()}


_AROUND_ALONE = _weigher(BOX_BITS, _column(body_weights.BOX, 0))
_NEAR_ALONE = _weigher(BOX_BITS, _column(body_weights.BOX, 1))
_AROUND_PLACED = _weigher(BOX_BITS, _column(body_weights.BOX, 2))
_NEAR_PLACED = _weigher(BOX_BITS, _column(body_weights.BOX, 3))
_TEXT_ALONE = _weigher(TEXT_BITS, _column(body_weights.TEXT, 0))
_TEXT_PLACED = _weigher(TEXT_BITS, _column(body_weights.TEXT, 1))
_BIAS_ALONE, _BIAS_PLACED = body_weights.TEXT["bias"]
NEVER = -9.0
"""The logit of a block that was not looked at."""
_PLACE = tuple(body_weights.PLACE.get(name, 0.0) for name in CONTEXT)


def chance(logit: float) -> float:
    """Return the probability that a logit stands for."""
    return 1 / (1 + math.exp(30.0 if logit < -30.0 else -30.0 if logit > 30.0 else -logit))


def boxed(around: int, near: int) -> float:
    """Return what the boxes around a block alone say of it, as a part of its logit."""
    return _AROUND_ALONE(around) + _NEAR_ALONE(near)


def alone(rows: Sequence[tuple[int, int, int]]) -> list[float]:
    """Return the logit of each block, looked at by itself."""
    return [
        _BIAS_ALONE + _AROUND_ALONE(around) + _NEAR_ALONE(near) + _TEXT_ALONE(text) if text else NEVER
        for around, near, text in rows
    ]


def placed(outline: Outline, rows: Sequence[tuple[int, int, int]]) -> list[float]:
    """Return the logit of each block, its place among the others known."""
    logits = alone(rows)
    places = context_of(outline, logits, [chance(logit) for logit in logits])
    return [
        _BIAS_PLACED + _AROUND_PLACED(around) + _NEAR_PLACED(near) + _TEXT_PLACED(text) + sum(map(mul, _PLACE, place))
        if place
        else NEVER
        for (around, near, text), place in zip(rows, places, strict=True)
    ]
