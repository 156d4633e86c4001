"""Folders for private copies of the catalogue: each is held by its reader, so that what a killed reader left can be told."""

import fcntl
import os
import shutil
import weakref
from pathlib import Path
from tempfile import gettempdir, mkdtemp

_PREFIX = "kronika-catalog-"


def private_folder(owner: object) -> Path:
    """Return a new folder below the system's temporary one; it is deleted with its owner."""
    unseen = Path(mkdtemp(prefix=f".{_PREFIX}"))
    descriptor = os.open(unseen, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    folder = unseen.rename(unseen.with_name(unseen.name.removeprefix(".")))
    weakref.finalize(owner, _remove, folder, descriptor)
    return folder


def remove_abandoned() -> None:
    """Delete the folders of this user's readers that were killed."""
    for folder in Path(gettempdir()).glob(f"{_PREFIX}*"):
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:  # gone meanwhile, or somebody else's
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            continue
        _remove(folder, descriptor)


def _remove(folder: Path, descriptor: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(descriptor)
