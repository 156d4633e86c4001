"""Body text stays at home: no published file holds a sentence of any article that the newsroom wrote."""

import html
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.flows.kept_newsroom import Installation
from tests.warehouse.dashboard.reading import page_json

_SHORTEST = 50
"""Characters of a sentence that no headline or lead holds by chance."""


def _sentences(installation: Installation) -> set[str]:
    """Return the sentences of every body in the lake, but those that a headline or lead repeats."""
    shown = " ".join(
        row["text"]
        for row in installation.rows("select headline || ' ' || coalesce(lead, '') as text from lake.articles")
    )
    bodies = [row["body"] for row in installation.rows("select body from lake.articles")]
    sentences = {part.strip() for body in bodies for line in body.splitlines() for part in line.split(". ")}
    return {each for each in sentences if len(each) >= _SHORTEST and each not in shown}


def _headlines(installation: Installation) -> set[str]:
    return {row["headline"] for row in installation.rows("select headline from lake.articles")}


def _text(values: Iterable[Any]) -> str:
    """Return every text among values and the lists among them, a line each."""
    return "\n".join(_text(value) if isinstance(value, list | tuple) else str(value) for value in values)


def _database(path: Path) -> str:
    with duckdb.connect(path, read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        return _text(connection.execute(f'from "{schema}"."{name}"').fetchall() for schema, name in tables)


def _parquet(path: Path) -> str:
    return _text(duckdb.sql(f"from read_parquet('{path}')").fetchall())


def _dashboard(path: Path) -> str:
    return _plain(path) + page_json(path.read_text()).replace('\\"', '"')


def _plain(path: Path) -> str:
    return html.unescape(path.read_text())


def _published(installation: Installation) -> Iterator[tuple[str, str]]:
    for path in sorted((installation.data / "published").rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            read = {".duckdb": _database, ".parquet": _parquet, ".html": _dashboard}.get(path.suffix, _plain)
            yield path.name, read(path)


def test_no_published_file_holds_a_sentence_of_a_body(crawled_and_published: Installation) -> None:
    sentences = _sentences(crawled_and_published)
    assert len(sentences) > 100
    looked_at = {}
    for name, text in _published(crawled_and_published):
        looked_at[name] = len(text)
        assert [sentence for sentence in sentences if sentence in text] == [], name
    assert {Path(name).suffix for name in looked_at} == {".duckdb", ".parquet", ".csv", ".html", ".xml"}
    # A table without rows in this one day has no text as Parquet; every other file has some.
    assert {Path(name).suffix for name, length in looked_at.items() if length == 0} <= {".parquet"}
    assert sum(length > 0 for length in looked_at.values()) > 50


@pytest.mark.parametrize("name", ["warehouse.duckdb", "articles.parquet", "articles.csv", "dashboard.html"])
def test_the_search_would_find_what_is_there(crawled_and_published: Installation, name: str) -> None:
    text = dict(_published(crawled_and_published))[name]
    assert sum(each in text for each in _headlines(crawled_and_published)) >= 20


def test_the_search_would_find_a_body(crawled_and_published: Installation, tmp_path: Path) -> None:
    path = tmp_path / "bodies.parquet"
    with duckdb.connect() as connection:
        rows = [(row["body"],) for row in crawled_and_published.rows("select body from lake.articles")]
        connection.execute("create table bodies (body varchar)")
        connection.executemany("insert into bodies values (?)", rows)
        connection.execute(f"copy bodies to '{path}'")
    found = [each for each in _sentences(crawled_and_published) if each in _parquet(path)]
    assert len(found) == len(_sentences(crawled_and_published))
