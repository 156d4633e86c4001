"""What parsing one article page costs (issue: at most 1.2 ms of CPU for a page of 100 kB).

Takes the pages of an invented site of some days and parses each whole: bytes to text, tree, and all rows of all tables. Every round
parses every page once, so that no page is in the processor's cache; the figure is the median of the rounds.

    python -m tests.benchmarks.parse_article [--pages 200] [--rounds 15]
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from schemas.pages import CapturedPage
from tests.newsroom.editions import EDITIONS, FEED_HOST, RU_HOST, UK_HOST
from tests.newsroom.world import World
from transforms.html import parse_html
from transforms.outlet import Outlet
from transforms.outlets import load_outlet
from transforms.parse import parse_page

AT = datetime(2026, 5, 8, 18, 0, tzinfo=UTC)
TARGET_MS = 1.2
HOSTS = {"ua.korrespondent.net": UK_HOST, "korrespondent.net": RU_HOST, "k.img.com.ua": FEED_HOST}


def article_pages(outlet: Outlet, world: World, count: int) -> list[CapturedPage]:
    """Return captures of readable article pages of both editions."""
    pages = []
    for edition in EDITIONS:
        for article_id, url in world.articles(edition, AT):
            if world.article(edition, article_id, AT) is not None:
                parts = urlsplit(url)
                response = world.page(parts.netloc, parts.path, AT)
                pages.append(
                    CapturedPage(
                        capture_id="00000000-0000-4000-8000-000000000000",
                        url=url,
                        kind="article",
                        edition=edition,
                        article_id=article_id,
                        captured_at=AT,
                        body=response.body,
                        content_type=response.content_type,
                    )
                )
    return pages[:count]


def cpu_ms(work: Callable[[CapturedPage], object], pages: Sequence[CapturedPage], rounds: int) -> list[float]:
    """Return the CPU milliseconds a page of each round."""
    figures = []
    for _ in range(rounds):
        begin = time.process_time()
        for page in pages:
            work(page)
        figures.append((time.process_time() - begin) / len(pages) * 1000)
    return figures


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args(arguments)
    outlet = load_outlet("korrespondent").with_hosts(HOSTS)
    pages = article_pages(outlet, World(7, date(2026, 5, 6), 3, 60), options.pages)
    rows = [parse_page(outlet, page) for page in pages]
    size = statistics.fmean(len(page.body) for page in pages) / 1000
    row_count = statistics.fmean(
        1 + len(row.article_tags) + len(row.related_links) + len(row.view_counts) for row in rows
    )
    whole = cpu_ms(lambda page: parse_page(outlet, page), pages, options.rounds)
    tree = cpu_ms(lambda page: parse_html(page.body, page.content_type), pages, options.rounds)
    print(f"{len(pages)} article pages of {size:.0f} kB, {row_count:.0f} rows each, {options.rounds} rounds")
    print(f"bytes to tree: median {statistics.median(tree):.2f} ms of CPU a page, best {min(tree):.2f}")
    print(f"bytes to rows: median {statistics.median(whole):.2f} ms of CPU a page, best {min(whole):.2f}")
    reached = statistics.median(whole) <= TARGET_MS
    print(f"goal of {TARGET_MS} ms: {'reached' if reached else 'missed'}")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
