"""WARC files that others wrote: made here with warcio, and with wget where it is installed. The pages are invented."""

import gzip
import shutil
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.errors import DamagedArchive
from tests.warehouse.archive.writing import FILE, PAGE, batch, respond
from warehouse.archive import read_batch_info, read_captures, read_outcomes, record_offsets

URL = "https://ua.korrespondent.example/ukraine/7-sim"
DATE = "2026-05-07T15:00:00Z"
HTML = "<html><h1>Чужий архів</h1></html>".encode() * 90
CHUNKED = b"%x\r\n%s\r\n%x;ext=1\r\n%s\r\n0\r\n\r\n" % (100, HTML[:100], len(HTML) - 100, HTML[100:])


def write(path: Path, *, compressed: bool = True, broken_digest: bool = False) -> None:
    """Write what a crawler writes: warcinfo, request, chunked response, dns, revisits by address and by digest."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=compressed, warc_version="1.0")
        writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "another crawler/1"}))
        request = BytesIO(b"GET /ukraine/7-sim HTTP/1.1\r\nHost: ua.korrespondent.example\r\n\r\n")
        writer.write_record(writer.create_warc_record(URL, "request", payload=request))
        writer.write_record(
            writer.create_warc_record("dns:ua.korrespondent.example", "response", payload=BytesIO(b"x"))
        )
        status = StatusAndHeaders(
            "200 OK", [("Transfer-Encoding", "chunked"), ("Content-Type", "text/html")], "HTTP/1.1"
        )
        named = {"WARC-Date": DATE, "WARC-Record-ID": "<urn:uuid:7b0c4c1e-1111-4222-8333-444455556666>"}
        digest = {"WARC-Payload-Digest": "sha1:AAAA"} if broken_digest else {}
        response = writer.create_warc_record(
            URL, "response", payload=BytesIO(CHUNKED), length=len(CHUNKED), http_headers=status,
            warc_headers_dict={**named, **digest},
        )  # fmt: skip
        payload_digest = response.rec_headers.get_header("WARC-Payload-Digest")
        writer.write_record(response)
        for date, where in ((DATE, URL), ("2020-01-01T00:00:00Z", "https://elsewhere.example/")):
            again = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
            writer.write_record(
                writer.create_revisit_record(
                    URL, payload_digest, where, date, again, {"WARC-Date": "2026-05-08T15:00:00Z"}
                )
            )
        lost = StatusAndHeaders("200 OK", [], "HTTP/1.1")
        writer.write_record(writer.create_revisit_record(URL, "sha1:LOST", "https://gone.example/", DATE, lost))


@pytest.mark.parametrize("compressed", [True, False])
def test_responses_and_revisits_of_another_crawler(tmp_path: Path, compressed: bool) -> None:
    write(tmp_path / "x.warc.gz", compressed=compressed)
    response, by_address, by_digest, lost = read_captures(tmp_path, "x.warc.gz")
    assert response.body == HTML
    assert response.capture_id == "7b0c4c1e-1111-4222-8333-444455556666"
    assert response.captured_at == datetime(2026, 5, 7, 15, tzinfo=UTC)
    assert response.header("content-type") == "text/html"
    assert not response.is_unchanged
    assert (by_address.body, by_address.is_unchanged) == (HTML, True)
    assert (by_digest.body, by_digest.is_unchanged) == (HTML, True)
    assert (lost.body, lost.is_unchanged, lost.payload_digest) == (b"", True, "sha1:LOST")


def test_the_digest_is_that_of_the_body_without_chunks(tmp_path: Path) -> None:
    write(tmp_path / "x.warc.gz", broken_digest=True)
    with batch(tmp_path) as archive:
        respond(archive, body=HTML)
    (ours,) = read_captures(tmp_path, FILE)
    assert next(read_captures(tmp_path, "x.warc.gz")).payload_digest == ours.payload_digest


@pytest.mark.parametrize("compressed", [True, False])
def test_parts_by_offset(tmp_path: Path, compressed: bool) -> None:
    write(tmp_path / "x.warc.gz", compressed=compressed)
    offsets = record_offsets(tmp_path / "x.warc.gz")
    assert len(offsets) == 7
    parts = [*read_captures(tmp_path, "x.warc.gz", 0, offsets[4]), *read_captures(tmp_path, "x.warc.gz", offsets[4])]
    assert parts == list(read_captures(tmp_path, "x.warc.gz"))
    assert [p.warc_offset for p in parts] == offsets[3:]


def test_what_the_file_says_of_itself(tmp_path: Path) -> None:
    write(tmp_path / "x.warc.gz")
    assert read_batch_info(tmp_path / "x.warc.gz")["software"] == "another crawler/1"
    assert read_outcomes(tmp_path / "x.warc.gz") is None


@pytest.mark.parametrize("with_dictionary", [False, True])
def test_zstandard(tmp_path: Path, with_dictionary: bool) -> None:
    write(tmp_path / "x.warc", compressed=False)
    data = (tmp_path / "x.warc").read_bytes()
    cuts = [*record_offsets(tmp_path / "x.warc"), len(data)]
    raw = b"WARC/1.0\r\nWARC-Type: response\r\n" * 40
    dictionary = zstandard.ZstdCompressionDict(raw) if with_dictionary else None
    head = struct.pack("<4sI", b"\x5d\x2a\x4d\x18", len(raw)) + raw if with_dictionary else b""
    compressor = zstandard.ZstdCompressor(dict_data=dictionary)
    frames = [compressor.compress(data[a:b]) for a, b in pairwise(cuts)]
    (tmp_path / "x.warc.zst").write_bytes(head + b"".join(frames))
    found = list(read_captures(tmp_path, "x.warc.zst"))
    assert [c.body for c in found] == [c.body for c in read_captures(tmp_path, "x.warc")]
    assert list(read_captures(tmp_path, "x.warc.zst", found[1].warc_offset)) == found[1:]


def test_our_file_and_another_in_one(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
    write(tmp_path / "x.warc.gz")
    both = (tmp_path / FILE).read_bytes() + (tmp_path / "x.warc.gz").read_bytes()
    (tmp_path / "both.warc.gz").write_bytes(both)
    assert [c.body for c in read_captures(tmp_path, "both.warc.gz")] == [PAGE, HTML, HTML, HTML, b""]
    assert len(record_offsets(tmp_path / "both.warc.gz")) == 9


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("kept", [-1, -3, -60, -400])
def test_cut_short(tmp_path: Path, compressed: bool, kept: int) -> None:
    write(tmp_path / "x.warc.gz", compressed=compressed)
    cut = (tmp_path / "x.warc.gz").read_bytes()[: -4 if not compressed and kept > -4 else None][:kept]
    (tmp_path / "cut.warc.gz").write_bytes(cut)
    with pytest.raises(DamagedArchive, match=r"cut\.warc\.gz is damaged at byte"):
        list(read_captures(tmp_path, "cut.warc.gz"))


@pytest.mark.parametrize(
    "data", [b"no archive at all\n" * 20, gzip.compress(b"<html>", mtime=0), b"\x1f\x8b\x08\x00broken", b"\x00" * 90]
)
def test_what_is_no_warc(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.warc.gz").write_bytes(data)
    with pytest.raises(DamagedArchive, match="damaged at byte 0"):
        list(read_captures(tmp_path, "x.warc.gz"))


def test_a_wrong_length_is_told(tmp_path: Path) -> None:
    write(tmp_path / "x.warc", compressed=False)
    data = (tmp_path / "x.warc").read_bytes()
    (tmp_path / "x.warc").write_bytes(data.replace(b"Content-Length: 63", b"Content-Length: 33", 1))
    with pytest.raises(DamagedArchive, match="longer than its Content-Length"):
        list(read_captures(tmp_path, "x.warc"))


class _Page(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(CHUNKED)

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
@pytest.mark.parametrize("options", [(), ("--no-warc-compression",)])
def test_wget(tmp_path: Path, options: tuple[str, ...]) -> None:
    with served() as address:
        urls = [f"{address}ukraine/{number}" for number in (1, 2)]
        command = ["wget", "-q", "--no-proxy", "-O", "/dev/null", "--warc-file=w", *options, *urls]
        subprocess.run(command, cwd=tmp_path, check=True)
    (file,) = tmp_path.glob("w.warc*")
    found = list(read_captures(tmp_path, file.name))
    assert [c.url for c in found] == urls
    assert [c.body for c in found] == [HTML, HTML]
    assert all(UUID(c.capture_id) for c in found)
