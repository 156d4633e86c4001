"""The main job against the newsroom: a local site with invented news, crawled at pretended instants of three days."""

import asyncio
import json
import logging
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.commands.printing import print_query, program, say
from flows.settings import Settings
from schemas.errors import FatalError

log = logging.getLogger("kronika.demo")

_SEED = 7
FIRST_DAY = date(2026, 5, 5)
_DAYS = 3
_ARTICLES_PER_DAY = 60
# Kyiv time; close enough to catch the revisits at 1 h, 6 h and 24 h, and a look after the last midnight.
_HOURS = (9, 14, 19, 23)

HOSTS = {
    "ua.korrespondent.net": "ua.korrespondent.example",
    "korrespondent.net": "korrespondent.example",
    "k.img.com.ua": "k.img.korrespondent.example",
    "kor.ill.in.ua": "kor.ill.korrespondent.example",
}
"""Reserved names (RFC 2606) that play the outlet's hosts, so that invented news can never be taken for real ones."""
_TOPICS = Path(__file__).parents[1] / "tests" / "newsroom" / "topics"
"""Example topics, which fit the newsroom's invented words; they ship with it."""
_CONTROL_HOST = "newsroom.control.example"

QUERIES = (
    """
    select published_date, topic_title, edition, article_count, round(views_gained) as views_gained
    from coverage_by_topic_day order by views_gained desc limit 5
    """,
    """
    select edition, headline, count(*) as observations, max(view_count) as views
    from view_counts join articles using (outlet, edition, article_id) group by edition, headline order by views desc limit 5
    """,
    "select edition, published_date, completeness, status from completeness_by_outlet_day order by published_date, edition",
)
"""Queries to try, for the end of the demo."""

_FILES = {
    "published/dashboard.html": "open it in a browser",
    "published/warehouse.duckdb": "for duckdb, BI tools and kronika sql",
    "published/marts": "every table as Parquet and CSV",
    "archive": "every page, as WARC",
    "lake": "the tables, as Parquet with a DuckLake catalogue",
}
"""What the demo leaves in its data folder, and what it is for."""

_COVERAGE = """
select
    published_date as day, topic_kind as kind, topic_title as topic, max(story_count) as stories,
    sum(article_count) as articles, round(sum(views_gained)) as views_gained
from coverage_by_topic_day
where article_count > 0 and topic_kind <> 'section'
group by published_date, topic_kind, topic_title
qualify row_number() over (partition by published_date order by stories desc, articles desc, topic_title) <= 8
order by published_date, stories desc, articles desc, topic_title
"""


def pretended_instants() -> list[datetime]:
    """Return the instants at which the demo crawls, in the newsroom's time."""
    zone = ZoneInfo("Europe/Kyiv")
    days = [FIRST_DAY + timedelta(days=number) for number in range(_DAYS)]
    return [datetime(day.year, day.month, day.day, hour, 30, tzinfo=zone) for day in days for hour in _HOURS]


def run_demo(settings: Settings, wait_for_orchestrator: Callable[[], None]) -> None:
    """Crawl the newsroom at each instant, build and publish.

    Args:
        settings: all settings.
        wait_for_orchestrator: called before the first flow.

    Raises:
        FatalError: the newsroom did not start, or what the main job raises.
    """
    with newsroom() as port:
        from flows.ingest import rehearse  # prefect must be imported after its environment is made

        wait_for_orchestrator()
        asyncio.run(rehearse(demo_settings(settings, port), pretended_instants(), partial(set_newsroom_clock, port)))


def demo_settings(settings: Settings, port: int) -> Settings:
    """Return the settings with the newsroom in the outlet's place and no pauses, which are for strangers' servers."""
    address = f"http://127.0.0.1:{port}"
    crawl = replace(
        settings.crawl,
        pause_seconds=0.0,
        connect_to=dict.fromkeys(HOSTS.values(), address),
        contact="https://example.org/kronika-demo",
    )
    notice = (
        "Вигадані новини з ньюзруму Kronika: видання, люди й числа на цій сторінці придумані. · "
        "Invented news from Kronika's newsroom: every outlet, person and number on this page is made up."
    )
    return settings.model_copy(
        update={
            "hosts": HOSTS,
            "crawl": crawl,
            "notice": notice,
            "outlets": ("korrespondent",),
            "topics": _TOPICS,
            "min_free_mb": 50,
        }
    )


@contextmanager
def newsroom(articles_per_day: int = _ARTICLES_PER_DAY, days: int = _DAYS) -> Iterator[int]:
    """Run the newsroom in a process of its own and yield its port.

    Args:
        articles_per_day: stories planned for a weekday.
        days: days with stories, from the first on.

    Raises:
        FatalError: it did not start.
    """
    command = [sys.executable, "-P", "-m", "tests.newsroom", "--port", "0", "--seed", str(_SEED)]
    command += ["--first-day", FIRST_DAY.isoformat(), "--days", str(days)]
    command += ["--articles-per-day", str(articles_per_day), "--until-stdin-closes"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603  # our own arguments
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise AssertionError("all three are pipes")
        try:
            first_line = process.stdout.readline()
            if not first_line:
                raise FatalError(f"the newsroom did not start: {process.stderr.read().decode(errors='replace')}")
            yield int(json.loads(first_line)["port"])
        finally:
            process.stdin.close()
            process.wait(timeout=30)


def set_newsroom_clock(port: int, instant: datetime) -> None:
    """Let the newsroom's time be this instant."""
    command_newsroom(port, "clock", instant.isoformat())


def command_newsroom(port: int, path: str, body: str = "", timeout: float = 10) -> None:
    """Put something to the newsroom's control host."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/{path}", data=body.encode(), method="PUT", headers={"Host": _CONTROL_HOST}
    )
    with urllib.request.urlopen(request, timeout=timeout) as response:  # noqa: S310  # our own loopback server
        response.read()


def print_results(settings: Settings) -> None:
    """Print coverage, files and queries to try."""
    from warehouse.query import run_query

    published = settings.data / "published"
    say("\nCoverage by topic and day (stories in both editions count once):")
    print_query(run_query(published, _COVERAGE))
    say("Files:")
    for name, what in _FILES.items():
        say(f"  {settings.data / name!s:<{len(str(settings.data)) + max(map(len, _FILES)) + 1}}  {what}")
    say("\nThree queries to try:")
    for query in QUERIES:
        one_line = " ".join(query.split())
        say(f'  {program()} sql --data {settings.data} "{one_line}"')
