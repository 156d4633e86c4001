"""A host that asks to be left alone for longer than a run lasts is left alone by the runs after it, too."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flows.held_hosts import read_held_hosts, write_held_hosts
from tests.flows.newsroom_run import crawl_at
from tests.newsroom.editions import RU_HOST, UK_HOST
from tests.newsroom.running import serve
from tests.newsroom.world import World

AT = datetime(2026, 5, 5, 15, 0, tzinfo=UTC)


def test_no_run_asks_a_host_before_its_time(tmp_path: Path) -> None:
    with serve(World(seed=5, first_day=date(2026, 5, 5), days=1, articles_per_day=6), AT) as newsroom:
        newsroom.misbehave([{"match": f"{UK_HOST}/*", "kind": "too_many_requests", "params": {"retry_after": 7200}}])
        asyncio.run(crawl_at(newsroom, tmp_path, [AT]))
        assert [each.host for each in newsroom.requests].count(UK_HOST) == 1
        newsroom.behave()
        newsroom.forget_requests()
        asyncio.run(crawl_at(newsroom, tmp_path, [AT + timedelta(hours=1)]))
        asked = [each.host for each in newsroom.requests]
        assert UK_HOST not in asked
        assert RU_HOST in asked
        asyncio.run(crawl_at(newsroom, tmp_path, [AT + timedelta(hours=2, minutes=1)]))
        assert UK_HOST in [each.host for each in newsroom.requests]
    assert read_held_hosts(tmp_path, "korrespondent") == {}


def test_what_is_kept_is_read_back_for_its_outlet_alone(tmp_path: Path) -> None:
    held = {UK_HOST: AT}
    write_held_hosts(tmp_path, "korrespondent", held)
    assert read_held_hosts(tmp_path, "korrespondent") == held
    assert read_held_hosts(tmp_path, "unian") == {}
    (tmp_path / "work" / "held-hosts-korrespondent.json").write_text("damaged")
    assert read_held_hosts(tmp_path, "korrespondent") == {}
