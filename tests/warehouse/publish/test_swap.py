"""Readers poll while publishers publish and are killed: none ever fails, none sees a half."""

import multiprocessing
import signal
import time
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb

from tests.warehouse.publish.invented import AS_OF, ZONE, create_tables
from warehouse.publish import publish

PUBLISHES = 20
KILLS = 6


def make_working(path: Path, generation: int) -> None:
    """One working database a generation: its number stands in two tables, which must never disagree."""
    with duckdb.connect(path) as connection:
        create_tables(connection)
        connection.execute(
            f"insert into articles by name select 'o' as outlet, {generation} as word_count from range(2000)"
        )
        connection.execute(
            f"insert into topics by name select 'o' as outlet, {generation} as article_count from range(50)"
        )


def publish_on_and_on(working: Path, published: Path, count: "Synchronized[int]") -> None:
    """Publish until killed; count what was finished."""
    while True:
        publish(working, published, as_of=AS_OF, reporting_zone=ZONE)
        count.value += 1


def poll(warehouse: Path, done: Event, results: "multiprocessing.Queue[tuple[int, list[str]]]") -> None:
    """Read until told to stop; report how often, and what was wrong."""
    reads, wrong, newest = 0, [], 0
    while not done.is_set():
        try:
            with duckdb.connect(warehouse, read_only=True) as connection:
                seen = connection.execute(
                    "select min(word_count), max(word_count), count(*), (select min(article_count) from topics), (select count(*) from topics) from articles"
                ).fetchone()
        except duckdb.Error as error:
            wrong.append(str(error))
        else:
            assert seen is not None
            low, high, articles, topic_generation, topics = seen
            if (low, articles, topics) != (high, 2000, 50) or low != topic_generation or low < newest:
                wrong.append(f"inconsistent: {seen}, newest was {newest}")
            newest = max(newest, low)
        reads += 1
        time.sleep(0.01)
    results.put((reads, wrong))


def test_polling_readers_never_fail_while_publishers_are_killed(tmp_path: Path) -> None:
    # Not forked from here, where duckdb may have threads; a server that has the imports already makes them fast.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["warehouse.publish", "tests.warehouse.publish.invented"])
    published = tmp_path / "published"
    works = []
    for generation in range(1, 4):
        make_working(tmp_path / f"models{generation}.duckdb", generation)
        works.append(tmp_path / f"models{generation}.duckdb")
    publish(works[0], published, as_of=AS_OF, reporting_zone=ZONE)
    done, results, count = context.Event(), context.Queue(), context.Value("i", 0)
    reader = context.Process(target=poll, args=(published / "warehouse.duckdb", done, results))
    reader.start()
    for number in range(KILLS):
        publisher = context.Process(target=publish_on_and_on, args=(works[number // 2], published, count))
        publisher.start()
        # Killed after a few publishes, and somewhere within the next.
        enough = PUBLISHES * (number + 1) / KILLS
        while count.value < enough and publisher.is_alive():
            time.sleep(0.01)
        time.sleep(0.04 * number)
        publisher.kill()
        publisher.join()
        assert publisher.exitcode == -signal.SIGKILL
    done.set()
    reads, wrong = results.get(timeout=30)
    reader.join()
    assert wrong == []
    assert reads > PUBLISHES
    publish(works[2], published, as_of=AS_OF, reporting_zone=ZONE)
    assert not list(published.rglob(".*.new"))
