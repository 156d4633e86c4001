"""What was asked to be erased: a file of the archive, because only the archive cannot be rebuilt.

Each request is a line, written before anything is erased; a second line, when all is done, says what it came to. Parsers and
planning heed a request from its first line on. One without a second line was cut off, and the next erasure or maintenance
finishes it. A lake that is built anew learns from here what must not come back.
"""

import secrets
from datetime import datetime
from pathlib import Path

import msgspec

from schemas.erasure_rows import Erasure, ErasureRequest
from warehouse.disk import writing
from warehouse.replace import replace_file

FILE_NAME = "erasures.ndjson"


class BegunErasure(msgspec.Struct, frozen=True, kw_only=True, tag="begun"):
    """A request to erase.

    Attributes:
        request_id: its key.
        request: what it named.
        reason: why.
        begun_at: when, UTC.
        salt: what its hashes are salted with.
        articles: hashes of the articles that it names, or that were signed by the name it names.
        authors: hashes of the names that it names.
    """

    request_id: str
    request: ErasureRequest
    reason: str | None
    begun_at: datetime
    salt: str
    articles: tuple[str, ...]
    authors: tuple[str, ...]

    def rows(self, row_count: int, record_count: int) -> list[Erasure]:
        """Return what the lake keeps of it."""
        subjects = [("article", each) for each in self.articles] + [("author", each) for each in self.authors]
        return [
            Erasure(
                request_id=self.request_id,
                subject=subject,  # type: ignore[arg-type]  # one of the two above
                subject_hash=subject_hash,
                request=self.request,
                reason=self.reason,
                erased_at=self.begun_at,
                row_count=row_count,
                record_count=record_count,
            )
            for subject, subject_hash in subjects
        ]


class DoneErasure(msgspec.Struct, frozen=True, kw_only=True, tag="done"):
    """That a request was carried out: rows and records that it took out."""

    request_id: str
    row_count: int
    record_count: int


_Line = BegunErasure | DoneErasure


class Erasures(msgspec.Struct, frozen=True):
    """All requests of an archive.

    Attributes:
        begun: every request, oldest first.
        done: those that were carried out, by their key.
        salt: the salt of their hashes; a new one where there is none yet.
    """

    begun: tuple[BegunErasure, ...]
    done: dict[str, DoneErasure]
    salt: str

    @property
    def unfinished(self) -> tuple[BegunErasure, ...]:
        """The requests that were cut off."""
        return tuple(each for each in self.begun if each.request_id not in self.done)


def read_erasures(archive_root: Path) -> Erasures:
    """Return the requests of an archive."""
    lines = _read(archive_root / FILE_NAME)
    begun = tuple(line for line in lines if isinstance(line, BegunErasure))
    done = {line.request_id: line for line in lines if isinstance(line, DoneErasure)}
    return Erasures(begun, done, begun[0].salt if begun else secrets.token_hex(16))


def append_erasure(archive_root: Path, line: BegunErasure | DoneErasure) -> None:
    """Add a line, on disk when this returns.

    Raises:
        NoSpace: the disk is full; the file is as it was.
        BadSettings: the folder cannot be written.
    """
    path = archive_root / FILE_NAME
    with writing(path):
        archive_root.mkdir(parents=True, exist_ok=True)
        before = path.read_bytes() if path.exists() else b""
        replace_file(path, before + msgspec.json.encode(line) + b"\n")


def _read(path: Path) -> list[_Line]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    decoder: msgspec.json.Decoder[_Line] = msgspec.json.Decoder(_Line)
    return [decoder.decode(line) for line in content.splitlines()]
