"""Starts the program as a person does, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def kronika(*arguments: str, cwd: Path, timeout: float = 120, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the `kronika` command in a folder and return how it ended."""
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"} | environment,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
