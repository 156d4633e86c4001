"""Checking records against their own digests (ISO 28500:2017, 5.8 and 5.9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from schemas.errors import DamagedArchive
from warehouse.archive.members import member_length, read_member
from warehouse.archive.read import referred_body, refers_to_erased
from warehouse.archive.records import IDENTICAL_PAYLOAD, Record, block_digest, decode_record, payload_digest


@dataclass(frozen=True, slots=True)
class RecordFault:
    """A record that is not what it says it is.

    Attributes:
        warc_file: its file, below archive/.
        offset: byte at which it begins.
        reason: what is wrong.
    """

    warc_file: str
    offset: int
    reason: str


def check_records(archive_root: Path, relative_path: str) -> tuple[int, list[RecordFault]]:
    """Check every record of a file: its gzip member, its length, its block's and its payload's digest.

    A revisit record is held against the body that it refers to. What follows a member whose length cannot be read is not
    checked.

    Returns:
        How many records were read, and the faults.
    """
    count = 0
    faults: list[RecordFault] = []
    path = archive_root / relative_path
    if not path.is_file():
        return 0, [RecordFault(relative_path, 0, "the file is not there")]
    with path.open("rb") as file:
        offset = 0
        while length := member_length(file, offset):
            faults += _faults_at(archive_root, relative_path, file, offset, length)
            count += 1
            offset += length
    if length is None:
        from warehouse.archive.foreign import foreign_faults  # only somebody else's files need warcio

        try:
            for fault_offset, reason in foreign_faults(path, relative_path, offset):
                count += 1
                faults += [RecordFault(relative_path, fault_offset, reason)] if reason else []
        except DamagedArchive as damage:
            faults.append(RecordFault(relative_path, damage.offset, damage.reason))
    return count, faults


def _faults_at(archive_root: Path, name: str, file: BinaryIO, offset: int, length: int) -> Iterator[RecordFault]:
    try:
        record = decode_record(read_member(file, name, offset, length), name, offset)
    except DamagedArchive as damage:
        yield RecordFault(name, offset, damage.reason)
        return
    stated = record.fields.get("warc-block-digest")
    if stated is not None and block_digest(b"", record.block) != stated:
        yield RecordFault(name, offset, f"its block's digest is not {stated}")
    reason = _payload_fault(archive_root, record)
    if reason is not None:
        yield RecordFault(name, offset, reason)


def _payload_fault(archive_root: Path, record: Record) -> str | None:
    stated = record.fields.get("warc-payload-digest")
    if stated is None or record.kind not in ("response", "revisit"):
        return None
    if record.kind == "response":
        body = record.block.partition(b"\r\n\r\n")[2]
    elif record.fields.get("warc-profile") == IDENTICAL_PAYLOAD:
        body = referred_body(archive_root, record)
        if not body and refers_to_erased(archive_root, record):
            return None
    else:
        return None
    return None if payload_digest(body) == stated else f"the digest of its body is not {stated}"
