"""Whatever bytes come, a parser yields rows that fit their tables or raises one of our errors."""

from contextlib import suppress
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from schemas.crawl_rows import PageKind
from schemas.errors import KronikaError
from schemas.pages import CapturedPage
from tests.transforms.cases import captured, case_names, check_rows_fit
from transforms.content_coding import decode_body, decode_prefix
from transforms.dates import read_date, read_feed_date, read_iso
from transforms.outlets import load_outlet
from transforms.parse import parse_page
from transforms.urls import absolute_url, normalise_url

OUTLET = load_outlet("korrespondent")
AT = datetime(2026, 5, 7, 15, 0, tzinfo=UTC)
SAMPLES = [captured(name) for name in case_names()]
PIECES = [piece.encode() for piece in (
    "<div class='post-item'>", "<h1 class='post-item__title'>", "</h1>", "<em>", "</div>", "<div class='post-item__info'>",
    "<div class='post-item__text'>", "<p>", "<div>", "<br>", "<h2>", "<table><tr>", "<svg>", "<template>", "<frameset>", "<li>",
    "<div class='articles-list'>", "<div class='article'>", "<div class='article__title'><a href='/world/1-x'>", "<a href=''>",
    "</a>", "<div class='post-item__tags-item'>", "<a href='//[x'>", "<div class='post-item__views'><span>", "<a href='#tab'>",
    "7 травня 2026, 18:00", "За темою", "ЧИТАЙТЕ ТАКОЖ", "Останні", "Популярні", "• 12", "&nbsp;", "\0", "<!--", "<script>",
    "<script type='application/ld+json'>{\"datePublished\": \"2026-05-07\"}</script>", "<rss><channel><item><link>", "</item>",
)] + [b"\xff"]  # fmt: skip


def parse(kind: PageKind, body: bytes) -> None:
    page = CapturedPage(
        capture_id="c",
        url="https://ua.korrespondent.net/world/4876543-x",
        kind=kind,
        edition="uk",
        article_id="4876543",
        captured_at=AT,
        body=body,
        content_type="text/html",
    )
    try:
        parsed = parse_page(OUTLET, page)
    except KronikaError:
        return
    check_rows_fit(parsed)


KINDS: list[PageKind] = ["article", "listing", "feed", "sitemap", "robots", "other"]


@given(kind=st.sampled_from(KINDS), pieces=st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_markup(kind: PageKind, pieces: list[bytes]) -> None:
    parse(kind, b"".join(pieces))


@given(
    sample=st.sampled_from(SAMPLES), start=st.integers(0, 8000), length=st.integers(0, 400), put=st.sampled_from(PIECES)
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_wound_of_a_page(sample: CapturedPage, start: int, length: int, put: bytes) -> None:
    body = sample.body[:start] + put + sample.body[start + length :]
    parse(sample.kind, body)


@pytest.mark.parametrize("sample", SAMPLES, ids=case_names())
def test_any_place_at_which_a_page_is_cut_off(sample: CapturedPage) -> None:
    for end in range(0, len(sample.body), 61):
        parse(sample.kind, sample.body[:end])


@given(url=st.text(max_size=60) | st.from_regex(r"https?://[^\s]{1,30}/[^\s]{0,40}", fullmatch=True))
@settings(max_examples=300, deadline=None)
@example(url="A:////")
def test_normalising_twice_changes_nothing(url: str) -> None:
    absolute_url("https://ua.korrespondent.net/", url)
    OUTLET.address(url)
    try:
        normal = normalise_url(url)
    except ValueError:
        return
    assert normalise_url(normal) == normal


@given(
    text=st.text(max_size=60)
    | st.from_regex(r"\d{1,4}[ .]\w{1,9}[ .,]\d{0,5}[, ]{0,2}\d{0,2}:?\d{0,2}", fullmatch=True)
)
@settings(max_examples=300, deadline=None)
def test_any_text_for_a_date(text: str) -> None:
    for instant in (
        read_date(text, AT, "Europe/Kyiv"),
        read_iso(text, "Europe/Kyiv"),
        read_feed_date(text, "Europe/Kyiv"),
    ):
        assert instant is None or instant.at.tzinfo is UTC


@given(
    body=st.binary(max_size=200), codings=st.lists(st.sampled_from(["gzip", "br", "zstd", "deflate", "x"]), max_size=4)
)
@settings(max_examples=300, deadline=None)
def test_any_body_under_any_coding(body: bytes, codings: list[str]) -> None:
    header = ", ".join(codings)
    assert len(decode_prefix(body, header, 50)) <= 50
    with suppress(KronikaError):
        assert len(decode_body(body, header, 1000)) <= 1000


def test_parsing_again_yields_the_same() -> None:
    for sample in SAMPLES:
        if sample.article_id:
            assert msgspec.json.encode(parse_page(OUTLET, sample)) == msgspec.json.encode(parse_page(OUTLET, sample))
