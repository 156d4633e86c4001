"""Crawl settings: what is sent as User-Agent, and what is refused."""

from typing import Any

import pytest

from flows.crawl.settings import CrawlSettings
from schemas.errors import BadSettings


def test_user_agent_names_a_contact_or_says_that_there_is_none() -> None:
    assert (
        CrawlSettings(contact="news@gazette-watch.example").user_agent_header
        == "Kronika/0.1.0 (+news@gazette-watch.example)"
    )
    assert CrawlSettings().user_agent_header == "Kronika/0.1.0 (no contact given)"


@pytest.mark.parametrize(
    "wrong",
    [
        {"user_agent": "Kronika/2"},
        {"user_agent": ""},
        {"contact": "me\r\nX-Evil: 1"},
        {"contact": "Київ"},
        {"transport": "curl"},
        {"pause_seconds": -1},
        {"max_attempts": 0},
        {"total_deadline": 0},
        {"connect_to": {"uk.gazette.example": "127.0.0.1:8000"}},
        {"connect_to": {"uk.gazette.example": "http://127.0.0.1:8000/path"}},
    ],
)
def test_what_cannot_be_used_is_refused_by_name(wrong: dict[str, Any]) -> None:
    (name,) = wrong
    with pytest.raises(BadSettings, match=name):
        CrawlSettings(**wrong)
