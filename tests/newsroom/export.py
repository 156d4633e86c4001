"""Writes the newsroom as files, for a benchmark against a plain web server."""

from datetime import datetime, timedelta
from pathlib import Path

from tests.newsroom import address
from tests.newsroom.editions import EDITIONS, FEED_HOST
from tests.newsroom.rendering import Rendering
from tests.newsroom.world import World


def export(world: World, at: datetime, folder: Path) -> int:
    """Write robots.txt, feeds, day listings up to their empty page and article pages, each also as `.gz` beside it.

    A page of `https://{host}/{path}` is `{folder}/{host}/{path}`, with `index.html` for a path that ends in a slash. Return the
    number of article pages.
    """
    count = 0
    for edition in EDITIONS.values():
        _write(world, at, folder, f"{edition.origin}/robots.txt")
        _write(world, at, folder, edition.feed_url)
        for offset in range(world.days):
            day, number = world.first_day + timedelta(days=offset), 1
            while _write(world, at, folder, address.listing_url(edition.name, day, number)) and world.listing(
                edition.name, day, number, at
            ):
                number += 1
        for _, url in world.articles(edition.name, at):
            count += _write(world, at, folder, url)
    _write(world, at, folder, f"https://{FEED_HOST}/robots.txt")
    return count


def _write(world: World, at: datetime, folder: Path, url: str) -> bool:
    """Write one page; tell whether there was one."""
    host, _, path = url.removeprefix("https://").partition("/")
    response = world.page(host, f"/{path}", at)
    if response.status_code != 200:
        return False
    target = folder / host / (f"{path}index.html" if path.endswith("/") or not path else path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(response.body)
    target.with_name(target.name + ".gz").write_bytes(Rendering(response, at).gzip_body)
    return True
