"""What the disk's refusals mean to a person."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import BadSettings, NoSpace

_FULL = (errno.ENOSPC, errno.EDQUOT)
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR)


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
        if error.errno in _FULL:
            raise NoSpace(str(path)) from error
        if error.errno in _REFUSED:
            reason = error.strerror or str(error)
            raise BadSettings(f"{path} cannot be written ({reason}): point --data at a folder that is yours") from error
        raise
