"""Gzip members: one a record, so that any record can be read alone (ISO 28500:2017, annex D).

Each member carries its own length in an extra field (RFC 1952, 2.3.1.1), so that a reader steps from record to record
without inflating: a `sl` subfield, the skip length of the WARC drafts (wget writes it too), and an empty `Kr` subfield that
marks our members. Other tools pass over both. A body that is content-coded already is not compressed again: its bytes go
into stored blocks (RFC 1951, 3.2.4).
"""

import os
import struct
import zlib
from typing import BinaryIO

from isal import isal_zlib
from isal.igzip_lib import IsalError

from schemas.errors import DamagedArchive

_HEADER = struct.Struct("<4sIBBH2sH2sHII")
_MAGIC_WITH_EXTRA = b"\x1f\x8b\x08\x04"
_EXTRA_BYTES = 16
_MARK = b"Kr"
_SKIP_LENGTH = b"sl"
_TRAILER = struct.Struct("<II")
_STORED_BLOCK = struct.Struct("<BHH")
_STORED_MAX = 65_535
_RAW_DEFLATE = -15
_LEVEL = 2
HEADER_BYTES = _HEADER.size
MOST_BYTES = 1 << 28
"""Longest record that is read, inflated: 25 times the longest body that a crawl takes in. More is a bomb."""


def encode_member(head: bytes, body: bytes, *, is_coded: bool) -> bytes:
    """Return one gzip member of `head` and `body`; `is_coded` says that the body does not compress any further."""
    deflater = isal_zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW_DEFLATE)
    if is_coded:
        parts = [deflater.compress(head), deflater.flush(zlib.Z_SYNC_FLUSH), *_stored_blocks(body)]
    else:
        parts = [deflater.compress(head), deflater.compress(body), deflater.flush()]
    length = len(head) + len(body)
    checksum = isal_zlib.crc32(body, isal_zlib.crc32(head))
    compressed = HEADER_BYTES + sum(map(len, parts)) + _TRAILER.size
    header = _HEADER.pack(_MAGIC_WITH_EXTRA, 0, 0, 255, _EXTRA_BYTES, _MARK, 0, _SKIP_LENGTH, 8, compressed, length)
    return b"".join((header, *parts, _TRAILER.pack(checksum, length & 0xFFFFFFFF)))


def _stored_blocks(body: bytes) -> list[bytes]:
    """Return the body as stored deflate blocks, the last one marked final."""
    parts: list[bytes] = []
    last = max(0, (len(body) - 1) // _STORED_MAX * _STORED_MAX)
    for begin in range(0, last + 1, _STORED_MAX):
        piece = body[begin : begin + _STORED_MAX]
        parts += (_STORED_BLOCK.pack(begin == last, len(piece), len(piece) ^ 0xFFFF), piece)
    return parts


def stored_member(content: bytes, length: int) -> bytes:
    """Return a gzip member of exactly `length` bytes in which `content`, of `stored_content_bytes(length)`, stands as it is."""
    count = _stored_block_count(length)
    size = -(-len(content) // count)
    pieces = [content[size * number : size * (number + 1)] for number in range(count)]
    blocks = [
        part
        for number, piece in enumerate(pieces, 1)
        for part in (_STORED_BLOCK.pack(number == count, len(piece), len(piece) ^ 0xFFFF), piece)
    ]
    checksum = isal_zlib.crc32(content)
    header = _HEADER.pack(_MAGIC_WITH_EXTRA, 0, 0, 255, _EXTRA_BYTES, _MARK, 0, _SKIP_LENGTH, 8, length, len(content))
    return b"".join((header, *blocks, _TRAILER.pack(checksum, len(content) & 0xFFFFFFFF)))


def stored_content_bytes(length: int) -> int:
    """Return how many bytes stand in a `stored_member` of this length."""
    return length - HEADER_BYTES - _TRAILER.size - _STORED_BLOCK.size * _stored_block_count(length)


def _stored_block_count(length: int) -> int:
    return max(1, -(-(length - HEADER_BYTES - _TRAILER.size) // (_STORED_MAX + _STORED_BLOCK.size)))


def member_length(file: BinaryIO, offset: int) -> int | None:
    """Return the length of our member at `offset`, 0 at the end of the file, None where somebody else wrote it."""
    file.seek(offset)
    header = file.read(HEADER_BYTES)
    if len(header) < HEADER_BYTES:
        return 0 if not header and offset == os.fstat(file.fileno()).st_size else None
    magic, _, _, _, extra, mark, _, subfield, _, compressed, _ = _HEADER.unpack(header)
    is_ours = (magic, extra, mark, subfield) == (_MAGIC_WITH_EXTRA, _EXTRA_BYTES, _MARK, _SKIP_LENGTH)
    return compressed if is_ours and compressed > HEADER_BYTES else None


def read_member(file: BinaryIO, name: str, offset: int, length: int) -> bytes:
    """Return the inflated bytes of the member at `offset`.

    Raises:
        DamagedArchive: it is cut short, its checksum or length is wrong, or it is a bomb.
    """
    file.seek(offset)
    data = file.read(length)
    if len(data) < length:
        raise DamagedArchive(name, offset, f"the record has {length} bytes, the file only {len(data)} from there")
    inflater = isal_zlib.decompressobj(31)
    try:
        inflated: bytes = inflater.decompress(data, MOST_BYTES)
    except IsalError as error:
        raise DamagedArchive(name, offset, f"its gzip member cannot be inflated ({error})") from error
    if not inflater.eof:
        reason = f"is longer than {MOST_BYTES} bytes" if len(inflated) >= MOST_BYTES else "ends too early"
        raise DamagedArchive(name, offset, f"its gzip member {reason}")
    return inflated
