"""An outlet whose view counts stand on a page of their own: crawled, archived, observed at each visit, parsed again."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.batches import news_run
from flows.crawl.settings import CrawlSettings
from flows.outlet_run import news_plan, run_outlet
from flows.reparse import reparse
from flows.settings import Settings
from tests.flows.crawl.site import Site, answer
from transforms.outlets import load_outlet
from warehouse.lake import connect

HOST = "www.pravda.com.ua"
FIRST = datetime(2026, 5, 7, 16, 0, tzinfo=UTC)
ARTICLE = "/news/2026/05/7/7512345/"
COUNT = "/article/7512345/count-view.html"
HTML = [("Content-Type", "text/html; charset=utf-8")]
LISTING = f"""<!-- Invented. --><div class="container_sub_news_list_wrapper"><div class="article_news_list"><div class="article_time">18:00</div>
<div class="article_header"><a href="{ARTICLE}">Міст відкрили</a></div></div></div>"""
RU_LISTING = LISTING.replace(ARTICLE, f"/rus{ARTICLE}")
PAGE = """<!-- Invented. --><article class="post"><h1 class="post_title">Міст відкрили</h1><div class="post_time">7 травня 2026, 18:00</div>
<div class="post_text"><p>Слово про міст.</p></div></article>"""


def routes() -> dict[str, Any]:
    return {
        "/news/date_07052026/": answer(200, LISTING.encode(), HTML),
        "/rus/news/date_07052026/": answer(200, RU_LISTING.encode(), HTML),
        ARTICLE: answer(200, PAGE.encode(), HTML),
        f"/rus{ARTICLE}": answer(200, PAGE.encode(), HTML),
        COUNT: [answer(200, b"120"), answer(200, b"<b>1 150</b>")],
    }


async def crawl_at(site: Site, data: Path, instants: Iterable[datetime]) -> Settings:
    outlet = load_outlet("ukrainska_pravda")
    for now in instants:
        crawl = CrawlSettings(pause_seconds=0.0, backoff_base=0.01, connect_to={HOST: site.base})
        settings = Settings(data=data, crawl=crawl, now=now, min_free_mb=0, days_back=0)
        await run_outlet(settings, news_plan(settings, outlet, news_run(outlet.name, now), now))
    return settings


def rows(data: Path, sql: str) -> list[tuple[Any, ...]]:
    with connect(data) as connection:
        return connection.execute(sql).fetchall()


COUNTS = (
    "select edition, article_id, epoch_us(observed_at), view_count, seen_on from lake.view_counts order by observed_at"
)
CAPTURES = "select kind, url, status_code, is_unchanged from lake.captures where article_id is not null order by captured_at, url"


async def test_it_is_observed_beside_the_article_at_every_visit(tmp_path: Path) -> None:
    instants = [FIRST, FIRST + timedelta(hours=6)]
    async with Site(routes()) as site:
        settings = await crawl_at(site, tmp_path, instants)
        asked = [path for path in site.paths() if path.startswith(("/news/2026", "/rus/news/2026", "/article"))]
    assert sorted(asked) == sorted([ARTICLE, f"/rus{ARTICLE}", COUNT] * 2)
    assert asked.index(COUNT) in (1, 2)
    counts = rows(tmp_path, COUNTS)
    assert [(edition, article_id, count, seen_on) for edition, article_id, _, count, seen_on in counts] == [
        ("uk", "7512345", count, "count_endpoint") for count in (120, 1150)
    ]
    captures = [row for row in rows(tmp_path, CAPTURES) if row[0] == "count"]
    assert captures == [("count", f"https://{HOST}{COUNT}", 200, False)] * 2
    assert rows(tmp_path, "select distinct outcome from lake.outcomes where kind = 'count'") == [("Parsed",)]
    await reparse(settings)
    assert rows(tmp_path, COUNTS) == counts


async def test_what_robots_txt_forbids_is_not_asked(tmp_path: Path) -> None:
    robots = answer(200, b"User-agent: *\nDisallow: /article/\n")
    async with Site(routes(), robots=robots) as site:
        await crawl_at(site, tmp_path, [FIRST])
        assert COUNT not in site.paths()
        assert ARTICLE in site.paths()
    assert rows(tmp_path, "select outcome from lake.outcomes where kind = 'count'") == [("Disallowed",)]
    assert rows(tmp_path, COUNTS) == []


async def test_a_page_without_a_number_is_set_aside(tmp_path: Path) -> None:
    async with Site(routes() | {COUNT: answer(200, b"error")}) as site:
        await crawl_at(site, tmp_path, [FIRST])
    found = rows(tmp_path, "select kind, edition, article_id, error, field, text from lake.quarantine")
    assert found == [("count", "uk", "7512345", "MalformedField", "view_count", "error")]
