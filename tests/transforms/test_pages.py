"""Every case in pages/ yields what a person reads on it, or ends in the error that says why not."""

from typing import Any

import pytest

from schemas import errors
from schemas.lake_tables import ARTICLE_TAGS, ARTICLES, RELATED_LINKS, SIGHTINGS, VIEW_COUNTS
from tests.transforms.cases import PAGES, captured, case_names, expected, shown
from transforms.outlets import load_outlet
from transforms.parse import parse_page

OUTLET = load_outlet("korrespondent")
ERRORS = [name for name in case_names() if "error" in expected(name)]
PARSED = [name for name in case_names() if "error" not in expected(name)]


def by_block(rows: list[list[Any]]) -> list[list[Any]]:
    """Blocks may come in any order; the positions inside each say the order that matters."""
    return sorted(rows, key=lambda row: (row[0], row[1]))


@pytest.mark.parametrize("name", PARSED)
def test_a_page_yields_what_a_person_reads_on_it(name: str) -> None:
    wanted = expected(name)
    got = shown(parse_page(OUTLET, captured(name)))
    for table in ("article", "article_tags", "sightings"):
        assert got.get(table) == wanted.get(table), table
    assert by_block(got.get("related_links", [])) == by_block(wanted.get("related_links", []))
    assert sorted(got.get("view_counts", [])) == sorted(wanted.get("view_counts", []))


@pytest.mark.parametrize("name", ERRORS)
def test_a_page_that_cannot_be_read_says_why(name: str) -> None:
    wanted = expected(name)["error"]
    with pytest.raises(errors.KronikaError) as caught:
        parse_page(OUTLET, captured(name))
    assert type(caught.value).__name__ == wanted["type"]
    for attribute in ("field", "text"):
        assert getattr(caught.value, attribute, None) == wanted.get(attribute)


@pytest.mark.parametrize("name", PARSED)
def test_the_rows_fit_their_tables(name: str) -> None:
    parsed = parse_page(OUTLET, captured(name))
    articles = [parsed.article] if parsed.article else []
    for table, rows in (
        (ARTICLES, articles),
        (ARTICLE_TAGS, parsed.article_tags),
        (RELATED_LINKS, parsed.related_links),
        (VIEW_COUNTS, parsed.view_counts),
        (SIGHTINGS, parsed.sightings),
    ):
        arrow = table.from_records(rows)
        keys = arrow.select(list(table.key)).to_pylist()
        assert len({tuple(key.values()) for key in keys}) == len(keys), table.name


@pytest.mark.parametrize("name", PARSED)
def test_rows_carry_the_capture(name: str) -> None:
    page = captured(name)
    parsed = parse_page(OUTLET, page)
    captures = {tag.capture_id for tag in parsed.article_tags} | {link.capture_id for link in parsed.related_links}
    captures |= {count.capture_id for count in parsed.view_counts} | {row.capture_id for row in parsed.sightings}
    assert captures <= {page.capture_id}
    if parsed.article is not None:
        assert parsed.article.seen_at == page.captured_at
        assert parsed.article.parser_version == OUTLET.parser_version


def test_every_case_says_that_it_is_invented() -> None:
    files = list(PAGES.glob("*/page.*"))
    assert len(files) == len(case_names())
    assert [file for file in files if "Invented" not in file.read_text(encoding="utf-8")] == []
