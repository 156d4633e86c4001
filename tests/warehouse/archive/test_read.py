"""What was written comes back, whole, in parts, and through revisits."""

import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import DamagedArchive
from tests.warehouse.archive.writing import FILE, GZIP, PAGE, STARTED_AT, batch, previous_of, respond
from warehouse.archive import read_batch_info, read_captures, read_outcomes, record_offsets

TOKEN = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-", min_size=1, max_size=20).map(str.encode)
VALUE = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60).map(str.encode)
HEADERS = st.lists(
    st.tuples(TOKEN.filter(lambda name: name.lower() not in (b"transfer-encoding", b"content-encoding")), VALUE),
    max_size=6,
)


@settings(max_examples=120, deadline=None)
@given(
    body=st.binary(max_size=300) | st.binary(min_size=1, max_size=3).map(lambda piece: piece * 70_000),
    headers=HEADERS,
    coding=st.sampled_from([(), ((b"Content-Encoding", b"gzip"),), ((b"content-encoding", b"identity"),)]),
    status_code=st.integers(200, 599).filter(lambda code: code != 304),
)
def test_any_response_comes_back(
    body: bytes, headers: list[tuple[bytes, bytes]], coding: tuple[tuple[bytes, bytes], ...], status_code: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        with batch(root) as archive:
            respond(archive, body=body, headers=(*headers, *coding), status_code=status_code)
        (capture,) = read_captures(root, FILE)
    assert capture.body == body
    assert capture.status_code == status_code
    assert capture.headers == [(n.decode(), v.decode()) for n, v in (*headers, *coding)]
    assert capture.captured_at == STARTED_AT


def test_workers_share_a_file_by_its_offsets(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        for number in range(10):
            respond(archive, f"https://ua.korrespondent.example/{number}", PAGE * (1 + number % 3))
        archive.write_outcomes(b"{}\n")
    offsets = record_offsets(tmp_path / FILE)
    assert len(offsets) == 12
    half = offsets[6]
    parts = [*read_captures(tmp_path, FILE, 0, half), *read_captures(tmp_path, FILE, half)]
    assert [p.url[-1] for p in parts] == list("0123456789")
    assert [p.warc_offset for p in parts] == offsets[1:-1]
    assert [p.warc_offset + p.warc_length for p in parts] == offsets[2:]
    assert list(read_captures(tmp_path, FILE, half, half)) == []


def test_one_record_can_be_cut_out_by_offset_and_length(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
        respond(archive, body=PAGE * 2)
    second = list(read_captures(tmp_path, FILE))[1]
    data = (tmp_path / FILE).read_bytes()[second.warc_offset :][: second.warc_length]
    assert gzip.decompress(data).endswith(PAGE * 2 + b"\r\n\r\n")


def test_revisits_bring_the_body_of_another_file(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive, "https://ua.korrespondent.example/other", b"other", headers=())
        respond(archive)
    first = previous_of(list(read_captures(tmp_path, FILE))[1])
    with batch(tmp_path, "again.warc.gz", "again") as archive:
        respond(archive, previous=first)
        respond(archive, body=b"", status_code=304, previous=first)
    same, not_modified = read_captures(tmp_path, "again.warc.gz")
    assert (same.body, same.is_unchanged, same.payload_digest) == (PAGE, True, first.payload_digest)
    assert (not_modified.body, not_modified.is_unchanged) == (b"", True)


def test_a_revisit_whose_file_is_gone_or_another_has_no_body(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
    first = previous_of(next(iter(read_captures(tmp_path, FILE))))
    with batch(tmp_path, "again.warc.gz", "again") as archive:
        respond(archive, previous=first)
    (tmp_path / FILE).unlink()
    assert [c.body for c in read_captures(tmp_path, "again.warc.gz")] == [b""]
    with batch(tmp_path, batch_id="other records in a file of that name") as archive:
        respond(archive)
    assert [c.body for c in read_captures(tmp_path, "again.warc.gz")] == [b""]


def test_a_revisit_cannot_reach_outside_the_archive(tmp_path: Path) -> None:
    with batch(tmp_path / "outside", "a.warc.gz") as archive:
        respond(archive)
    first = previous_of(next(iter(read_captures(tmp_path / "outside", "a.warc.gz"))))
    outside = type(first)(**{**vars(first), "warc_file": "../outside/a.warc.gz"})
    with batch(tmp_path / "archive", "b.warc.gz", "b") as archive:
        respond(archive, previous=outside)
    assert [c.body for c in read_captures(tmp_path / "archive", "b.warc.gz")] == [b""]


def test_batch_and_outcomes(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
        archive.write_outcomes("рядок\n".encode())
    info = read_batch_info(tmp_path / FILE)
    assert info["batch_id"] == "news/korrespondent/1/articles"
    assert info["started_at"] == "2026-05-07T15:00:00+00:00"
    assert info["software"] == "Kronika/0.1.0"
    assert read_outcomes(tmp_path / FILE) == "рядок\n".encode()


def test_a_file_without_outcomes(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
    assert read_outcomes(tmp_path / FILE) is None


@pytest.mark.parametrize("kept", [3, 15, 100, -1, -30])
def test_a_file_cut_short_is_named_with_the_place(tmp_path: Path, kept: int) -> None:
    with batch(tmp_path) as archive:
        respond(archive)
        respond(archive)
    offset = record_offsets(tmp_path / FILE)[2]
    data = (tmp_path / FILE).read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(data[: offset + kept] if kept > 0 else data[:kept])
    read = read_captures(tmp_path, "cut.warc.gz")
    assert next(read).body == PAGE
    with pytest.raises(DamagedArchive, match=r"cut\.warc\.gz is damaged at byte") as caught:
        next(read)
    assert caught.value.offset == offset


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    with batch(tmp_path) as archive:
        respond(archive, headers=GZIP)
    data = bytearray((tmp_path / FILE).read_bytes())
    data[-40] ^= 1
    (tmp_path / FILE).write_bytes(data)
    with pytest.raises(DamagedArchive, match="cannot be inflated"):
        list(read_captures(tmp_path, FILE))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DamagedArchive, match="the file is not there"):
        list(read_captures(tmp_path, "nothing.warc.gz"))
