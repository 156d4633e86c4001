"""What must not come back: read from the archive by every parser and every plan."""

from pathlib import Path

from transforms.forgotten import Forgotten
from warehouse.archive import read_erasures


def forgotten_in(archive: Path) -> Forgotten:
    """Return what was erased on request from an archive, or is being erased."""
    erasures = read_erasures(archive)
    if not erasures.begun:
        return Forgotten()
    return Forgotten(
        salt=erasures.salt,
        articles=frozenset(each for request in erasures.begun for each in request.articles),
        authors=frozenset(each for request in erasures.begun for each in request.authors),
    )
