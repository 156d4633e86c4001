"""Undo the content coding of a body (RFC 9110, 8.4), within limits that no bomb gets past."""

import zlib
from collections.abc import Callable, Iterator
from typing import Any

import brotli
import zstandard
from isal import isal_zlib

from schemas.errors import Undecodable

_MAX_CODINGS = 3
_MAX_MEMBERS = 100
"""Members of gzip and frames of zstd in one body: each costs a copy of what follows it, and an empty one has 9 bytes."""
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_BROTLI_CHUNK_BYTES = 1 << 16
_ZSTD_SLICE_BYTES = 256
"""A block of 4 bytes can hold 128 kB (RFC 8878, 3.1.1.2): a slice of this size makes 8 MB at most between two checks."""
_ZSTD_WINDOW_BYTES = 1 << 23
"""The window that zstd as a content coding may ask for (RFC 9659)."""

_Decoder = Callable[[bytes, int], Iterator[bytes]]
"""Yields the decoded body in pieces, and may stop after one more piece than `limit` bytes."""


def decode_body(body: bytes, content_encoding: str | None, limit: int) -> bytes:
    """Return the body without its content codings (gzip, deflate, br, zstd, several in a row).

    Args:
        body: as it was sent, transfer coding removed.
        content_encoding: the Content-Encoding header.
        limit: longest result allowed, in bytes, for each coding.

    Raises:
        Undecodable: the coding is unknown, the body is damaged, incomplete, or longer than `limit` when decoded.
    """
    for name in _codings(content_encoding):
        if not body:
            break
        pieces = []
        length = 0
        for piece in _decoder(name)(body, limit):
            pieces.append(piece)
            length += len(piece)
            if length > limit:
                raise Undecodable(f"it is longer than {limit} bytes when decoded")
        body = b"".join(pieces) if len(pieces) != 1 else pieces[0]
    if len(body) > limit:
        raise Undecodable(f"it is longer than {limit} bytes")
    return body


def decode_prefix(body: bytes, content_encoding: str | None, size: int) -> bytes:
    """Return the first bytes of the decoded body, at most `size`, however incomplete it is.

    Nothing comes back of a body that cannot be decoded at all: `decode_body` says why.
    """
    body = body[
        :size
    ]  # what is coded is hardly ever longer; isal spends two thirds of a whole page's time if given it all
    try:
        for name in _codings(content_encoding):
            body = _prefix(_decoder(name)(body, size), size)
    except Undecodable:
        return b""
    return body[:size]


def _prefix(pieces: Iterator[bytes], size: int) -> bytes:
    """Return the first `size` bytes; those before the place of damage where there is one."""
    kept = bytearray()
    try:
        for piece in pieces:
            kept += piece
            if len(kept) >= size:
                break
    except Undecodable:  # an incomplete body is expected here
        pass
    return bytes(kept[:size])


def _codings(content_encoding: str | None) -> list[str]:
    """Return the codings in the order in which they are undone: the last applied first."""
    names = [name.strip().lower() for name in (content_encoding or "").split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > _MAX_CODINGS:
        raise Undecodable(f"{len(names)} content codings, more than {_MAX_CODINGS}")
    return names[::-1]


def _decoder(name: str) -> _Decoder:
    try:
        return _DECODERS[name]
    except KeyError:
        raise Undecodable(f"unknown content coding {name!r}") from None


def _gzip(body: bytes, limit: int) -> Iterator[bytes]:
    """Decode gzip (RFC 1952), every member of it; what follows the last one is passed over, as browsers do."""
    for _ in range(_MAX_MEMBERS):
        inflater = isal_zlib.decompressobj(_GZIP_WINDOW)
        yield _inflated(inflater, body, limit, "gzip")
        if not inflater.eof:
            raise Undecodable("the gzip data end too early")
        body = inflater.unused_data
        if not body.startswith(_GZIP_MAGIC):
            return
    raise Undecodable(f"the gzip data have more than {_MAX_MEMBERS} members")


def _deflate(body: bytes, limit: int) -> Iterator[bytes]:
    """Decode deflate: in its zlib wrapping (RFC 1950), or raw, as some servers send it."""
    is_wrapped = len(body) >= 2 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
    inflater = isal_zlib.decompressobj(zlib.MAX_WBITS if is_wrapped else -zlib.MAX_WBITS)
    yield _inflated(inflater, body, limit, "deflate")
    if not inflater.eof:
        raise Undecodable("the deflate data end too early")


def _inflated(inflater: Any, body: bytes, limit: int, name: str) -> bytes:
    """Return what the inflater makes of a body, at most one byte more than the limit."""
    try:
        decoded: bytes = inflater.decompress(body, limit + 1)
    except isal_zlib.error as error:
        raise Undecodable(f"the {name} data are damaged: {error}") from error
    return decoded


def _brotli(body: bytes, limit: int) -> Iterator[bytes]:
    """Decode brotli (RFC 7932)."""
    decompressor = brotli.Decompressor()
    pending = body
    try:
        while not decompressor.is_finished():
            piece = decompressor.process(pending, output_buffer_limit=_BROTLI_CHUNK_BYTES)
            if not piece and (not pending or decompressor.can_accept_more_data()):
                break
            pending = b""
            yield piece
    except brotli.error as error:
        raise Undecodable(f"the br data are damaged: {error}") from error
    if not decompressor.is_finished():
        raise Undecodable("the br data end too early")


def _zstd(body: bytes, limit: int) -> Iterator[bytes]:
    """Decode zstd (RFC 8878, limits of RFC 9659), every frame of it."""
    for _ in range(_MAX_MEMBERS):
        decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES).decompressobj()
        start = 0
        try:
            while start < len(body) and not decompressor.eof:
                yield decompressor.decompress(body[start : start + _ZSTD_SLICE_BYTES])
                start += _ZSTD_SLICE_BYTES
        except zstandard.ZstdError as error:
            raise Undecodable(f"the zstd data are damaged: {error}") from error
        if not decompressor.eof:
            raise Undecodable("the zstd data end too early")
        body = decompressor.unused_data + body[start:]
        if not body:
            return
    raise Undecodable(f"the zstd data have more than {_MAX_MEMBERS} frames")


_DECODERS: dict[str, _Decoder] = {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd}
