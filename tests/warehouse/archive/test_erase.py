"""An erased record leaves an empty one of its length, in files of ours and of others."""

import gzip
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import zstandard
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.errors import DamagedArchive
from warehouse.archive import erase_records, read_captures
from warehouse.archive.members import stored_content_bytes, stored_member

AT = datetime(2026, 5, 5, 18, 0, tzinfo=UTC)
PAGES = {f"https://a.example/{number}": f"invented page {number} ".encode() * (40 * number) for number in range(1, 5)}


def _foreign_file(path: Path) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for url, body in PAGES.items():
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=headers))
    if path.suffix == ".zst":
        path.write_bytes(zstandard.compress(path.read_bytes()))


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc", "a.warc.zst"])
def test_only_the_erased_record_is_gone(tmp_path: Path, name: str) -> None:
    _foreign_file(tmp_path / name)
    before = list(read_captures(tmp_path, name))
    for erased in (before[0], before[2]):
        erase_records(tmp_path, name, {erased.warc_offset: erased.warc_length}, AT)
    assert list(read_captures(tmp_path, name)) == [before[1], before[3]]
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with (tmp_path / name).open("rb") as file:
        stream = (
            zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True) if name.endswith("zst") else file
        )
        records = [(record.rec_type, record.content_stream().read()) for record in ArchiveIterator(stream)]
    assert [kind for kind, _ in records] == ["metadata", "response", "metadata", "response"]
    assert [content.strip() for kind, content in records if kind == "metadata"] == [b"", b""]


def test_a_record_that_is_too_short_is_left_and_named(tmp_path: Path) -> None:
    _foreign_file(tmp_path / "a.warc")
    content = (tmp_path / "a.warc").read_bytes()
    with pytest.raises(DamagedArchive, match="too short to be replaced"):
        erase_records(tmp_path, "a.warc", {0: 100}, AT)
    assert (tmp_path / "a.warc").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["a.warc"]


def test_a_length_that_is_not_the_records_is_refused(tmp_path: Path) -> None:
    _foreign_file(tmp_path / "a.warc.gz")
    content = (tmp_path / "a.warc.gz").read_bytes()
    first = next(read_captures(tmp_path, "a.warc.gz"))
    with pytest.raises(DamagedArchive):
        erase_records(tmp_path, "a.warc.gz", {0: first.warc_length + 40}, AT)
    assert (tmp_path / "a.warc.gz").read_bytes() == content


@pytest.mark.parametrize("length", [208, 65_579, 65_580, 65_581, 65_585, 131_119, 131_120, 131_121, 200_000])
def test_a_member_has_exactly_the_length_that_was_asked_for(length: int) -> None:
    content = b"x" * stored_content_bytes(length)
    member = stored_member(content, length)
    assert len(member) == length
    assert gzip.decompress(member) == content
