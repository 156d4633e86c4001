"""Code blocks of a page of the docs, run as a person would who pastes them."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A code block and the heading that it stands under."""

    heading: str
    language: str
    code: str


def blocks(page: str, *languages: str) -> list[Block]:
    """Return the blocks of some languages on a page of docs/, in order."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = []
    for match in _BLOCK.finditer(text):
        headings = re.findall(r"^#+ (.+)$", text[: match.start()], re.MULTILINE)
        if match["language"] in languages:
            found.append(Block(headings[-1], match["language"], match["code"]))
    return found


def run_block(block: Block, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a block of Python or shell in a folder, with the programs of this environment on the PATH."""
    command = [sys.executable, "-c", block.code] if block.language == "python" else ["bash", "-euc", block.code]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=120, check=False
    )
