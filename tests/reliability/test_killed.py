"""A small run of `tests.reliability.killed`."""

from pathlib import Path

from tests.reliability.killed import kill_everywhere
from tests.reliability.stages import STAGES

UNPUBLISHED = [stage for stage in STAGES if stage not in ("build", "publish")]


def test_nothing_is_lost_wherever_it_is_killed(tmp_path: Path) -> None:
    figures = kill_everywhere(tmp_path / "data", len(UNPUBLISHED), seed=2, stages=UNPUBLISHED, pause_seconds=1)
    assert sum(figures.kills.values()) == len(UNPUBLISHED)
    assert len(figures.kills) >= 5
    assert figures.seen.reads["lake"] >= 1
    assert (figures.seen.wrong, figures.wrong) == ([], [])
