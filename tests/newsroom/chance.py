"""Chance that depends on nothing but its keys, the same on every machine and in every process."""

from hashlib import blake2b
from random import Random


def chance(*keys: object) -> Random:
    """Return a random generator that is a pure function of `keys`."""
    return Random(number(*keys))


def number(*keys: object) -> int:
    """Return 64 bits that are a pure function of `keys`."""
    return int.from_bytes(blake2b("/".join(map(str, keys)).encode(), digest_size=8).digest(), "big")


def share(*keys: object) -> float:
    """Return a value in [0, 1) that is a pure function of `keys`."""
    return number(*keys) / 2**64
