"""What the job asks of Superset, by its REST API: log in, import the bundle, list the charts, run a chart's query."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.bi.superset_server import Server

Rows = tuple[tuple[tuple[str, Any], ...], ...]
"""Rows of a chart's data, each a tuple of names and values; sorted, since SQL leaves open in which order equals come."""


class Refused(Exception):
    """Superset answered something else than data; the message has its status and words."""


@contextmanager
def logged_in(server: Server) -> Iterator[httpx.Client]:
    """Yield a client that has logged in, with its token against forged requests."""
    with httpx.Client(base_url=server.address, timeout=120) as client:
        credentials = {"username": server.user, "password": server.password, "provider": "db", "refresh": False}
        token = _answer(client.post("/api/v1/security/login", json=credentials))["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        forgery = _answer(client.get("/api/v1/security/csrf_token/"))["result"]
        client.headers.update({"X-CSRFToken": forgery, "Referer": server.address})
        yield client


def import_dashboard(client: httpx.Client, bundle: bytes) -> None:
    """Import the bundle as Superset's page of dashboards does; charts and datasets that are there stay as they are."""
    files = {"formData": ("kronika-superset.zip", bundle, "application/zip")}
    _answer(client.post("/api/v1/dashboard/import/", files=files, data={"overwrite": "true"}))


def import_assets(client: httpx.Client, bundle: bytes) -> None:
    """Import the bundle over all that is there of it."""
    _answer(
        client.post("/api/v1/assets/import/", files={"bundle": ("kronika-superset.zip", bundle, "application/zip")})
    )


def chart_names(client: httpx.Client, slug: str) -> dict[int, str]:
    """Return the names of a dashboard's charts by their number."""
    return {
        chart["id"]: chart["slice_name"] for chart in _answer(client.get(f"/api/v1/dashboard/{slug}/charts"))["result"]
    }


def chart_rows(client: httpx.Client, query: dict[str, Any]) -> Rows:
    """Run a chart's query and return its rows.

    Raises:
        Refused: anything else came back, or one of its queries failed.
    """
    answer = _answer(client.post("/api/v1/chart/data", json=query))
    failed = [result["error"] for result in answer["result"] if result.get("error") or result["status"] == "failed"]
    if failed:
        raise Refused(f"200, but {failed}")
    rows = [tuple(sorted(row.items())) for result in answer["result"] for row in result["data"]]
    return tuple(sorted((tuple((name, _steady(value)) for name, value in row) for row in rows), key=repr))


def _steady(value: Any) -> Any:
    """Return a value without the last digits of a sum, which depend on the order of its parts."""
    return float(f"{value:.9g}") if isinstance(value, float) else value


def _answer(response: httpx.Response) -> Any:
    if response.status_code != 200:
        raise Refused(f"{response.request.url.path}: {response.status_code}: {response.text[:1000]}")
    return response.json()
