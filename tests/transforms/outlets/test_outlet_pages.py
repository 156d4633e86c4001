"""The pages of each described outlet, invented in its shape, against what a person reads on them (expected.toml)."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from schemas import errors
from schemas.article_rows import Article
from schemas.crawl_rows import Sighting
from schemas.lake_tables import ARTICLE_TAGS, ARTICLES, SIGHTINGS, VIEW_COUNTS
from schemas.pages import CapturedPage, ParsedPage
from tests.transforms.cases import ARTICLE_COLUMNS_OF_THE_CAPTURE
from transforms.content_hash import content_hash
from transforms.outlets import load_outlet, outlet_names
from transforms.parse import parse_page

FOLDER = Path(__file__).parent
UNSAID: dict[str, Any] = {
    "other_edition_url": None,
    "lead": None,
    "authors": [],
    "section": None,
    "label": None,
    "content_class": "editorial",
    "rights": "link_required",
    "published_precision": "minute",
    "metadata_published_at": None,
    "modified_at": None,
    "image_url": None,
    "image_credit": None,
    "image_caption": None,
    "disagreements": [],
    "is_paywalled": None,
}
"""What a page says of a column that its expectation leaves out."""


def expectations(outlet: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((FOLDER / outlet / "expected.toml").read_text(encoding="utf-8"))


OUTLETS = sorted(folder.name for folder in FOLDER.iterdir() if (folder / "expected.toml").is_file())
CASES = [(outlet, case) for outlet in OUTLETS for case in expectations(outlet)]
ARTICLE_CASES = [(outlet, case) for outlet, case in CASES if "article" in expectations(outlet)[case]]


def captured(outlet: str, case: str) -> CapturedPage:
    wanted = expectations(outlet)[case]
    address = load_outlet(outlet).address(wanted["url"])
    assert address is not None
    assert address.edition is not None
    (file,) = (FOLDER / outlet).glob(f"{wanted.get('file', case)}.*")
    return CapturedPage(
        capture_id="0f0e0d0c-0000-4000-8000-000000000001",
        url=wanted["url"],
        kind=address.kind,
        edition=address.edition,
        article_id=address.article_id,
        captured_at=wanted["captured_at"],
        body=file.read_bytes(),
        content_type="text/html; charset=utf-8" if file.suffix == ".html" else "application/xml",
    )


def parsed(outlet: str, case: str) -> ParsedPage:
    return parse_page(load_outlet(outlet), captured(outlet, case))


def wanted_article(outlet: str, case: str) -> dict[str, Any]:
    wanted = expectations(outlet)[case]
    said: dict[str, Any] = UNSAID | {"outlet": outlet, "url": wanted["url"]} | wanted["article"]
    said["body"] = said["body"].strip()
    said["word_count"] = sum(any(map(str.isalnum, word)) for word in said["body"].split())
    return said


@pytest.mark.parametrize(("outlet", "case"), ARTICLE_CASES)
def test_every_field_of_an_article_is_right(outlet: str, case: str) -> None:
    article = parsed(outlet, case).article
    assert article is not None
    columns = set(Article.__struct_fields__) - ARTICLE_COLUMNS_OF_THE_CAPTURE - {"field_sources"}
    assert {name: getattr(article, name) for name in columns} == wanted_article(outlet, case)


@pytest.mark.parametrize(("outlet", "case"), ARTICLE_CASES)
def test_its_tags_and_counts_are_right(outlet: str, case: str) -> None:
    wanted, page = expectations(outlet)[case], parsed(outlet, case)
    assert [[tag.tag, tag.tag_id] for tag in page.article_tags] == wanted.get("tags", [])
    counts = [[row.edition, row.article_id, row.view_count, row.seen_on] for row in page.view_counts]
    assert counts == wanted.get("view_counts", [])


@pytest.mark.parametrize(("outlet", "case"), ARTICLE_CASES)
def test_each_field_says_where_it_came_from(outlet: str, case: str) -> None:
    article = parsed(outlet, case).article
    assert article is not None
    sources = dict(source.split("=", 1) for source in article.field_sources or ())
    assert (article.content_class == "paid") == ("content_class" in sources)
    sources.pop("content_class", None)
    filled = {
        name: getattr(article, name)
        for name in ("headline", "lead", "body", "authors", "section", "published_at", "modified_at", "image_url")
    }
    assert {name for name, value in filled.items() if value} == set(sources) - {"tags"}
    assert ("tags" in sources) == bool(expectations(outlet)[case].get("tags"))
    described = expectations(outlet)[case]["described"]
    assert sorted(name for name, source in sources.items() if source in ("selector", "url")) == sorted(described)


@pytest.mark.parametrize(("outlet", "case"), CASES)
def test_what_else_a_page_holds(outlet: str, case: str) -> None:
    wanted = expectations(outlet)[case]
    if error := wanted.get("error"):
        with pytest.raises(getattr(errors, error)) as caught:
            parsed(outlet, case)
        assert getattr(caught.value, "field", None) == wanted.get("field")
        return
    page = parsed(outlet, case)
    assert [_sighting(row) for row in page.sightings] == wanted.get("sightings", [])
    if "count" in wanted:
        assert [[row.edition, row.article_id, row.view_count, row.seen_on] for row in page.view_counts] == [
            wanted["count"]
        ]


@pytest.mark.parametrize(("outlet", "case"), [case for case in CASES if "error" not in expectations(case[0])[case[1]]])
def test_the_rows_fit_their_tables(outlet: str, case: str) -> None:
    page = parsed(outlet, case)
    ARTICLES.from_records([page.article] if page.article else [])
    for table, rows in (
        (ARTICLE_TAGS, page.article_tags),
        (SIGHTINGS, page.sightings),
        (VIEW_COUNTS, page.view_counts),
    ):
        table.from_records(rows)
    if page.article is not None:
        assert page.article.content_hash == content_hash(msgspec.structs.asdict(page.article), page.article_tags)


def test_every_outlet_has_its_pages() -> None:
    assert [name for name in outlet_names() if name != "korrespondent"] == OUTLETS
    for outlet in OUTLETS:
        cases = expectations(outlet)
        assert {"plain", "odd", "not_an_article", "listing"} <= set(cases), outlet
        has_feed = any(edition.feed_urls for edition in load_outlet(outlet).editions)
        assert ("feed" in cases) == has_feed, outlet


def test_every_page_says_that_it_is_invented() -> None:
    files = [file for file in FOLDER.glob("*/*") if file.suffix in (".html", ".xml")]
    assert len(files) > 4 * len(OUTLETS)
    assert [file for file in files if "Invented" not in file.read_text(encoding="utf-8")] == []


def _sighting(row: Sighting) -> dict[str, Any]:
    """Return what a sighting says, without what it does not."""
    columns = ("article_id", "edition", "headline", "lead", "label", "published_at", "published_precision", "url")
    values = {name: getattr(row, name) for name in columns}
    precision = {"minute": None}.get(str(values["published_precision"]), values["published_precision"])
    return {
        name: _instant(value)
        for name, value in (values | {"published_precision": precision}).items()
        if value is not None
    }


def _instant(value: Any) -> Any:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value
