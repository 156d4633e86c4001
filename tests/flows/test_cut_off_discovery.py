"""A run that is killed while it reads the listings: the same run, started again, reads all of them."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from flows.reparse import reparse
from tests.flows.kept_newsroom import Installation
from tests.flows.newsroom_run import crawl_at
from tests.newsroom.running import serve
from tests.newsroom.world import World
from warehouse.archive import record_offsets

AT = datetime(2026, 5, 5, 15, 0, tzinfo=UTC)
WORLD = World(seed=5, first_day=date(2026, 5, 5), days=1, articles_per_day=12, page_size=4)
NAME = "archive/korrespondent/2026/05/05/news-20260505T150000Z-discovery.warc.gz"
ARTICLES = "select edition, article_id from lake.captures where kind = 'article' order by all"


def _leave_cut_off(whole: Path, data: Path) -> None:
    """Leave of a whole discovery what a process leaves that is killed after five of its records."""
    cut = record_offsets(whole / NAME)[5]
    (data / NAME).parent.mkdir(parents=True)
    (data / f"{NAME}.open").write_bytes((whole / NAME).read_bytes()[:cut])


def test_every_listing_is_read_and_every_url_ends_the_run_once(tmp_path: Path) -> None:
    with serve(WORLD, AT) as newsroom:
        undisturbed, killed = (Installation(tmp_path / name, newsroom) for name in ("undisturbed", "killed"))
        asyncio.run(crawl_at(newsroom, undisturbed.data, [AT]))
        _leave_cut_off(undisturbed.data, killed.data)
        asyncio.run(crawl_at(newsroom, killed.data, [AT]))
        assert killed.rows(ARTICLES) == undisturbed.rows(ARTICLES)
        ended = Counter((row["run_id"], row["url"]) for row in killed.rows("select run_id, url from lake.outcomes"))
        assert max(ended.values()) == 1
        urls = "select url from lake.outcomes order by url"
        assert killed.rows(urls) == undisturbed.rows(urls)
        before = killed.dump()
        asyncio.run(reparse(killed.settings(AT)))
        assert killed.dump() == before
