"""What we write is standard WARC/1.1: judged by warcio, which knows nothing of us."""

import hashlib
import subprocess
import sys
from base64 import b32encode
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from schemas.errors import AlreadyRunning, BadSettings
from tests.warehouse.archive.writing import FILE, GZIP, PAGE, Previous, batch, previous_of, respond
from warehouse.archive import read_captures

URL = "https://ua.korrespondent.example/ukraine/1-odyn"


def warcio_check(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "from warcio.cli import main; main()", "check", "-v", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return done.stdout


def write_all_kinds(root: Path) -> None:
    with batch(root) as archive:
        respond(archive)
        respond(archive, "https://ua.korrespondent.example/all/", "<p>без кодування</p>".encode(), headers=GZIP[:1])
        respond(archive, "https://ua.korrespondent.example/empty", b"", headers=(), status_code=204)
        archive.write_outcomes(b'{"url":"https://ua.korrespondent.example/", "outcome":"FetchTimeout"}\n')
    first = previous_of(next(iter(read_captures(root, FILE))))
    with batch(root, "second.warc.gz", "second") as archive:
        respond(archive, previous=first, after=3600)
        respond(archive, body=b"", status_code=304, previous=first, after=7200)


def test_warcio_finds_every_digest_right(tmp_path: Path) -> None:
    write_all_kinds(tmp_path)
    assert warcio_check(tmp_path / FILE).count("digest pass") == 5
    assert warcio_check(tmp_path / "second.warc.gz").count("not checked (revisit)") == 2


def test_warcio_reads_types_statuses_and_bodies(tmp_path: Path) -> None:
    write_all_kinds(tmp_path)
    with (tmp_path / FILE).open("rb") as file:
        found = [
            (r.rec_type, r.http_headers and r.http_headers.statusline, r.content_stream().read())
            for r in ArchiveIterator(file)
        ]
    assert found[1:] == [
        ("response", "200 Whatever", "<html><h1>Вигадана новина</h1></html>".encode() * 400),
        ("response", "200 Whatever", "<p>без кодування</p>".encode()),
        ("response", "204 Whatever", b""),
        ("metadata", None, b'{"url":"https://ua.korrespondent.example/", "outcome":"FetchTimeout"}\n'),
    ]
    assert found[0][0] == "warcinfo"
    assert b"batch_id: news/korrespondent/1/articles\r\n" in found[0][2]


def test_digests_are_of_the_body_as_sent(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
    expected = "sha1:" + b32encode(hashlib.sha1(PAGE, usedforsecurity=False).digest()).decode()
    with (tmp_path / FILE).open("rb") as file:
        records = list(ArchiveIterator(file))
    assert records[1].rec_headers.get_header("WARC-Payload-Digest") == expected


@pytest.mark.parametrize(
    ("status_code", "body", "profile"),
    [
        (200, PAGE, "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"),
        (304, b"", "http://netpreserve.org/warc/1.1/revisit/server-not-modified"),
    ],
)
def test_unchanged_bodies_are_revisits_of_the_earlier_record(
    tmp_path: Path, status_code: int, body: bytes, profile: str
) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
    first = previous_of(next(iter(read_captures(tmp_path, FILE))))
    with batch(tmp_path, "again.warc.gz", "again") as archive:
        recorded = respond(archive, body=body, status_code=status_code, previous=first, after=60)
    assert recorded.is_unchanged
    with (tmp_path / "again.warc.gz").open("rb") as file:
        header = list(ArchiveIterator(file))[1].rec_headers.get_header
    assert header("WARC-Type") == "revisit"
    assert header("WARC-Profile") == profile
    assert header("WARC-Refers-To") == f"<urn:uuid:{first.capture_id}>"
    assert header("WARC-Refers-To-Target-URI") == URL
    assert header("WARC-Refers-To-Date") == "2026-05-07T15:00:00.000000Z"
    assert header("WARC-Date") == "2026-05-07T15:01:00.000000Z"


@pytest.mark.parametrize(("status_code", "body"), [(200, PAGE + b"x"), (404, PAGE), (301, b"")])
def test_other_answers_are_whole_responses(tmp_path: Path, status_code: int, body: bytes) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
    first = previous_of(next(iter(read_captures(tmp_path, FILE))))
    with batch(tmp_path, "again.warc.gz", "again") as archive:
        recorded = respond(archive, body=body, status_code=status_code, previous=first)
    (capture,) = read_captures(tmp_path, "again.warc.gz")
    assert not recorded.is_unchanged
    assert not capture.is_unchanged
    assert capture.body == body


def test_a_304_nobody_asked_for_is_kept_as_it_came(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        assert respond(archive, body=b"", status_code=304).is_unchanged
    (capture,) = read_captures(tmp_path, FILE)
    assert (capture.status_code, capture.body, capture.is_unchanged, capture.payload_digest) == (304, b"", True, None)
    warcio_check(tmp_path / FILE)


def test_a_body_of_which_the_beginning_alone_was_read_says_so(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive, body=b"User-agent: *", headers=((b"Content-Length", b"10000000"),), is_cut=True)
        respond(archive)
    with (tmp_path / FILE).open("rb") as file:
        said = [r.rec_headers.get_header("WARC-Truncated") for r in ArchiveIterator(file) if r.rec_type == "response"]
    assert said == ["length", None]
    assert next(iter(read_captures(tmp_path, FILE))).body == b"User-agent: *"
    warcio_check(tmp_path / FILE)


def test_transfer_encoding_is_renamed_because_the_body_has_none(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive, headers=(*GZIP, (b"transfer-encoding", b"chunked"), (b"ETag", b'"1"')))
    (capture,) = read_captures(tmp_path, FILE)
    assert capture.header("Transfer-Encoding") is None
    assert capture.header("X-Crawl-Transfer-Encoding") == "chunked"
    assert capture.header("etag") == '"1"'
    assert capture.body == PAGE


def test_http_2_is_written_as_http_1_with_its_protocol_beside(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive, http_version="2", headers=((b"content-type", b"text/html"),))
    with (tmp_path / FILE).open("rb") as file:
        record = list(ArchiveIterator(file, verify_http=True))[1]
    assert (record.http_headers.protocol, record.http_headers.statusline) == ("HTTP/1.1", "200 OK")
    assert record.rec_headers.get_header("WARC-Protocol") == "h2"


def test_line_ends_in_headers_cannot_break_the_record(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive, headers=((b"X-Odd", b"a\r\n\r\nb"), (b"X-Name", "Київ".encode())))
    (capture,) = read_captures(tmp_path, FILE)
    assert capture.headers == [("X-Odd", "a    b"), ("X-Name", "Київ")]
    assert capture.body == PAGE


def test_the_same_batch_has_the_same_ids_in_any_order(tmp_path: Path) -> None:
    urls = [f"https://ua.korrespondent.example/{n}" for n in (1, 2, 2, 3)]
    with batch(tmp_path / "a") as archive:
        one = sorted(respond(archive, url).capture_id for url in urls)
    with batch(tmp_path / "b") as archive:
        other = sorted(respond(archive, url).capture_id for url in reversed(urls))
    with batch(tmp_path / "c", batch_id="another") as archive:
        third = sorted(respond(archive, url).capture_id for url in urls)
    assert one == other
    assert len({*one, *third}) == 8


def test_two_runs_of_a_batch_write_the_same_bytes(tmp_path: Path) -> None:
    write_all_kinds(tmp_path / "a")
    write_all_kinds(tmp_path / "b")
    assert (tmp_path / "a" / FILE).read_bytes() == (tmp_path / "b" / FILE).read_bytes()


def test_a_second_try_never_overwrites_the_first(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        first = respond(archive)
    with batch(tmp_path) as archive:
        second = respond(archive)
    assert archive.relative_path == FILE.replace(".warc.gz", "-2.warc.gz")
    assert first.capture_id != second.capture_id
    assert len(list(read_captures(tmp_path, FILE))) == 1
    assert len(list(read_captures(tmp_path, archive.relative_path))) == 1


def test_the_name_appears_when_the_file_is_whole(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
        assert not (tmp_path / FILE).exists()
        assert (tmp_path / f"{FILE}.open").stat().st_size > len(PAGE)
    assert (tmp_path / FILE).exists()
    assert not (tmp_path / f"{FILE}.open").exists()


def test_two_writers_of_one_batch(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
        with pytest.raises(AlreadyRunning, match=r"news-1\.warc\.gz"):
            batch(tmp_path)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("not a folder")
    with pytest.raises(BadSettings, match="point --data"):
        batch(tmp_path / "archive")


def test_a_previous_without_digest_is_never_identical(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
    first = previous_of(next(iter(read_captures(tmp_path, FILE))))
    unknown = Previous(first.capture_id, first.url, first.captured_at, None, first.warc_file, first.warc_offset)
    with batch(tmp_path, "again.warc.gz", "again") as archive:
        assert not respond(archive, previous=unknown).is_unchanged
