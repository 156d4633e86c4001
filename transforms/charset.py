"""The character encoding of a page: what it says, checked against what it is."""

import codecs
import re
import struct

import pyarrow as pa

from schemas.errors import Undecodable
from transforms.charset_evidence import likeliest_encoding

_MAX_BYTES = 10_000_000
"""Longest page that is read: the longest of 2,085 real news pages has 2.4 MB."""
_PREFIX_BYTES = 1024
"""Where a page must declare its encoding (HTML Standard, 13.2.3.2); it often does so only later."""
_BINARY = bytes(byte for byte in range(0x20) if byte not in b"\t\n\x0b\f\r\x1b")
"""Bytes that no text holds (MIME Sniffing Standard, "binary data byte"), vertical tab aside."""
_NOT_ASCII = bytes(range(0x80, 0x100))
_BINARY_SHARE = 0.02
_SIGNATURES = (b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""Labels that browsers read as a wider encoding (Encoding Standard, 4.2)."""
_OTHER_LABELS = {
    "x-mac-cyrillic": "mac-cyrillic",
    "x-sjis": "cp932",
    "x-cp1251": "cp1251",
    "windows-31j": "cp932",
    "windows-874": "cp874",
}
_ACCEPTED = frozenset(
    [
        "utf-8",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "cp1251",
        "koi8-u",
        "koi8-r",
        "iso8859-5",
        "cp866",
        "mac-cyrillic",
        "cp1250",
        "cp1252",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
        "cp1258",
        "cp874",
        "iso8859-2",
        "iso8859-3",
        "iso8859-4",
        "iso8859-6",
        "iso8859-7",
        "iso8859-8",
        "iso8859-10",
        "iso8859-13",
        "iso8859-14",
        "iso8859-15",
        "iso8859-16",
        "mac-roman",
        "gb18030",
        "big5hkscs",
        "cp932",
        "euc_jp",
        "cp949",
    ]
)


def utf8_of(body: bytes, content_type: str | None) -> bytes:
    """Return the body in UTF-8, which may still hold single wrong bytes.

    A byte order mark decides; then, whatever is declared, bytes that are valid UTF-8 are UTF-8 (text in another encoding
    hardly ever is, and wrong declarations are common), as are those with fewer wrong bytes than right characters; then the charset of
    the header, then that of the page itself, each unless its letters make no sense; then what the letters say.

    Raises:
        Undecodable: the body is empty, binary or too long.
    """
    if len(body) > _MAX_BYTES:
        raise Undecodable(f"it is {len(body)} bytes, more than {_MAX_BYTES}")
    for bom, name in _BOMS:
        if body.startswith(bom):
            body = body[len(bom) :]
            if name != "utf-8":
                return _recoded(body, name)
    prefix = body[:_PREFIX_BYTES]
    if not prefix.strip() and not body.strip():
        raise Undecodable("it is empty")
    binary_count = len(prefix) - len(prefix.translate(None, _BINARY))
    if binary_count and (wide := _utf16(prefix, content_type)):
        return _recoded(body, wide)
    if binary_count > _BINARY_SHARE * len(prefix) or body.startswith(_SIGNATURES):
        raise Undecodable("it is binary")
    return body if is_utf8(body) or _is_nearly_utf8(body) else _recoded(body, _encoding_of(body, content_type))


def is_utf8(body: bytes) -> bool:
    """Tell whether the bytes are valid UTF-8 (by Arrow: seven times faster than decoding a page of 100 kB)."""
    offsets = pa.py_buffer(struct.pack("=qq", 0, len(body)))
    array = pa.Array.from_buffers(pa.large_string(), 1, [None, offsets, pa.py_buffer(body)])
    try:
        array.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _is_nearly_utf8(body: bytes) -> bool:
    """Tell whether more of what is not ASCII is right as UTF-8 than wrong: of other encodings, hardly a sequence is right."""
    text = body.decode("utf-8", "replace")
    return 2 * text.count("\ufffd") <= len(text) - len(body.translate(None, _NOT_ASCII))


def _encoding_of(body: bytes, content_type: str | None) -> str:
    """Return the codec of a body that is not UTF-8, by what it declares and by its letters."""
    labels = [
        _header_charset(content_type),
        *(label.decode("ascii", "replace") for label in _META_CHARSET.findall(body)),
    ]
    names = dict.fromkeys(name for label in labels if (name := _encoding(label)) and not name.startswith("utf"))
    return likeliest_encoding(body, tuple(names))


def _utf16(prefix: bytes, content_type: str | None) -> str | None:
    """Return the byte order of a body without a mark that is UTF-16, by its header or because every other byte of its markup is null."""
    name = _encoding(_header_charset(content_type)) or ""
    nulls = prefix[::2].count(0), prefix[1::2].count(0)
    is_markup = b"<\0" in prefix or b"\0<" in prefix
    if name.startswith("utf-16") or (is_markup and min(nulls) == 0 and max(nulls) * 10 > len(prefix)):
        return "utf-16-be" if nulls[0] > nulls[1] else "utf-16-le"
    return None


def _recoded(body: bytes, name: str) -> bytes:
    return body.decode(name, "replace").encode("utf-8", "replace")


def _header_charset(content_type: str | None) -> str | None:
    match = _HEADER_CHARSET.search(content_type or "")
    return match[1] if match else None


def _encoding(label: str | None) -> str | None:
    """Return the codec that a label means, or `None` where it means none that a page could have."""
    label = _OTHER_LABELS.get((label or "").lower(), label)
    try:
        name = codecs.lookup(label).name if label else None
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name or "", name)
    return name if name in _ACCEPTED else None
