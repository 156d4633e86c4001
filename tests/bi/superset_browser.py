"""The imported dashboard as a person sees it, in headless Chromium: what its charts ask Superset for, and a picture."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.bi.superset_server import Server
from tests.warehouse.dashboard.conftest import FLAGS

SLUG = "kronika"
_PATIENCE_MS = 180_000
FIRST, LAST, EDITION = "2026-04-20", "2026-05-01", "uk"
CHOSEN = (
    f"(NATIVE_FILTER-day:(extraFormData:(time_range:'{FIRST} : {LAST}'),filterState:(value:'{FIRST} : {LAST}'),id:NATIVE_FILTER-day,ownState:()),"
    f"NATIVE_FILTER-edition:(extraFormData:(filters:!((col:edition,op:IN,val:!({EDITION})))),filterState:(label:{EDITION},value:!({EDITION})),"
    "id:NATIVE_FILTER-edition,ownState:()))"
)
"""A choice of days, the last not among them, and of an edition, as Superset writes it into the address of the page (Rison)."""


@contextmanager
def opened_dashboard(
    server: Server, chosen: str = "", height: int = 3000, width: int = 1440
) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Log in by the form, open the dashboard with filters chosen or none, wait for its charts, and yield the page and every chart's query.

    What the page asks of others (Superset's makers count its users by a pixel) does not leave this machine.

    Raises:
        RuntimeError: a chart says on the page that it failed, or there is no Chromium.
    """
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise RuntimeError("Chromium is not installed: without it nobody knows what the dashboard asks Superset for")
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
        page.set_default_timeout(_PATIENCE_MS)
        asked: list[Any] = []
        page.route(lambda url: not url.startswith(server.address), lambda route: route.abort())
        page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 -- playwright marks its handlers
        page.goto(f"{server.address}/login/")
        page.fill("input[name=username], #username", server.user)
        page.fill("input[name=password], #password", server.password)
        page.click("button[type=submit], input[type=submit]")
        page.wait_for_url(lambda url: "/login" not in url)
        page.goto(
            f"{server.address}/superset/dashboard/{SLUG}/?{urlencode({'native_filters': chosen} if chosen else {})}"
        )
        page.wait_for_selector("[data-test=dashboard-component-chart-holder]")
        page.wait_for_load_state("networkidle")
        errors = page.locator("[role=alert]").all_inner_texts()
        if errors:
            raise RuntimeError(f"the page says: {errors}")
        yield (
            page,
            [_query(request) for request in asked if "/api/v1/chart/data" in request.url and request.method == "POST"],
        )
        browser.close()


def _query(request: Any) -> dict[str, Any]:
    query: dict[str, Any] = request.post_data_json
    return query


def take_picture(server: Server, file: Path) -> None:
    """Write a picture of the dashboard's upper half: all of it would be half a megabyte."""
    with opened_dashboard(server, width=1280, height=1625) as (page, _):
        page.screenshot(path=file)
