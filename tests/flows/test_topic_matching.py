"""Topics held against many articles by several processes: the same hits, in order; a killed one is told, none is left behind."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pyarrow as pa
import pytest

from flows.topic_matching import MatchJob, TextBatch, matched_batches
from schemas.errors import FatalError
from tests.warehouse.models.lake_rows import at
from transforms.topics import Topic

NOW = at("05-09 10:00")
DRONES, DEALS = Topic("drones", "дрон", "Дрони"), Topic("deals", "угода", "Угоди")
JOB = MatchJob((DRONES, DEALS), (DEALS,), {"drones": 2, "deals": 3}, NOW)
HEADLINES = ("Угода про дрони", "Дрони летять", "Кіт на ганку", "Угоду відклали")


def batch(number: int) -> TextBatch:
    """Return a batch of four articles: the first two were never matched, the first and the last are current."""
    rows: list[dict[str, object]] = [
        {
            "capture_id": f"c{number}-{index}",
            "content_hash": "h",
            "outlet": "visnyk",
            "edition": "uk",
            "article_id": f"{number}-{index}",
            "seen_at": NOW,
            "language": "uk",
            "headline": headline,
            "lead": None,
            "body": "",
            "section": None,
            "authors": [],
            "tags": [],
            "word_count": 100,
        }
        for index, headline in enumerate(HEADLINES)
    ]
    return TextBatch(pa.RecordBatch.from_pylist(rows), [True, True, False, False], [True, False, False, True])


def test_what_is_matched_and_counted() -> None:
    (done,) = matched_batches(JOB, [batch(1)], workers=1)
    hits = [(row["topic"], row["query_version"], row["article_id"], row["role"]) for row in done.hits.to_pylist()]
    assert hits == [
        ("drones", 2, "1-0", "main"),
        ("deals", 3, "1-0", "main"),
        ("drones", 2, "1-1", "main"),
        ("deals", 3, "1-3", "main"),
    ]
    assert done.matched["capture_id"].to_pylist() == ["c1-0", "c1-1"]
    assert done.counts == {"drones": 1, "deals": 2}
    assert done.row_count == 4


def test_several_processes_give_the_same_in_the_same_order() -> None:
    batches = [batch(number) for number in range(12)]
    assert list(matched_batches(JOB, batches, workers=2)) == list(matched_batches(JOB, batches, workers=1))


def test_batches_are_taken_as_they_are_needed() -> None:
    taken = 0

    def many() -> Iterator[TextBatch]:
        nonlocal taken
        for number in range(40):
            taken += 1
            yield batch(number)

    for done, _ in enumerate(matched_batches(JOB, many(), workers=2)):
        assert taken - done <= 4


def test_a_killed_process_is_told() -> None:
    def killing() -> Iterator[TextBatch]:
        yield from map(batch, range(4))  # what two workers are given at once
        children = multiprocessing.active_children()
        assert len(children) == 2
        for child in children:
            child.kill()
        yield from map(batch, range(4, 20))

    with pytest.raises(FatalError, match="a matching process died"):
        list(matched_batches(JOB, killing(), workers=2))


_KILLED_PROGRAM = """
import multiprocessing, os, signal
from tests.flows.test_topic_matching import JOB, batch
from flows.topic_matching import matched_batches

if __name__ == "__main__":
    matched = matched_batches(JOB, map(batch, range(9)), workers=2)
    next(matched)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_program_leaves_no_process_behind() -> None:
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED_PROGRAM], capture_output=True, text=True, check=False, timeout=300
    )
    workers = [int(pid) for pid in killed.stdout.split()]
    assert len(workers) == 2, killed.stderr
    deadline = time.monotonic() + 60
    while any(map(_is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_is_running, workers))


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
