"""How long the dashboard's file is and how fast it draws over a large warehouse (aims: below 2 MB, a view within half a second).

Invents 90 days of one outlet, repeats them as so many outlets of two editions each, publishes, and opens every view in Chromium.

    python -m tests.benchmarks.dashboard_size [--outlets 9] [--days 90] [--keep FOLDER]
"""

import argparse
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from tests.warehouse.dashboard.reading import drawn
from tests.warehouse.publish.invented import AS_OF, OUTLET, ZONE, build_invented
from warehouse.dashboard.page import render_dashboard

AIM_BYTES = 2_000_000
VIEWS = ("overview", "topic", "trust")
CHOSEN = """async (hash) => {
    location.hash = hash;
    await new Promise((done) => addEventListener("hashchange", done, { once: true }));
    document.body.getBoundingClientRect();
}"""


def repeat_outlet(database: Path, outlets: int) -> int:
    """Copy every row of the invented outlet for outlets 2 to `outlets`; return the number of articles."""
    with duckdb.connect(database) as connection:
        tables = connection.execute(
            "select table_name, list(column_name order by column_index), list(data_type order by column_index) "
            "from duckdb_columns() where schema_name = 'main' and not internal group by table_name having list_contains(list(column_name), 'outlet')"
        ).fetchall()
        for number in range(2, outlets + 1):
            for table, columns, types in tables:
                chosen = ", ".join(
                    f"replace({name}, '{OUTLET}', 'outlet{number}')"
                    if kind == "VARCHAR" and not name.endswith("url")
                    else name
                    for name, kind in zip(columns, types, strict=True)
                )
                connection.execute(f"insert into {table} select {chosen} from {table} where outlet = '{OUTLET}'")
        ((articles,),) = connection.execute("select count(*) from articles").fetchall()
    return int(articles)


def draw(page_file: Path) -> dict[str, list[float]]:
    """Return milliseconds of the page's CPU time: for loading, and for each view over 30 days, 90 days and all."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page: Any = browser.new_page(viewport={"width": 1280, "height": 900})
        asked = page.context.new_cdp_session(page)
        asked.send("Performance.enable", {"timeDomain": "threadTicks"})

        def spent() -> float:
            metrics = {metric["name"]: metric["value"] for metric in asked.send("Performance.getMetrics")["metrics"]}
            return float(metrics["TaskDuration"]) * 1000

        def cost(act: Callable[[], object]) -> float:
            began = spent()
            act()
            return spent() - began

        times = {"loading": [cost(lambda: (page.goto(page_file.as_uri()), drawn(page)))]}
        for view in VIEWS:
            hashes = [f"lang=en&view={view}&range={days}" for days in ("30", "90", "all")]
            times[view] = [cost(partial(page.evaluate, CHOSEN, hash_)) for hash_ in hashes]
        browser.close()
    return times


def measure(folder: Path, outlets: int, days: int) -> None:
    database, page_file = folder / "models.duckdb", folder / "dashboard.html"
    articles = repeat_outlet(build_invented(database, days), outlets)
    with duckdb.connect(database) as connection:
        connection.execute("create table publication as select 'x' as kronika_version, now() as published_at")
    began = time.process_time()
    page_file.write_text(render_dashboard(database, AS_OF, ZONE), encoding="utf-8")
    cpu, size = time.process_time() - began, page_file.stat().st_size
    print(
        f"{outlets} outlets, {articles:,} articles, {days} days: {size / 1e6:.2f} MB ({'below' if size < AIM_BYTES else 'OVER'} 2 MB), written in {cpu:.1f} s of CPU"
    )
    for name, milliseconds in draw(page_file).items():
        print(f"  {name:<10} " + ", ".join(f"{value:.0f} ms" for value in milliseconds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--outlets", type=int, default=9)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        measure(options.keep, options.outlets, options.days)
    else:
        with TemporaryDirectory() as folder:
            measure(Path(folder), options.outlets, options.days)


if __name__ == "__main__":
    main()
