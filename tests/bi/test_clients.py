"""The real clients open the published warehouse as docs/bi.md says, also while it is published again and again."""

import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import adbc_driver_duckdb
import duckdb
import ibis
import pytest
from adbc_driver_manager import dbapi
from sqlalchemy import NullPool, create_engine, text

from tests.bi.pasted import Block, blocks, run_block
from tests.warehouse.publish.invented import AS_OF, ZONE
from warehouse.publish import publish

PASTED = blocks("bi.md", "python", "sh")
COUNT = "select count(*) as articles from articles"


@pytest.mark.parametrize("block", PASTED, ids=[f"{block.heading}-{place}" for place, block in enumerate(PASTED)])
def test_what_the_page_says_can_be_pasted(block: Block, folder: Path) -> None:
    done = run_block(block, folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def by_duckdb(file: Path) -> int:
    with duckdb.connect(file, read_only=True) as connection:
        ((count,),) = connection.execute(COUNT).fetchall()
    return int(count)


def by_command_line(file: Path) -> int:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("duckdb")), "-readonly", "-csv", "-noheader", str(file), COUNT],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def by_sqlalchemy(file: Path) -> int:
    engine = create_engine(f"duckdb:///{file}?access_mode=read_only", poolclass=NullPool)
    with engine.connect() as connection:
        return int(connection.execute(text(COUNT)).scalar_one())


def by_ibis(file: Path) -> int:
    warehouse = ibis.duckdb.connect(file, read_only=True)
    try:
        return int(warehouse.table("articles").count().to_pyarrow().as_py())
    finally:
        warehouse.disconnect()


def by_adbc(file: Path) -> int:
    options = {"path": str(file), "access_mode": "READ_ONLY"}
    driver = adbc_driver_duckdb.driver_path()
    with (
        dbapi.connect(driver=driver, entrypoint="duckdb_adbc_init", db_kwargs=options) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(COUNT)
        return int(cursor.fetch_arrow_table()["articles"][0].as_py())


CLIENTS = [by_duckdb, by_command_line, by_sqlalchemy, by_ibis, by_adbc]


@pytest.mark.parametrize("count", CLIENTS)
def test_a_client_reads_while_the_warehouse_is_published_again(
    count: Callable[[Path], int], working_database: Path, tmp_path: Path
) -> None:
    """Four publications beside one reader who connects for each query: every read is whole, none fails."""
    publish(working_database, tmp_path, as_of=AS_OF, reporting_zone=ZONE)
    expected = by_duckdb(tmp_path / "warehouse.duckdb")
    files = {(tmp_path / "warehouse.duckdb").stat().st_ino}
    done = threading.Event()

    def publish_again() -> None:
        for _ in range(4):
            publish(working_database, tmp_path, as_of=AS_OF, reporting_zone=ZONE)
            files.add((tmp_path / "warehouse.duckdb").stat().st_ino)
        done.set()

    publisher = threading.Thread(target=publish_again)
    publisher.start()
    counts: list[int] = []
    while not done.is_set() or not counts:
        counts.append(count(tmp_path / "warehouse.duckdb"))
    publisher.join()
    assert set(counts) == {expected}
    assert len(files) > 1


def test_a_client_that_would_write_is_refused(folder: Path) -> None:
    engine = create_engine(
        f"duckdb:///{folder / 'data/published/warehouse.duckdb'}?access_mode=read_only", poolclass=NullPool
    )
    with pytest.raises(Exception, match="read-only"), engine.connect() as connection:
        connection.execute(text("create table mine as select 1"))


def test_the_page_names_every_kind_of_client() -> None:
    headings = set(re.findall(r"^## (.+)$", Path("docs/bi.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"DuckDB's own command line", "SQLAlchemy", "Ibis", "ADBC", "Apache Superset"} <= headings
