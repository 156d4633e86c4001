import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.dashboard.reading import drawn
from tests.warehouse.publish.invented import AS_OF, ZONE, build_invented
from warehouse.publish import publish

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OpenPage = Callable[..., Any]


@pytest.fixture(scope="session")
def three_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working database with three days of invented news."""
    return build_invented(tmp_path_factory.mktemp("work") / "models.duckdb", 3)


@pytest.fixture(scope="session")
def published(three_days: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    publish(three_days, folder, as_of=AS_OF, reporting_zone=ZONE, notice="Усе вигадано")
    return folder


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("month")
    publish(build_invented(folder / "models.duckdb", 40), folder, as_of=AS_OF, reporting_zone=ZONE)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium of this machine; the tests that need it are skipped where it or playwright is missing.

    For one module at a time: playwright keeps an event loop running, beside which no other asyncio test can run.
    """
    tools = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: no dashboard was opened in a browser"
    )
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("Chromium is not installed: no dashboard was opened in a browser")
    with tools.sync_playwright() as tool:
        running = tool.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[OpenPage]:
    """Open a dashboard; at the end, whatever the browser complained of or asked for fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(folder: Path, fragment: str = "lang=en", width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, timezone_id="America/New_York", locale="en-US", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on(
            "request",
            lambda request: (
                complaints.append(request.url) if not request.url.startswith(("file:", "data:", "blob:")) else None
            ),
        )
        page.goto(f"{(folder / 'dashboard.html').as_uri()}#{fragment}")
        return drawn(page)

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def ask() -> Callable[[Path, str], list[tuple[Any, ...]]]:
    """Ask the published warehouse itself."""

    def rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(folder / "warehouse.duckdb", read_only=True) as connection:
            return connection.execute(sql).fetchall()

    return rows
