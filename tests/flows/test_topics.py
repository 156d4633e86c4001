"""Topics from their files into the lake: what is matched, when, and what is told; all articles are invented."""

import json
import logging
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app, main
from flows.settings import Settings
from flows.topics import update_topics
from schemas.article_rows import Article
from schemas.table import Row
from tests.warehouse.models.lake_rows import article, article_url, at, commit, page, tag
from warehouse.lake import Lake

NOW = at("05-09 10:00")
DRONES = "[topics.drones]\ntitle = 'Дрони'\nquery = 'дрон OR tag:безпілотник'\n"
DEALS = "[topics.deals]\ntitle = 'Угоди'\nquery = 'угода'\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "topics").mkdir()
    rows = [
        article("c1", at("05-07 10:00"), "uk", "1", published_at=at("05-07 09:00"), headline="Дрони летять"),
        article(
            "c2", at("05-07 10:00"), "uk", "2", published_at=at("05-07 09:30"), body="Угода про дрони", word_count=3
        ),
        article("c3", at("05-07 10:00"), "uk", "3", published_at=at("05-07 09:40"), headline="Кіт на ганку"),
    ]
    commit(tmp_path, "batch-1", [*_pages(rows), tag(rows[2], "Безпілотник", "7")])
    return Settings(data=tmp_path, topics=tmp_path / "topics")


def _pages(rows: list[Article]) -> list[Row]:
    return [each for row in rows for each in (*page(row.capture_id, row.seen_at, row.edition, row.article_id), row)]


def write(settings: Settings, text: str, name: str = "a.toml") -> None:
    (settings.topics / name).write_text(text, "utf-8")


def hits(settings: Settings) -> list[tuple[object, ...]]:
    with Lake.open(settings.data, read_only=True) as lake:
        query = "select topic, query_version, article_id, role from lake.topic_hits order by all"
        return lake.connect().execute(query).fetchall()


def versions(settings: Settings) -> list[tuple[object, ...]]:
    with Lake.open(settings.data, read_only=True) as lake:
        query = """
            select topic, version, query_version, article_count, previous_article_count, is_removed
            from lake.topic_versions order by all
        """
        return lake.connect().execute(query).fetchall()


def test_without_topics_nothing_is_written(settings: Settings) -> None:
    assert update_topics(settings, NOW) == ()
    assert (versions(settings), hits(settings)) == ([], [])


def test_a_new_topic_hits_history_and_new_articles_follow(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    write(settings, DRONES)
    with caplog.at_level(logging.INFO, "kronika.topics"):
        assert update_topics(settings, NOW) == ()
    assert "topic drones is new: it hits 3 articles" in caplog.text
    first = [("drones", 1, "1", "main"), ("drones", 1, "2", "passing"), ("drones", 1, "3", "secondary")]
    assert hits(settings) == first
    later = article("c4", at("05-08 10:00"), "uk", "4", published_at=at("05-08 09:00"), lead="Дроном по полю")
    commit(settings.data, "batch-2", _pages([later]))
    caplog.clear()
    with caplog.at_level(logging.INFO, "kronika.topics"):
        update_topics(settings, NOW)
        update_topics(settings, NOW)
    assert caplog.messages == ["1 article versions held against 1 topics"]
    assert hits(settings) == [*first, ("drones", 1, "4", "main")]
    assert versions(settings) == [("drones", 1, 1, 3, None, False)]


def test_a_changed_query_is_a_new_version_and_both_counts_are_told(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    write(settings, DRONES + DEALS)
    update_topics(settings, NOW)
    write(settings, DRONES.replace("'Дрони'", "'Безпілотники'") + DEALS.replace("'угода'", "'угода OR кіт'"))
    with caplog.at_level(logging.INFO, "kronika.topics"):
        update_topics(settings, NOW)
    assert (
        "topic deals has changed: version 1 hit 1 articles, version 2 hits 2 (+1) and takes its place"
        in caplog.messages
    )
    assert versions(settings) == [
        ("deals", 1, 1, 1, None, False),
        ("deals", 2, 2, 2, 1, False),
        ("drones", 1, 1, 3, None, False),
        ("drones", 2, 1, 3, None, False),
    ]
    assert [hit for hit in hits(settings) if hit[0] == "deals"] == [
        ("deals", 1, "2", "secondary"),
        ("deals", 2, "2", "secondary"),
        ("deals", 2, "3", "main"),
    ]


def test_a_topic_that_goes_and_comes_back_is_matched_anew(settings: Settings) -> None:
    write(settings, DRONES + DEALS)
    update_topics(settings, NOW)
    write(settings, DRONES)
    update_topics(settings, NOW)
    later = article("c4", at("05-08 10:00"), "uk", "4", published_at=at("05-08 09:00"), headline="Угода")
    commit(settings.data, "batch-2", _pages([later]))
    update_topics(settings, NOW)
    write(settings, DRONES + DEALS)
    update_topics(settings, NOW)
    assert [version for version in versions(settings) if version[0] == "deals"] == [
        ("deals", 1, 1, 1, None, False),
        ("deals", 2, 1, 1, None, True),
        ("deals", 3, 2, 2, 1, False),
    ]


def test_wrong_topics_keep_their_last_good_version(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    write(settings, DRONES)
    write(settings, DEALS, "b.toml")
    update_topics(settings, NOW)
    write(settings, "[topics.drones]\ntitle = 'Дрони'\nquery = 'дрон AND ('\n")
    write(settings, "no toml", "b.toml")
    later = article("c4", at("05-08 10:00"), "uk", "4", published_at=at("05-08 09:00"), headline="Угода про дрони")
    commit(settings.data, "batch-2", _pages([later]))
    found = update_topics(settings, NOW)
    assert [(mistake.file, mistake.line, mistake.column) for mistake in found] == [("a.toml", 3, 19), ("b.toml", 1, 4)]
    assert "a.toml, line 3, column 19: drones: this parenthesis is never closed" in caplog.text
    assert [hit for hit in hits(settings) if hit[2] == "4"] == [("deals", 1, "4", "main"), ("drones", 1, "4", "main")]
    assert len(versions(settings)) == 2


def test_without_the_folder_topics_stay(settings: Settings) -> None:
    write(settings, DRONES)
    update_topics(settings, NOW)
    assert update_topics(settings.model_copy(update={"topics": settings.data / "gone"}), NOW) == ()
    assert versions(settings) == [("drones", 1, 1, 3, None, False)]


def test_a_version_with_other_content_is_matched_again(settings: Settings) -> None:
    """As a better parser leaves it: the same capture, another content."""
    write(settings, DRONES)
    update_topics(settings, NOW)
    with Lake.open(settings.data) as lake:
        change = "update lake.articles set content_hash = 'other', headline = 'Лелеки летять' where capture_id = 'c1'"
        lake.connect().execute(change)
    update_topics(settings, NOW)
    with Lake.open(settings.data, read_only=True) as lake:
        query = "select capture_id, content_hash from lake.matched_versions where capture_id = 'c1' order by all"
        assert lake.connect().execute(query).fetchall() == [("c1", "c1"), ("c1", "other")]
    assert [hit for hit in hits(settings) if hit[2] == "1"] == [("drones", 1, "1", "main")]


def test_an_erased_article_leaves_no_hit(settings: Settings) -> None:
    write(settings, DRONES)
    update_topics(settings, NOW)
    with Lake.open(settings.data) as lake:
        lake.erase([("korrespondent", "1")], [])
        left = "select distinct article_id from lake.matched_versions order by all"
        assert lake.ask(lambda connection: connection.execute(left).fetchall()) == [("2",), ("3",)]
    assert [hit[2] for hit in hits(settings)] == ["2", "3"]


def _run(settings: Settings, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    monkeypatch.setenv("KRONIKA_TOPICS", str(settings.topics))
    done = CliRunner().invoke(app, ["topic", *arguments, "--data", str(settings.data)], catch_exceptions=True)
    return done.exit_code, done.output


def test_the_command_shows_hits_and_why(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    write(settings, DRONES)
    code, output = _run(settings, "test", "дрон AND NOT угода", monkeypatch=monkeypatch)
    assert code == 0
    assert "headline:дрон" in output
    assert "1 of 3 articles (1 main, 0 secondary, 0 passing)" in output
    code, output = _run(settings, "test", "--topic", "drones", "--json", monkeypatch=monkeypatch)
    found = json.loads(output)
    assert (found["hit_count"], found["articles"]) == (3, 3)
    assert [hit["clauses"] for hit in found["hits"]] == [["tag:безпілотник"], ["body:дрон"], ["headline:дрон"]]


def test_show_tells_the_topics_that_hit_an_article(settings: Settings) -> None:
    """Those of the topics that there are, by their last query; nothing of one that is gone."""
    write(settings, DRONES + DEALS)
    update_topics(settings, NOW)
    write(settings, DRONES.replace("'дрон OR", "'дрон* OR"))
    update_topics(settings, NOW)
    shown = ["show", article_url("uk", "2"), "--data", str(settings.data)]
    done = CliRunner().invoke(app, [*shown, "--json"])
    found = [
        (hit["topic"], hit["query_version"], hit["role"], hit["matched_clauses"])
        for hit in json.loads(done.output)["topic_hits"]
    ]
    assert found == [("drones", 2, "passing", ["body:дрон*"])]
    assert "topic_hits (1)" in CliRunner().invoke(app, shown).output


def test_the_list_tells_what_the_next_build_will_do(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    write(settings, DRONES)
    update_topics(settings, NOW)
    write(settings, DRONES.replace("дрон OR", "дрони OR") + DEALS)
    _, output = _run(settings, "list", "--json", monkeypatch=monkeypatch)
    told = [
        (each["topic"], each["state"], each["query_version"], each["article_count"])
        for each in json.loads(output)["topics"]
    ]
    assert told == [("deals", "new", None, None), ("drones", "changed", 1, 3)]


def test_a_wrong_query_ends_with_exit_code_2_and_a_mark(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["topic", "test", "дрон AND (угода", "--data", str(settings.data)])
    assert caught.value.code == 2
    assert capsys.readouterr().err.splitlines()[-2:] == ["  дрон AND (угода", "           ^"]
