"""Content codings undone within limits."""

import gzip
import tracemalloc
import zlib

import brotli
import pytest
import zstandard

from schemas.errors import Undecodable
from transforms.content_coding import decode_body, decode_prefix

PAGE = ("<p>Вигаданий текст, якого досить для стиснення. " * 2000).encode()
CODED = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE),
    "deflate": zlib.compress(PAGE),
    "br": brotli.compress(PAGE),
    "zstd": zstandard.compress(PAGE),
}
LIMIT = 1_000_000
ZEROS = bytes(50_000_000)


@pytest.mark.parametrize("coding", CODED)
def test_a_coding_is_undone(coding: str) -> None:
    assert decode_body(CODED[coding], coding, LIMIT) == PAGE
    assert decode_body(CODED[coding], f" {coding.upper()} , identity", LIMIT) == PAGE


@pytest.mark.parametrize("header", [None, "", "identity"])
def test_no_coding(header: str | None) -> None:
    assert decode_body(PAGE, header, LIMIT) == PAGE


@pytest.mark.parametrize("coding", CODED)
@pytest.mark.parametrize("kept", [1, 0.5, -1])
def test_a_body_cut_off_is_undecodable(coding: str, kept: float) -> None:
    body = CODED[coding]
    cut = body[: int(len(body) * kept)] if kept == 0.5 else body[: int(kept)]
    with pytest.raises(Undecodable):
        decode_body(cut, coding, LIMIT)


@pytest.mark.parametrize("coding", CODED)
def test_a_damaged_body_is_undecodable(coding: str) -> None:
    with pytest.raises(Undecodable):
        decode_body(b"<html>not compressed at all</html>", coding, LIMIT)


@pytest.mark.parametrize("coding", CODED)
def test_an_empty_body_is_empty(coding: str) -> None:
    assert decode_body(b"", coding, LIMIT) == b""


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        ("gzip", gzip.compress(ZEROS, 1)),
        ("deflate", zlib.compress(ZEROS, 1)),
        ("br", brotli.compress(ZEROS, quality=1)),
        ("zstd", zstandard.compress(ZEROS)),
    ],
    ids=["gzip", "deflate", "br", "zstd"],
)
def test_a_bomb_stops_at_the_limit(coding: str, bomb: bytes) -> None:
    tracemalloc.start()
    with pytest.raises(Undecodable, match="longer than 1000000 bytes"):
        decode_body(bomb, coding, LIMIT)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 15_000_000


def test_a_bomb_in_a_bomb_stops_at_the_limit() -> None:
    bomb = gzip.compress(gzip.compress(bytes(10_000_000)))
    with pytest.raises(Undecodable, match="longer"):
        decode_body(bomb, "gzip, gzip", LIMIT)


def test_the_limit_holds_without_a_coding() -> None:
    assert decode_body(b"12345", None, 5) == b"12345"
    with pytest.raises(Undecodable, match="longer than 4 bytes"):
        decode_body(b"12345", None, 4)


def test_a_body_of_exactly_the_limit_is_decoded() -> None:
    for coding in ("gzip", "deflate", "br", "zstd"):
        assert decode_body(CODED[coding], coding, len(PAGE)) == PAGE


def test_codings_in_a_row_are_undone_from_the_last() -> None:
    assert decode_body(brotli.compress(gzip.compress(PAGE)), "gzip, br", LIMIT) == PAGE


def test_too_many_codings() -> None:
    with pytest.raises(Undecodable, match="4 content codings"):
        decode_body(PAGE, "gzip, gzip, gzip, gzip", LIMIT)


def test_an_unknown_coding_is_named() -> None:
    with pytest.raises(Undecodable, match="unknown content coding 'compress'"):
        decode_body(PAGE, "compress", LIMIT)


def test_deflate_without_its_wrapping() -> None:
    raw = zlib.compressobj(wbits=-15)
    assert decode_body(raw.compress(PAGE) + raw.flush(), "deflate", LIMIT) == PAGE


def test_gzip_of_several_members_and_with_something_behind() -> None:
    assert decode_body(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0", "gzip", LIMIT) == b"one two"


def test_zstd_of_several_frames() -> None:
    assert decode_body(zstandard.compress(b"one ") + zstandard.compress(b"two"), "zstd", LIMIT) == b"one two"


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_thousands_of_members_are_not_tried_one_after_the_other(coding: str) -> None:
    """Each costs a copy of all that follows: 2 MB of empty frames took 24 s."""
    empty = {"gzip": gzip.compress(b""), "zstd": zstandard.compress(b"")}[coding]
    with pytest.raises(Undecodable, match="more than 100"):
        decode_body(empty * 101, coding, LIMIT)


@pytest.mark.parametrize("coding", CODED)
def test_a_prefix(coding: str) -> None:
    assert decode_prefix(CODED[coding], coding, 500) == PAGE[:500]
    assert decode_prefix(CODED[coding], coding, 10 * len(PAGE)) == PAGE


def test_a_prefix_of_a_body_cut_off() -> None:
    page = " ".join(f"{number * 7919 % 104729}" for number in range(50_000)).encode()
    for coding, body in (
        ("gzip", gzip.compress(page)),
        ("deflate", zlib.compress(page)),
        ("br", brotli.compress(page)),
    ):
        assert decode_prefix(body[: len(body) // 2], coding, 500) == page[:500]


def test_a_prefix_of_what_cannot_be_decoded_is_empty() -> None:
    assert decode_prefix(b"junk", "br", 500) == b""
    assert decode_prefix(b"junk", "compress", 500) == b""
    assert decode_prefix(b"plain", None, 3) == b"pla"
