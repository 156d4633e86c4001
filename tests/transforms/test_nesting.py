"""Markup that would take the parser seconds is refused before it is parsed; real pages are not."""

import pytest

from schemas.errors import Undecodable
from tests.transforms.cases import PAGES
from transforms.html import parse_html
from transforms.nesting import check_nesting

HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "markup",
    [
        b"<div>" * 80_000,
        b"<div>" * 200_000 + b"</div>" * 200_000,
        b"<div>" * 5_000 + b"</div>" * 5_000,
        b"<ul><li>" * 10_000,
        b"<span>" * 6_000,
        b"".join(b"<p><b id=%d>" % number for number in range(2_000)),
        b"".join(b"<p><b id=%d></p>" % number for number in range(6_000)),
        b"<div>" * 20_000 + b"</b>" * 60_000,
        b"<div " + b"".join(b" a%d=1" % number for number in range(100_000)) + b">",
        b"<div " + b"".join(b" a%d" % number for number in range(100_000)),
        b'<p title="' + b"x" * 20_000 + b'" ' + b"".join(b" a%d=''" % number for number in range(20_000)) + b">",
    ],
)
def test_deep_markup_is_refused(markup: bytes) -> None:
    with pytest.raises(Undecodable):
        parse_html(markup, HTML)


@pytest.mark.parametrize(
    "markup",
    [
        b"",
        b"<p>text",
        b"<div>" * 400 + b"</div>" * 400,
        b"<p>one <br> two<img src=x>" * 6_000,
        b"<ul>" + b"<li><a href=/x>word</a>" * 6_000,
        b"<div><span>word</span></div>" * 6_000,
        b"<table>" + b"<tr><td>1<td>2" * 6_000,
        b"<!-- " + b"<div>" * 40_000 + b" -->" + b"<p>text</p>" * 3_000,
        b"<script>" + b"'<div>'" * 3_000 + b"</script>" + b"<p>text</p>" * 3_000,
        b"<script>" + b"var a = 1; " * 20_000 + b"</script>",
        b"<style>" + b".a { color: red } " * 20_000 + b"</style>",
        b'<img src="data:image/png;base64,' + b"A" * 500_000 + b'">',
        b"<p>" + b"word " * 100_000,
    ],
)
def test_broad_markup_is_not(markup: bytes) -> None:
    check_nesting(markup)


def test_no_page_of_ours_is_refused() -> None:
    for file in PAGES.glob("*/page.html"):
        check_nesting(file.read_bytes())
