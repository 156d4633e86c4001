"""Attacks by WARC files of strangers: hostile headers, wrong lengths and digests, bombs. Every page in them is invented."""

import gzip
import random
import resource
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard

from schemas.errors import DamagedArchive
from tests.warehouse.archive.writing import batch, respond
from warehouse.archive import read_captures
from warehouse.archive.foreign import foreign_faults
from warehouse.archive.members import MOST_BYTES, encode_member
from warehouse.archive.read import read_batch_info, read_outcomes, record_offsets

BODY = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x</p>"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
FIELDS = {
    "WARC-Type": "response",
    "WARC-Record-ID": "<urn:uuid:11111111-1111-1111-1111-111111111111>",
    "WARC-Date": "2026-05-07T15:00:00Z",
    "WARC-Target-URI": "https://ua.korrespondent.net/world/1-x",
    "Content-Type": "application/http;msgtype=response",
}
NAMES = (*FIELDS, "Content-Length", "WARC-Payload-Digest", "WARC-Block-Digest", "WARC-Refers-To", "WARC-Refers-To-Filename",
         "WARC-Refers-To-File-Offset", "WARC-Profile", "WARC-Truncated", "WARC-Segment-Number")  # fmt: skip
VALUES = (
    None, "", "-1", "0", "²", "٣", "9" * 30, "9" * 5_000, "1e3", " 5", "5, 6", "x\r\nInjected: 1", "\0", "\x1b[2J", "2026-99-99",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "20260507150000", "99999999999999", "http://[x", "../../../../etc/passwd",
    "<urn:uuid:zz>", "revisit", "request", "warcinfo", "sha1:", "md5:x", "sha1:WRONG", "https://ua.korrespondent.net/" + "a" * 50_000,
)  # fmt: skip
BLOCKS = (
    BODY, BODY, BODY, b"", b"\r\n\r\n", b"HTTP/1.1", b"HTTP/1.1 \r\n\r\n", b"HTTP/1.1 " + b"9" * 5_000 + b" OK\r\n\r\nx",
    b"HTTP/1.1 99999 OK\r\n\r\nx", b"HTTP/1.1 \xc2\xb2 OK\r\n\r\nx", CHUNKED + b"FFFFFFFFFFFF\r\nx", CHUNKED + b"-5\r\nx",
    CHUNKED + b"0" * 50_000, b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 20_000 + b"\r\nx",
    b"HTTP/1.1 200 OK\r\n" + b"A" * 200_000 + b": b\r\n\r\nx", b"HTTP/1.1 200 OK\r\n: \r\n\0: \xff\r\n\r\nx", bytes(range(256)),
)  # fmt: skip


def record(block: bytes = BODY, **changes: str | None) -> bytes:
    fields: dict[str, str | None] = {**FIELDS, "Content-Length": str(len(block))}
    fields |= {name.replace("_", "-"): value for name, value in changes.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def ours(data: bytes) -> bytes:
    head, separator, body = data.partition(b"\r\n\r\n")
    return encode_member(head + separator, body, is_coded=False)


WRAPPINGS: dict[str, Callable[[bytes], bytes]] = {"ours": ours, "gzip": gzip.compress, "plain": bytes}


def read_all(path: Path) -> int:
    """Read a file in every way there is; return in how many of them it is refused by name."""
    refused = 0
    for read in (
        lambda: list(read_captures(path.parent, path.name)),
        lambda: record_offsets(path),
        lambda: read_batch_info(path),
        lambda: read_outcomes(path),
        lambda: list(foreign_faults(path, path.name, 0)),
    ):
        try:
            read()
        except DamagedArchive as error:
            assert len(str(error)) < 1_000  # noqa: PT017
            refused += 1
    return refused


def hostile_files(seed: int, count: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    for _ in range(count):
        parts = []
        for _ in range(chance.randint(1, 3)):
            changes = {chance.choice(NAMES): chance.choice(VALUES) for _ in range(chance.choice([0, 1, 1, 2]))}
            data = record(chance.choice(BLOCKS), **{name.replace("-", "_"): value for name, value in changes.items()})
            if chance.random() < 0.3:
                data = wounded(data, chance)
            data = WRAPPINGS[chance.choice(list(WRAPPINGS))](data)
            parts.append(wounded(data, chance) if chance.random() < 0.3 else data)
        whole = b"".join(parts)
        if chance.random() < 0.1:
            whole = zstandard.ZstdCompressor().compress(whole)
            whole = wounded(whole, chance) if chance.random() < 0.5 else whole
        yield whole


def wounded(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    put = chance.choice(
        [b"", b"\0", b"\r\n", b"WARC/1.1\r\n", bytes([chance.randrange(256)]) * chance.choice([1, 5, 500])]
    )
    return data[:start] + put + data[start + chance.choice([0, 1, 4, 50]) :]


@pytest.mark.parametrize("seed", range(8))
def test_any_file_is_read_or_refused_by_name(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "x.warc.gz"
    started = time.process_time()
    for data in hostile_files(seed, 60):
        path.write_bytes(data)
        read_all(path)
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "data",
    [
        ours(record(Content_Length="9" * 5_000)),
        ours(record(Content_Length="-5")),
        ours(record(Content_Length="²")),
        ours(record(WARC_Date=None)),
        ours(record(WARC_Date="0001-01-01T00:00:00+14:00")),
        ours(record(b"HTTP/1.1 " + b"9" * 5_000 + b" OK\r\n\r\nx")),
        gzip.compress(record(Content_Length="-5")),
        gzip.compress(record(b"HTTP/1.1 \xc2\xb2 OK\r\n\r\nx")),
        gzip.compress(record(WARC_Date="9999-12-31T23:59:59-14:00")),
        gzip.compress(record())[:-20],
        b"\x5d\x2a\x4d\x18\xff",
    ],
    ids=range(11),
)
def test_found_case_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.warc.gz").write_bytes(data)
    with pytest.raises(DamagedArchive):
        list(read_captures(tmp_path, "x.warc.gz"))
    read_all(tmp_path / "x.warc.gz")


def test_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    deflater = zlib.compressobj(9, zlib.DEFLATED, 31)
    length = 2 * MOST_BYTES
    head = record(b"", Content_Length=str(length)).removesuffix(b"\r\n\r\n")
    pieces = [deflater.compress(head + b"HTTP/1.1 200 OK\r\n\r\n")]
    pieces += [deflater.compress(bytes(1 << 20)) for _ in range(length >> 20)]
    foreign = b"".join([*pieces, deflater.flush()])
    declared = bytearray(ours(record()))
    forged = bytes(declared[:28]) + foreign[10:]
    forged = forged[:20] + struct.pack("<II", len(forged), length) + forged[28:]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for data in (foreign, forged):
        assert len(data) < 1_000_000
        (tmp_path / "x.warc.gz").write_bytes(data)
        with pytest.raises(DamagedArchive):
            list(read_captures(tmp_path, "x.warc.gz"))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 3 * MOST_BYTES / 1024


@pytest.mark.parametrize("name", ["../secret.warc.gz", "/etc/passwd", "a/../../secret.warc.gz", "\0", ".", ""])
def test_reference_leads_out_of_no_archive(tmp_path: Path, name: str) -> None:
    root = tmp_path / "archive"
    root.mkdir()
    (tmp_path / "secret.warc.gz").write_bytes(ours(record(b"HTTP/1.1 200 OK\r\n\r\ncanary")))
    revisit = record(
        b"HTTP/1.1 200 OK\r\n\r\n", WARC_Type="revisit", WARC_Refers_To=FIELDS["WARC-Record-ID"],
        WARC_Refers_To_Filename=name, WARC_Refers_To_File_Offset="0",
    )  # fmt: skip
    (root / "x.warc.gz").write_bytes(ours(revisit))
    assert [capture.body for capture in read_captures(root, "x.warc.gz")] == [b""]


def test_header_of_a_server_makes_no_record(tmp_path: Path) -> None:
    """CRLF injection: what a server sends, or a URL holds, ends no line of ours."""
    trick = b"x\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\ncanary"
    headers = ((b"X-Trick", trick), (b"Y\r\nZ", b"y"))
    url = "https://ua.korrespondent.example/1\r\nWARC-Type: warcinfo\r\n\r\n"
    with batch(tmp_path, "x.warc.gz") as archive:
        respond(archive, url=url, headers=headers, body=b"page")
    (capture,) = read_captures(tmp_path, "x.warc.gz")
    assert capture.body == b"page"
    assert [name for name, _ in capture.headers] == ["X-Trick", "Y  Z"]
    assert "\n" not in capture.url
