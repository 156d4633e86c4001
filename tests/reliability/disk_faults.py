"""Folders that refuse: a full disk, a read-only one, one without permission; by user namespaces, so without being root."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

_ON_A_FULL_DISK = """
folder="$1"; room="$2"; shift 2
saved="$(mktemp -d)"
cp -a "$folder/." "$saved"
mount -t tmpfs -o size=1g tmpfs "$folder"
cp -a "$saved/." "$folder"
used="$(df --output=used -B1 "$folder" | tail -n 1)"
mount -o "remount,size=$((used + room))" "$folder"
code=0; "$@" || code="$?"
rm -rf "$saved"; mkdir "$saved"
cp -a "$folder/." "$saved"
umount "$folder"
find "$folder" -mindepth 1 -delete
cp -a "$saved/." "$folder"
rm -rf "$saved"
exit "$code"
"""
_ON_A_READ_ONLY_DISK = """
folder="$1"; shift 2
mount --bind "$folder" "$folder"
mount -o remount,bind,ro "$folder"
exec "$@"
"""
_MOUNTING = ("unshare", "--user", "--map-root-user", "--mount")

Run = Callable[[Path, int, Sequence[str], Path], "subprocess.CompletedProcess[str]"]


def can_mount() -> bool:
    """Whether this machine lets anybody mount within a user namespace."""
    if shutil.which("unshare") is None:
        return False
    done = subprocess.run([*_MOUNTING, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False)
    return done.returncode == 0


def on_a_full_disk(folder: Path, room: int, command: Sequence[str], cwd: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command while a folder is a disk of its own with `room` bytes left; what it wrote is there afterwards."""
    return _run([*_MOUNTING, "sh", "-ec", _ON_A_FULL_DISK, "sh", str(folder), str(room), *command], cwd)


def on_a_read_only_disk(
    folder: Path, room: int, command: Sequence[str], cwd: Path
) -> "subprocess.CompletedProcess[str]":
    """Run a command while a folder is mounted read-only."""
    return _run([*_MOUNTING, "sh", "-ec", _ON_A_READ_ONLY_DISK, "sh", str(folder), str(room), *command], cwd)


def without_permission(
    folder: Path, room: int, command: Sequence[str], cwd: Path
) -> "subprocess.CompletedProcess[str]":
    """Run a command while nobody may write below a folder.

    In a user namespace that maps no user, root too is held to the permissions of its files.
    """
    modes = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    try:
        return _run(["unshare", "--user", *command], cwd)
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def _run(command: Sequence[str], cwd: Path) -> "subprocess.CompletedProcess[str]":
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root), "COLUMNS": "200"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False)


FAULTS: dict[str, Run] = {
    "full": on_a_full_disk,
    "read-only": on_a_read_only_disk,
    "no permission": without_permission,
}
