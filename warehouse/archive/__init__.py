"""The archive: every response as it came, in WARC/1.1 files that any WARC tool reads (ISO 28500:2017).

A spawned parse worker imports this package, so nothing heavy is imported here; warcio comes in with the first foreign
file.
"""

from warehouse.archive.captures import ArchivedCapture, PreviousRecord, RecordedCapture
from warehouse.archive.check import RecordFault, check_records
from warehouse.archive.erase import erase_records, remove_leftovers
from warehouse.archive.erasures import BegunErasure, DoneErasure, append_erasure, read_erasures
from warehouse.archive.read import read_batch_info, read_captures, read_outcomes, record_offsets
from warehouse.archive.recover import RecoveredFile, recover_open_files
from warehouse.archive.write import BatchArchive

__all__ = [
    "ArchivedCapture",
    "BatchArchive",
    "BegunErasure",
    "DoneErasure",
    "PreviousRecord",
    "RecordFault",
    "RecordedCapture",
    "RecoveredFile",
    "append_erasure",
    "check_records",
    "erase_records",
    "read_batch_info",
    "read_captures",
    "read_erasures",
    "read_outcomes",
    "record_offsets",
    "recover_open_files",
    "remove_leftovers",
]
