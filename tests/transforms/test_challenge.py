"""Challenges and refusals, whatever their status code."""

import pytest

from tests.transforms.cases import PAGES
from transforms.challenge import challenge_reason


@pytest.mark.parametrize(
    ("status_code", "headers", "prefix"),
    [
        (200, {}, b"<html><head><title>Just a moment...</title>"),
        (503, {}, b"<title> DDoS-Guard </title>"),
        (200, {}, b"<TITLE>Attention Required! | Cloudflare</TITLE>"),
        (200, {}, b"<script>window._cf_chl_opt={cvId:'3'};</script>"),
        (200, {}, b'<script src="/_Incapsula_Resource?x=1"></script>'),
        (200, {}, b'<script src="/.well-known/ddos-guard/check"></script>'),
        (200, {"cf-mitigated": "challenge"}, b""),
        (403, {"server": "cloudflare"}, b"<p>error code: 1020"),
        (403, {"x-datadome": "protected"}, b""),
    ],
)
def test_challenges(status_code: int, headers: dict[str, str], prefix: bytes) -> None:
    assert challenge_reason(status_code, headers, prefix)


@pytest.mark.parametrize(
    ("status_code", "headers", "prefix"),
    [
        (200, {"server": "cloudflare"}, b"<title>News</title>"),
        (404, {"server": "cloudflare"}, b"<title>Not found</title>"),
        (403, {"server": "nginx"}, b"<title>403 Forbidden</title>"),
        (200, {}, b""),
        (200, {}, "<title>Капча: що це таке і чому вона just a moment не працює</title>".encode()),
        # ordinary pages behind Cloudflare load this script too
        (200, {}, b'<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'),
    ],
)
def test_ordinary_answers(status_code: int, headers: dict[str, str], prefix: bytes) -> None:
    assert challenge_reason(status_code, headers, prefix) is None


def test_our_pages_are_ordinary_but_for_the_challenges() -> None:
    named = {file.parent.name for file in PAGES.glob("*/page.*") if challenge_reason(200, {}, file.read_bytes())}
    assert named == {"challenge", "listing_challenge", "feed_challenge"}
