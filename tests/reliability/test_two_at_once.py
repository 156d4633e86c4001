"""A small run of `tests.reliability.two_at_once`."""

from pathlib import Path

from tests.reliability.two_at_once import side_by_side

UNPUBLISHED = ["two runs of one outlet", "a run and a compaction", "a run and a reparse"]


def test_two_at_once_lose_nothing_and_readers_do_not_notice(tmp_path: Path) -> None:
    figures = side_by_side(tmp_path / "data", rounds=1, readers=2, seed=1, pairs=UNPUBLISHED, articles_per_day=8)
    assert figures.endings["two runs of one outlet"].total() == 1
    assert all(seen.reads["lake"] >= 1 for seen in figures.seen)
    assert (figures.wrong, [seen.wrong for seen in figures.seen]) == ([], [[], []])
