"""A disk of a few kilobytes: a tmpfs inside a user namespace, for tests of what happens when it is full."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def run_on_small_disk(size: str, folder: Path, script: str) -> str:
    """Run a Python script whose first argument is a folder on a disk of that size; return what it prints."""
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not installed")
    namespace = ["unshare", "--user", "--map-root-user", "--mount"]
    if subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode:
        pytest.skip("user namespaces are not allowed here")
    shell = [
        "sh",
        "-ec",
        'size="$1"; folder="$2"; mount -t tmpfs -o "size=$size" tmpfs "$folder"; exec "$3" -c "$4" "$folder"',
    ]
    done = subprocess.run(
        [*namespace, *shell, "sh", size, str(folder), sys.executable, script],
        capture_output=True,
        text=True,
        check=False,
    )
    if "permission denied" in done.stderr.lower() and "mount" in done.stderr:
        pytest.skip("mounting is not allowed here")
    assert done.returncode == 0, done.stderr
    return done.stdout
