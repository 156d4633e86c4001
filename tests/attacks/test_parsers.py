"""Attacks on the parsers: whatever bytes come, in bounded time and memory, a result or a named error. All inputs are invented."""

import random
import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.crawl.response import HttpResponse
from flows.crawl.robots import read_robots
from flows.crawl.status import redirect_target, refusal, retry_after
from schemas.crawl_rows import PageKind
from schemas.errors import KronikaError, Undecodable
from schemas.pages import CapturedPage
from tests.transforms.cases import check_rows_fit
from transforms.content_coding import decode_body
from transforms.generic.document import read_document
from transforms.generic.extract import extract
from transforms.outlet import Outlet
from transforms.outlets import load_outlet, outlet_names
from transforms.parse import parse_page
from transforms.xml import parse_xml

AT = datetime(2026, 5, 7, 15, 0, tzinfo=UTC)
CORPUS = Path(__file__).parent / "corpus"
OUTLETS = {name: load_outlet(name) for name in outlet_names()}
SAMPLES = Path(__file__).parents[1] / "transforms"
PAGE_SECONDS = 10.0
"""Deadline of one page, of this process's own time; a real one takes 0.002."""
MOST_MEGABYTES = 500
"""What a page may add to the most memory that the process has had."""
KINDS: list[PageKind] = ["article", "listing", "feed", "sitemap", "count"]
TEXTS = st.sampled_from(
    ["\0", "\u202e", "\ud800", "\U0001f600", "=1+1", "<b>", "&#x110000;", "&#0;", "9" * 400, "1e999", "-0", "NaN", "٣٤", "2026-02-30",
     "9999-12-31T23:59:60+99:99", "0000-00-00", "31 грудня 99999, 24:60", "javascript:alert(1)", "https://[x", "https://a:b@c:d/e",
     "//", "http:", "{}", "[]", "null", '"', "\\", "%zz", "{0}", "%(x)s", "../../etc/passwd", "\r\nSet-Cookie: a=1", " " * 300]
)  # fmt: skip


def page_of(outlet: Outlet, kind: PageKind, body: bytes, content_type: str | None = "text/html") -> CapturedPage:
    edition = outlet.editions[0]
    return CapturedPage(
        capture_id="c", url=f"{edition.origin}/news/2026/05/07/4876543-x", kind=kind, edition=edition.name,
        article_id="4876543", captured_at=AT, body=body, content_type=content_type,
    )  # fmt: skip


def parse(page: CapturedPage, outlet: Outlet) -> None:
    """Parse within the deadline, to rows that fit their tables or to a named error."""
    started = time.process_time()
    try:
        parsed = parse_page(outlet, page)
    except KronikaError as error:
        assert error.branch in ("skippable", "quarantine")  # noqa: PT017  # no page may stop a run
        str(error).encode()
    else:
        check_rows_fit(parsed)
    assert time.process_time() - started < PAGE_SECONDS


def parse_generic(body: bytes, content_type: str | None) -> None:
    started = time.process_time()
    try:
        found = extract(read_document(body, "https://gazette.example/news/1", content_type), AT)
        repr(found).encode("utf-8", "backslashreplace")
    except KronikaError as error:
        assert error.branch == "quarantine"  # noqa: PT017
    assert time.process_time() - started < PAGE_SECONDS


def samples_of(name: str) -> list[tuple[PageKind, bytes]]:
    folder = SAMPLES / "outlets" / name
    kinds: dict[str, PageKind] = {"listing": "listing", "empty_listing": "listing", "feed": "feed", "count": "count"}
    files = sorted(file for file in folder.glob("*.*ml") if file.suffix in (".html", ".xml"))
    if not files:
        files = [
            SAMPLES / "pages" / case / "page.html" for case in ("plain_uk", "listing", "blocks_in_text", "storyline")
        ]
    return [
        (kinds.get(file.stem, "listing" if file.parent.name == "listing" else "article"), file.read_bytes())
        for file in files
    ]


MUTABLE = {name: samples_of(name) for name in OUTLETS}


@pytest.mark.parametrize("name", sorted(OUTLETS))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_wounded_pages_of_every_outlet(name: str, data: st.DataObject) -> None:
    kind, body = data.draw(st.sampled_from(MUTABLE[name]))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body)))
        end = start + data.draw(st.sampled_from([0, 1, 7, 60, 400]))
        put = data.draw(TEXTS).encode("utf-8", "surrogatepass") * data.draw(st.sampled_from([1, 1, 3, 1_000]))
        body = body[:start] + put + body[end:]
    kind = data.draw(st.sampled_from([kind, kind, *KINDS]))
    content_type = data.draw(
        st.sampled_from(["text/html", None, "text/html; charset=cp1251", "text/html; charset=\0", "utf-7"])
    )
    parse(page_of(OUTLETS[name], kind, body, content_type), OUTLETS[name])
    parse_generic(body, content_type)


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.page")), ids=lambda file: file.stem)
def test_found_case(file: Path) -> None:
    """Each file is `kind`, a line break, and the bytes that once did harm, or a kind of harm that was tried."""
    kind, _, body = file.read_bytes().partition(b"\n")
    for outlet in OUTLETS.values():
        parse(page_of(outlet, kind.decode(), body), outlet)  # type: ignore[arg-type]
    parse_generic(body, "text/html")


BOMB = b"<!DOCTYPE r [<!ENTITY a 'x'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
) + b"]><r>&j;</r>"  # fmt: skip
FLOODS: dict[str, tuple[PageKind, Callable[[], bytes]]] = {
    "xml_nested": ("feed", lambda: b"<rss><channel>" + b"<a>" * 1_000_000),
    "xml_nested_whole": ("sitemap", lambda: b"<urlset>" + b"<a>" * 500_000 + b"</a>" * 500_000 + b"</urlset>"),
    "xml_attributes": ("feed", lambda: b"<rss " + b" ".join(b"a%d=''" % n for n in range(200_000)) + b"/>"),
    "xml_names": ("feed", lambda: b"<rss>" + b"".join(b"<a%d/>" % n for n in range(300_000)) + b"</rss>"),
    "xml_namespaces": ("sitemap", lambda: b"<urlset " + b" ".join(b"xmlns:a%d='u'" % n for n in range(100_000)) + b"/>"),
    "xml_entities": ("feed", lambda: BOMB),
    "xml_external_entity": ("feed", lambda: b"<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss>&a;</rss>"),
    "xml_external_dtd": ("sitemap", lambda: b"<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/x.dtd'><urlset/>"),
    "xml_parameter_entity": ("feed", lambda: b"<!DOCTYPE r [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]><rss/>"),
    "xml_text": ("feed", lambda: b"<rss><channel><item><link>" + b"x" * 9_000_000 + b"</link></item></channel></rss>"),
    "xml_items": ("feed", lambda: b"<rss><channel>" + b"<item><link>/</link></item>" * 100_000 + b"</channel></rss>"),
    "xml_markup_in_title": (
        "feed",
        lambda: b"<rss><channel><item><link>/news/1-x</link><title>" + b"&lt;" * 1_000_000 + b"</title></item></channel></rss>",
    ),
    "xml_utf16": ("feed", lambda: "<?xml version='1.0' encoding='utf-16'?><rss/>".encode("utf-16") * 1_000),
    "html_nested": ("article", lambda: b"<div>" * 500_000),
    "html_attributes": ("listing", lambda: b"<a " + b" ".join(b"a%d=''" % n for n in range(200_000)) + b">"),
    "html_class": ("article", lambda: b"<body><article><h1 class='" + b"_" * 2_000_000 + b"'>x</h1>"),
    "html_classes": ("article", lambda: b"<body><article><p class='" + b"nav menu " * 300_000 + b"'>x</p></article>"),
    "html_links": ("listing", lambda: b"<a href='https://" + b":" * 1_000_000 + b"'>x</a>" + b"<a href='" + b"../" * 500_000 + b"x'>"),
    "html_many_links": ("listing", lambda: b"<a href=//x:y@z:/../%zz>x</a>" * 60_000),
    "html_json_ld": ("article", lambda: b"<script type='application/ld+json'>" + b'{"a":' * 300_000 + b"</script>"),
    "html_json_ld_list": ("article", lambda: b"<script type='application/ld+json'>[" + b'{"@type":"NewsArticle"},' * 100_000 + b"{}]</script>"),
    "html_json_ld_number": ("article", lambda: b"<script type='application/ld+json'>{\"a\": " + b"9" * 1_000_000 + b"}</script>"),
    "html_json_ld_blanks": ("article", lambda: b"<script type='application/ld+json'>" + b"/* " * 500_000 + b"</script>"),
    "html_entities": ("article", lambda: b"<h1>" + b"&amp" * 1_000_000 + b"&#9999999999999;" * 10_000 + b"</h1>"),
    "html_comments": ("article", lambda: b"<!--" * 1_000_000),
    "html_blanks": ("article", lambda: b"<title>" + b" \t\n" * 1_000_000 + b"</title><h1>" + b"\xc2\xa0" * 1_000_000 + b"</h1>"),
    "html_metas": ("article", lambda: b"".join(b"<meta name='article:tag%d' content='x'>" % n for n in range(60_000))),
    "html_zeros": ("article", lambda: b"<h1>\0" + b"\0x" * 500_000),
    "count_digits": ("count", lambda: b"9" * 1_000_000),
    "count_json": ("count", lambda: b"[" * 1_000_000),
}  # fmt: skip


@pytest.mark.parametrize("flood", sorted(FLOODS))
def test_flood(flood: str) -> None:
    kind, make = FLOODS[flood]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    body = make()
    name = random.Random(flood).choice(sorted(OUTLETS))
    for outlet in {"korrespondent": OUTLETS["korrespondent"], name: OUTLETS[name]}.values():
        parse(page_of(outlet, kind, body), outlet)
    if kind in ("article", "listing"):
        parse_generic(body, None)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEGABYTES * 1024


def response(body: bytes, headers: list[tuple[bytes, bytes]], status: int) -> HttpResponse:
    return HttpResponse(
        url="https://gazette.example/robots.txt", captured_at=AT, http_version="1.1", status_code=status, reason_phrase="",
        headers=tuple(headers), body=body,
    )  # fmt: skip


ROBOTS = [b"User-agent: *\n", b"Disallow: /\n", b"Allow: /*$\n", b"Crawl-delay: ", b"1e999\n", b"nan\n", b"-5\n", b"inf\n",
          b"Request-rate: 1/0\n", b"Visit-time: x\n", b"Sitemap: http://[x\n", b"Disallow: " + b"*" * 3_000 + b"$\n", b"\0", b"\xff\xfe",
          b"Disallow: /%zz%\n", b"Request-rate: 9999999999999999999/0.0s 2560-9999\n", b"Crawl-delay: " + b"9" * 400 + b"\n"]  # fmt: skip


@given(lines=st.lists(st.sampled_from(ROBOTS) | st.binary(max_size=30), max_size=30), url=st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_robots(lines: list[bytes], url: str) -> None:
    started = time.process_time()
    try:
        robots = read_robots(response(b"".join(lines), [], 200))
        robots.check(f"https://gazette.example/{url}", "Kronika")
    except KronikaError:
        pass
    else:
        delay = robots.crawl_delay("Kronika")
        assert 0 <= delay < float("inf")
    assert time.process_time() - started < PAGE_SECONDS


HEADERS = [b"Retry-After", b"Location", b"Date", b"Content-Encoding", b"Content-Type", b"Server"]
VALUES = [b"9" * 400, b"-1", b"nan", b"Thu, 99 Foo 99999 99:99:99 GMT", b"Mon, 01 Jan 0001 00:00:00 -9999", b"\xff\0\r\n", b"//[x", b"https://[::1",
          b"javascript:x", b"gzip, " * 50, b"\xd0\xb0", b"Fri, 31 Dec 9999 23:59:59 -2359", b"http://\xf0\x9f\x98\x80/\0"]  # fmt: skip


@given(
    status=st.sampled_from([200, 301, 302, 304, 308, 403, 429, 500, 503, 999]),
    headers=st.lists(st.tuples(st.sampled_from(HEADERS), st.sampled_from(VALUES) | st.binary(max_size=20)), max_size=5),
    body=st.binary(max_size=50),
)
@settings(max_examples=300, deadline=None)
def test_any_response(status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    answer = response(body, headers, status)
    assert refusal(answer, is_conditional=True) is None or isinstance(
        refusal(answer, is_conditional=True), KronikaError
    )
    redirect_target(answer)
    wait = retry_after(answer)
    assert wait is None or 0 <= wait < float("inf")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip, gzip", "br, zstd, gzip"])
@given(body=st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_under_a_coding(coding: str, body: bytes) -> None:
    try:
        assert len(decode_body(body, coding, 10_000)) <= 10_000
    except KronikaError as error:
        assert error.branch == "quarantine"  # noqa: PT017


@pytest.mark.parametrize("flood", ["xml_entities", "xml_external_entity", "xml_external_dtd", "xml_parameter_entity"])
def test_document_that_declares_anything_is_refused(flood: str) -> None:
    with pytest.raises(Undecodable, match="declares entities or a DTD"):
        parse_xml(FLOODS[flood][1]())
