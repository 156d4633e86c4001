"""Coverage-guided fuzzing of the parsers, by hand: `pip install atheris`, then

python -m tests.attacks.fuzz_with_atheris -max_total_time=3600

atheris is no dependency: it is wanted here alone. A case that it finds goes into `corpus/`, made small, its texts invented.
The first byte chooses the kind of page, the second the outlet.
"""

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.attacks.test_parsers import KINDS, MUTABLE, OUTLETS, page_of, parse, parse_generic


def attack(data: bytes) -> None:
    """Parse a page; whatever is no named error ends the fuzzing."""
    if len(data) < 2:
        return
    name = sorted(OUTLETS)[data[1] % len(OUTLETS)]
    parse(page_of(OUTLETS[name], KINDS[data[0] % len(KINDS)], data[2:]), OUTLETS[name])
    parse_generic(data[2:], None)


def seeds(folder: Path) -> None:
    """Write the pages of the tests as what atheris begins with."""
    for place, (name, samples) in enumerate(sorted(MUTABLE.items())):
        for number, (kind, body) in enumerate(samples):
            (folder / f"{name}-{number}").write_bytes(bytes([KINDS.index(kind), place]) + body)


def main() -> None:
    """Fuzz until something is found, or the time of `-max_total_time` is over."""
    atheris: Any = importlib.import_module("atheris")
    atheris.instrument_all()
    with tempfile.TemporaryDirectory() as folder:
        seeds(Path(folder))
        atheris.Setup([*sys.argv, folder], attack)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
