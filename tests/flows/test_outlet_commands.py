"""`kronika outlet new` and `check` as a person uses them, on saved pages that were invented for this."""

import ast
import json
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from tests.flows.program import kronika
from tests.newsroom.world import World
from tests.transforms.test_sketch import PAGE

URL = "https://visnyk.example/city/roads/481516-mist-vidkryly"
AT = datetime(2026, 5, 8, 18, 0, tzinfo=UTC)


def test_a_saved_page_becomes_the_file_of_an_outlet(tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_text(PAGE, encoding="utf-8")
    drafted = tmp_path / "visnyk.py"
    done = kronika("outlet", "new", "saved.html", "--url", URL, "--output", str(drafted), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "feeds: https://visnyk.example/rss/all.xml" in done.stdout
    names: dict[str, object] = {}
    exec(compile(drafted.read_text(encoding="utf-8"), drafted, "exec"), names)
    outlet = names["OUTLET"]
    assert outlet.article_of(URL) == ("uk", "481516")  # type: ignore[attr-defined]
    assert outlet.layouts[0].article.headline == ("h1.story__title",)  # type: ignore[attr-defined]
    assert outlet.editions[0].feed_urls == ("https://visnyk.example/rss/all.xml",)  # type: ignore[attr-defined]


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "visnyk.py").write_text("kept", encoding="utf-8")
    done = kronika("outlet", "new", "saved.html", "--url", URL, "--output", "visnyk.py", cwd=tmp_path)
    assert (done.returncode, "is there already" in done.stderr) == (2, True)
    assert (tmp_path / "visnyk.py").read_text(encoding="utf-8") == "kept"


def test_a_saved_page_that_does_not_say_which_it_is_needs_its_address(tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_text(PAGE, encoding="utf-8")
    done = kronika("outlet", "new", "saved.html", cwd=tmp_path)
    assert (done.returncode, "--url" in done.stderr) == (2, True)


def test_nothing_on_a_page_becomes_code(tmp_path: Path) -> None:
    hostile = PAGE.replace('content="Вісник"', 'content=\'x"""&#10;import os&#10;os.abort() \\\'').replace(
        "story__title", 'a"\\nimport os#'
    )
    (tmp_path / "saved.html").write_text(hostile, encoding="utf-8")
    url = 'https://visnyk.example/city/x"+__import__("os")+"481516'
    done = kronika("outlet", "new", "saved.html", "--url", url, "--output", "drafted.py", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    module = ast.parse((tmp_path / "drafted.py").read_text(encoding="utf-8"))
    assert [type(node).__name__ for node in module.body] == [
        "Expr",
        "ImportFrom",
        "ImportFrom",
        "ImportFrom",
        "Assign",
        "Assign",
    ]
    called = {ast.unparse(node.func) for node in ast.walk(module) if isinstance(node, ast.Call)}
    assert called <= {"ArticleShape", "Outlet", "Edition", "AddressShape", "Layout"}


def test_what_an_outlet_reads_from_a_page_is_printed_with_its_source(tmp_path: Path) -> None:
    world = World(7, date(2026, 5, 6), 2, 20)
    article_id, url = next(
        (article_id, url)
        for article_id, url in world.articles("uk", AT)
        if (article := world.article("uk", article_id, AT)) is not None and article.authors
    )
    article = world.article("uk", article_id, AT)
    assert article is not None
    parts = urlsplit(url)
    (tmp_path / "saved.html").write_bytes(world.page(parts.netloc, parts.path, AT).body)
    real_url = f"https://ua.korrespondent.net{parts.path}"
    done = kronika("outlet", "check", "korrespondent", "saved.html", "--url", real_url, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    fields = {field["field"]: field for field in json.loads(done.stdout)[0]["fields"]}
    assert fields["headline"]["value"] == article.headline
    assert fields["headline"]["from"] == "selector"
    assert fields["authors"]["value"] == ", ".join(article.authors)


def test_a_page_of_another_outlet_is_named(tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_text(PAGE, encoding="utf-8")
    done = kronika("outlet", "check", "korrespondent", "saved.html", "--url", URL, cwd=tmp_path)
    assert done.returncode == 2
    assert "is not a page of korrespondent, whose hosts are ua.korrespondent.net, korrespondent.net" in done.stderr
