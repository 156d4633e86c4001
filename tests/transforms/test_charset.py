"""The encoding of a page: what it is before what it says."""

import pytest

from schemas.errors import Undecodable
from transforms.charset import is_utf8, utf8_of

TEXT = "<p>Новини України: ґанок, їжак, ёлка. Слова, слова, слова, слова.</p>"
HTML = "text/html"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), "text/html; charset=utf-8"),
        (TEXT.encode(), HTML),
        (TEXT.encode(), None),
        (b"\xef\xbb\xbf" + TEXT.encode(), HTML),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=windows-1251"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), HTML),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), HTML),
        (TEXT.encode("utf-16-le"), "text/html; charset=utf-16"),
        (TEXT.encode("utf-16-be"), "text/html; charset=utf-16"),
        (TEXT.encode("cp1251"), "text/html; charset=windows-1251"),
        (TEXT.encode("cp1251"), 'text/html; charset="CP1251"'),
        # a header may be wrong: valid UTF-8 is UTF-8
        (TEXT.encode(), "text/html; charset=windows-1251"),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),
        (TEXT.encode(), "text/html; charset=no-such-thing"),
    ],
)
def test_the_text_is_read(body: bytes, content_type: str | None) -> None:
    assert utf8_of(body, content_type).decode() == TEXT


@pytest.mark.parametrize(
    "meta",
    ['<meta charset="windows-1251">', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'],
)
@pytest.mark.parametrize("content_type", [HTML, "text/html; charset=utf-8", "text/html; charset=zip"])
def test_the_page_says_its_encoding(meta: str, content_type: str) -> None:
    page = meta + TEXT
    assert utf8_of(page.encode("cp1251"), content_type).decode() == page


def test_single_wrong_bytes_cost_only_themselves() -> None:
    body = (TEXT * 20).encode()
    broken = body[:30] + b"\xff" + body[31:]
    assert utf8_of(broken, "text/html; charset=utf-8") == broken


@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-8"])
def test_what_is_in_no_declared_encoding_is_undecodable(content_type: str | None) -> None:
    with pytest.raises(Undecodable, match="not UTF-8"):
        utf8_of((TEXT * 20).encode("cp1251"), content_type)


@pytest.mark.parametrize("body", [b"", b"   \n\t ", b"\r\n" * 2000])
def test_an_empty_body_is_undecodable(body: bytes) -> None:
    with pytest.raises(Undecodable, match="empty"):
        utf8_of(body, HTML)


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\x1f\x8b\x08\0\0\0\0\0", b"%PDF-1.7\n\x00\x01", bytes(100)]
)
def test_a_binary_body_is_undecodable(body: bytes) -> None:
    with pytest.raises(Undecodable, match="binary"):
        utf8_of(body, HTML)


def test_what_is_utf8() -> None:
    assert is_utf8(b"")
    assert is_utf8("їжак 🦔".encode())
    assert not is_utf8(b"\xff")
    assert not is_utf8("ї".encode()[:1])
    assert not is_utf8(b"\xed\xb2\x80")  # a lone surrogate
