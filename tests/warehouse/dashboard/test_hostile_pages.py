"""The dashboard in headless Chromium over pages that attack it: nothing of theirs runs, nothing deceives."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.dashboard.reading import drawn
from tests.warehouse.publish.invented import AS_OF, ZONE
from warehouse.publish import publish

OpenPage = Callable[..., Any]
pytestmark = pytest.mark.browser

TRICKS = [
    "</script><script>window.owned = 1</script>",
    "<img src=x onerror='window.owned = 1'>",
    "<svg onload=window.owned=1><a xlink:href=javascript:window.owned=1>x</a></svg>",
    "]]><!--<script>window.owned = 1//-->",
    "${window.owned = 1} {{constructor.constructor('window.owned = 1')()}}",
    "\u202ejpg.exe\u2066 \u200bнуль\ufeff \u2028window.owned = 1\u2029",
    "=HYPERLINK(\"https://evil.example\";\"x\")",
    "__proto__",
    "constructor",
]  # fmt: skip
LINKS = [
    "javascript:window.owned=1", "JaVaScRiPt:window.owned=1", " javascript:window.owned=1", "java\tscript:window.owned=1",
    "data:text/html,<script>window.owned=1</script>", "vbscript:x", "file:///etc/passwd", "//evil.example/x",
    "https://gazette.example@evil.example/", "https://evil.example/\u202egpj", "blob:https://evil.example/x", "https:evil",
]  # fmt: skip


def hostile_folder(three_days: Path, folder: Path) -> Path:
    """Publish three days whose every text and link attacks."""
    working = folder / "models.duckdb"
    shutil.copy(three_days, working)
    with duckdb.connect(working) as connection:
        names = connection.execute(
            "select table_name, column_name, data_type from duckdb_columns() where schema_name = 'main' and not internal"
        ).fetchall()
        keys = {"outlet", "edition", "article_id", "topic_id", "tag_id", "kind", "topic_kind", "language", "rights"}
        plain = keys | {"status", "day_status", "seen_on", "published_precision", "field", "block"}
        for table, column, kind in names:
            if column in plain or kind not in ("VARCHAR", "VARCHAR[]"):
                continue
            choices = LINKS if column.endswith("url") else TRICKS
            chosen = "($1::varchar[])[1 + abs(hash(rowid)::hugeint % len($1))::integer]"
            value = f"[{chosen}]" if kind == "VARCHAR[]" else chosen
            connection.execute(f'update "{table}" set "{column}" = {value}', [choices])
        connection.execute(
            """
            update topic_burst_day set is_burst = true, drivers = list_transform(
                range(len($texts)), lambda i: {'article_id': '1', 'edition': 'uk', 'headline': $texts[i + 1], 'url': $links[i + 1], 'views_gained': 1.0}
            )
            """,
            {"texts": TRICKS, "links": LINKS[: len(TRICKS)]},
        )
    publish(working, folder / "published", as_of=AS_OF, reporting_zone=ZONE, notice=TRICKS[0])
    return folder / "published"


def test_nothing_of_a_page_runs(open_page: OpenPage, three_days: Path, tmp_path: Path) -> None:
    folder = hostile_folder(three_days, tmp_path)
    for view in ("overview", "topic&kind=tag", "topic&topic=user:budget", "trust"):
        page = open_page(folder, f"lang=uk&range=all&view={view}")
        for summary in page.locator("summary").all():
            summary.click()
        for search in page.get_by_role("searchbox").all():
            search.fill(TRICKS[1])
            search.fill("")
        assert page.get_by_text("jpg.exe").count() > 0, view
        nothing_ran(page)
    page = open_page(folder, "lang=uk&range=all&view=topic&topic=user:budget")
    assert page.locator("#topic-bursts .drivers > li").count() > 0
    assert page.locator("#topic-bursts .drivers > li a").count() == 0


def nothing_ran(page: Any) -> None:
    assert not set("\u202e\u2066\u2028\ufeff") & set(page.inner_text("body"))
    assert page.evaluate("window.owned") is None
    assert page.locator("script").count() == 2
    assert page.locator("main img, main iframe, main object, main svg a, main [onerror], main [onload]").count() == 0
    links = page.evaluate("[...document.links].map((link) => link.getAttribute('href'))")
    assert [link for link in links if not link.startswith(("#", "https://"))] == []
    assert not [link for link in links if "@" in link or not link.isascii()]


def test_saved_table_holds_no_formula(open_page: OpenPage, three_days: Path, tmp_path: Path) -> None:
    page = open_page(hostile_folder(three_days, tmp_path), "lang=en&range=all", accept_downloads=True)
    page.locator("#stories summary").click()
    with page.expect_download() as download:
        page.locator("#stories .table-tools button").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not [cell for cell in cells if cell.lstrip("\u200b\u202e \t").startswith(("=", "+", "@", "-"))]


def test_policy_stops_a_script_that_got_in(browser: Any, published: Path, tmp_path: Path) -> None:
    """The last line of defence: markup in the file itself, as if all the escaping had failed."""
    html = (published / "dashboard.html").read_text(encoding="utf-8")
    planted = (
        "<script>window.owned = 1</script><img src=x onerror='window.owned = 1'><img src='https://evil.example/x'>"
    )
    (tmp_path / "dashboard.html").write_text(html.replace("</header>", f"{planted}</header>"), encoding="utf-8")
    page = browser.new_page()
    failed: dict[str, str] = {}
    page.on("requestfailed", lambda request: failed.update({request.url: request.failure}))
    page.goto((tmp_path / "dashboard.html").as_uri())
    drawn(page)
    assert page.locator("#coverage svg").count() > 0
    assert page.evaluate("window.owned") is None
    assert failed["https://evil.example/x"] == "csp"
    with pytest.raises(Exception, match="TrustedHTML"):
        page.evaluate("document.body.innerHTML = '<b>x</b>'")
    page.close()
