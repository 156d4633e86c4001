"""Bodies that are small on the wire and large when decoded."""

import zlib
from collections.abc import Iterator
from functools import lru_cache

import brotli
import zstandard

_PIECE = b" " * 1_000_000


@lru_cache(maxsize=4)
def bomb(coding: str, megabytes: int) -> bytes:
    """Return so many megabytes of blanks under a content coding: gzip, br or zstd.

    Raises:
        ValueError: another coding.
    """
    return b"".join(_packed(coding, megabytes))


def _packed(coding: str, megabytes: int) -> Iterator[bytes]:
    match coding:
        case "gzip":
            deflater = zlib.compressobj(9, wbits=31)
            yield from (deflater.compress(_PIECE) for _ in range(megabytes))
            yield deflater.flush()
        case "br":
            compressor = brotli.Compressor(quality=1)
            yield from (compressor.process(_PIECE) for _ in range(megabytes))
            yield compressor.finish()
        case "zstd":
            packer = zstandard.ZstdCompressor().compressobj()
            yield from (packer.compress(_PIECE) for _ in range(megabytes))
            yield packer.flush()
        case _:
            raise ValueError(f"no bomb is made with {coding!r}")
