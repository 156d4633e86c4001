"""The imported dashboard as a person sees it, in headless Chromium: what its charts ask Superset for, and a picture."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bi.superset_server import Server
from tests.warehouse.dashboard.conftest import FLAGS

SLUG = "kronika"
_PATIENCE_MS = 180_000


@contextmanager
def opened_dashboard(
    server: Server, height: int = 3000, width: int = 1440
) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Log in by the form, open the dashboard, wait for its charts, and yield the page and every chart's query.

    What the page asks of others (Superset's makers count its users by a pixel) does not leave this machine.

    Raises:
        RuntimeError: a chart says on the page that it failed.
    """
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
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
        page.goto(f"{server.address}/superset/dashboard/{SLUG}/")
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
    """Write a picture of the whole dashboard."""
    with opened_dashboard(server) as (page, _):
        page.screenshot(path=file)
