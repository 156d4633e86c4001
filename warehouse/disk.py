"""What the disk's refusals mean to a person, whether Python tells them, or a database by the text of its error."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import BadSettings, FatalError, NoSpace

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR)
_FULL_TEXTS = (*(os.strerror(number).lower() for number in _FULL), "disk is full", "file or directory is full")
_REFUSED_TEXTS = (
    *(os.strerror(number).lower() for number in _REFUSED),
    "readonly database",
    "unable to open database file",
)


def is_full(text: str) -> bool:
    """Whether a message says that the disk, the quota or the largest size of a file is used up."""
    return any(sign in text.lower() for sign in _FULL_TEXTS)


def is_refused(text: str) -> bool:
    """Whether a message says that something cannot be read or written: read-only, somebody else's, or no folder."""
    return any(sign in text.lower() for sign in _REFUSED_TEXTS)


def refusal(message: str, path: Path) -> FatalError | None:
    """Return the error that tells a person of the disk's refusal about `path` that a message speaks of, if it does."""
    if is_full(message):
        return NoSpace(str(path))
    if is_refused(message):
        reason = " ".join(message.split())
        return BadSettings(
            f"{path} cannot be written ({reason}): point --data at a folder that is yours, or mend its permissions"
        )
    return None


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn refusals of the disk, while something is written to `path`, into errors that a person can act on.

    Raises:
        NoSpace: the disk or the quota is full.
        BadSettings: the folder is read-only, somebody else's, or no folder.
    """
    try:
        yield
    except OSError as error:
        known = refusal(error.strerror or str(error), path) if error.errno in (*_FULL, *_REFUSED) else None
        if known is None:
            raise
        raise known from error
