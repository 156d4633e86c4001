"""Every page of a small invented site against what the site itself knows, field by field."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest

from schemas.errors import KronikaError
from schemas.pages import CapturedPage, ParsedPage
from tests.newsroom.editions import EDITIONS, FEED_HOST, IMAGE_HOST, RU_HOST, UK_HOST
from tests.newsroom.truth import ArticleTruth, CountTruth, LinkTruth, SightingTruth, TagTruth
from tests.newsroom.world import World
from transforms.outlets import load_outlet
from transforms.parse import parse_page

HOSTS = {
    "ua.korrespondent.net": UK_HOST,
    "korrespondent.net": RU_HOST,
    "k.img.com.ua": FEED_HOST,
    "kor.ill.in.ua": IMAGE_HOST,
}
OUTLET = load_outlet("korrespondent").with_hosts(HOSTS)
WORLDS = {
    "clocks go forward": (World(7, date(2026, 3, 28), 2, 30), datetime(2026, 3, 29, 21, 30, tzinfo=UTC)),
    "clocks go back": (World(8, date(2026, 10, 25), 1, 30), datetime(2026, 10, 25, 22, 30, tzinfo=UTC)),
    "just after midnight": (World(9, date(2026, 5, 6), 2, 30), datetime(2026, 5, 6, 21, 0, 5, tzinfo=UTC)),
}
CASES = [(name, edition) for name in WORLDS for edition in EDITIONS]


def captured(world: World, url: str, at: datetime) -> CapturedPage | None:
    """Return the page of a URL, or `None` where the site does not answer with 200."""
    parts = urlsplit(url)
    response = world.page(parts.netloc, parts.path, at)
    address = OUTLET.address(url)
    assert address is not None
    assert address.edition is not None
    if response.status_code != 200:
        return None
    return CapturedPage(
        capture_id="0f0e0d0c-0000-4000-8000-000000000001",
        url=url,
        kind=address.kind,
        edition=address.edition,
        article_id=address.article_id,
        captured_at=at,
        body=response.body,
        content_type=response.content_type,
    )


@cache
def parsed_articles(name: str, edition: str) -> dict[str, ParsedPage | KronikaError]:
    world, at = WORLDS[name]
    results: dict[str, ParsedPage | KronikaError] = {}
    for article_id, url in world.articles(edition, at):
        page = captured(world, url, at)
        if page is not None:
            try:
                results[article_id] = parse_page(OUTLET, page)
            except KronikaError as error:
                results[article_id] = error
    return results


def rows(records: Iterable[Any], like: type) -> list[tuple[Any, ...]]:
    """Return records as tuples of the columns that the truth has."""
    columns: Sequence[str] = like.__dataclass_fields__  # type: ignore[attr-defined]
    return [tuple(_comparable(getattr(record, column)) for column in columns) for record in records]


def _comparable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize(("name", "edition"), CASES)
def test_pages_end_as_the_newsroom_expects(name: str, edition: str) -> None:
    world, at = WORLDS[name]
    results = parsed_articles(name, edition)
    assert len(results) > 15
    for article_id, result in results.items():
        wanted = world.expectation(edition, article_id, at)
        assert wanted is not None
        found = type(result).__name__ if isinstance(result, KronikaError) else "Parsed"
        assert (found, getattr(result, "field", None), getattr(result, "text", None)) == (
            wanted.outcome,
            wanted.field,
            wanted.text,
        ), wanted.url


@pytest.mark.parametrize(("name", "edition"), CASES)
def test_articles_equal_the_truth(name: str, edition: str) -> None:
    world, at = WORLDS[name]
    for article_id, result in parsed_articles(name, edition).items():
        if isinstance(result, ParsedPage):
            assert result.article is not None
            wanted = world.article(edition, article_id, at)
            (got,) = rows([result.article], ArticleTruth)
            assert dict(zip(ArticleTruth.__dataclass_fields__, got, strict=True)) == {
                column: getattr(wanted, column) for column in ArticleTruth.__dataclass_fields__
            }


@pytest.mark.parametrize(("name", "edition"), CASES)
def test_tags_links_and_counts_equal_the_truth(name: str, edition: str) -> None:
    world, at = WORLDS[name]
    seen = 0
    for article_id, result in parsed_articles(name, edition).items():
        if isinstance(result, ParsedPage):
            assert rows(result.article_tags, TagTruth) == rows(world.article_tags(edition, article_id, at), TagTruth)
            links = rows(world.related_links(edition, article_id, at), LinkTruth)
            assert sorted(rows(result.related_links, LinkTruth), key=repr) == sorted(links, key=repr)
            counts = rows(world.view_counts(edition, article_id, at), CountTruth)
            assert sorted(rows(result.view_counts, CountTruth)) == sorted(counts)
            seen += len(links) + len(counts)
    assert seen > 500


@pytest.mark.parametrize(("name", "edition"), CASES)
def test_listings_equal_the_truth_to_the_empty_page(name: str, edition: str) -> None:
    world, at = WORLDS[name]
    for offset in range(world.days):
        day = world.first_day + timedelta(days=offset)
        for number in range(1, 10):
            url = OUTLET.listing_url(edition, day, number)
            page = captured(world, url, at)
            assert page is not None
            sightings = parse_page(OUTLET, page).sightings
            assert rows(sightings, SightingTruth) == rows(world.listing(edition, day, number, at), SightingTruth)
            if not sightings:
                break
        else:
            pytest.fail("the listing has no end")


@pytest.mark.parametrize(("name", "edition"), CASES)
def test_feeds_equal_the_truth(name: str, edition: str) -> None:
    world, at = WORLDS[name]
    (url,) = OUTLET.edition(edition).feed_urls
    page = captured(world, url, at)
    assert page is not None
    sightings = parse_page(OUTLET, page).sightings
    assert sightings
    assert rows(sightings, SightingTruth) == rows(world.feed(edition, at), SightingTruth)


@pytest.mark.parametrize(("name", "edition"), CASES)
def test_sitemaps_list_articles(name: str, edition: str) -> None:
    world, at = WORLDS[name]
    page = captured(world, f"https://{OUTLET.edition(edition).host}/sitemap/ua/sitemap.xml", at)
    assert page is not None
    listed = {row.article_id for row in parse_page(OUTLET, page).sightings}
    assert listed
    assert listed <= {article_id for article_id, _ in world.articles(edition, at)}
