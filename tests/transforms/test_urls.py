"""One spelling for each address (RFC 3986, 6.2.2)."""

import pytest

from transforms.urls import absolute_url, normalise_url, remove_dot_segments

BASE = "https://ua.korrespondent.net/ukraine/4876543-x"


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://ua.korrespondent.net/all/2026/may/7/", "https://ua.korrespondent.net/all/2026/may/7/"),
        ("HTTPS://UA.Korrespondent.NET/All/", "https://ua.korrespondent.net/All/"),
        ("https://ua.korrespondent.net", "https://ua.korrespondent.net/"),
        ("https://ua.korrespondent.net:443/a", "https://ua.korrespondent.net/a"),
        ("http://ua.korrespondent.net:80/a", "http://ua.korrespondent.net/a"),
        ("http://ua.korrespondent.net:443/a", "http://ua.korrespondent.net:443/a"),
        ("https://ua.korrespondent.net:/a", "https://ua.korrespondent.net/a"),
        ("https://x.example/a/./b/../c", "https://x.example/a/c"),
        ("https://x.example/../a", "https://x.example/a"),
        ("https://x.example/a/..", "https://x.example/"),
        ("https://x.example/%7euser/%d0%b4", "https://x.example/~user/%D0%B4"),
        ("https://x.example/дрон?q=дрон", "https://x.example/%D0%B4%D1%80%D0%BE%D0%BD?q=%D0%B4%D1%80%D0%BE%D0%BD"),
        ("https://x.example/100%", "https://x.example/100%25"),
        ("https://x.example/a b", "https://x.example/a%20b"),
        ("https://x.example/a#b", "https://x.example/a"),
        ("https://x.example/a?utm_source=x&id=7&UTM_Medium=y&fbclid=z&gclid=1#b", "https://x.example/a?id=7"),
        ("https://x.example/a?utm_source=x", "https://x.example/a"),
        ("https://x.example/a?b&c=&b", "https://x.example/a?b&c=&b"),
        ("  https://x.example/a\n", "https://x.example/a"),
        ("https://reader:word@x.example/a", "https://x.example/a"),
        ("https://новини.example/a", "https://xn--b1amarcd.example/a"),
    ],
)
def test_normal_form(url: str, normal: str) -> None:
    assert normalise_url(url) == normal
    assert normalise_url(normal) == normal


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("/world/4876544-y", "https://ua.korrespondent.net/world/4876544-y"),
        ("4876544-y", "https://ua.korrespondent.net/ukraine/4876544-y"),
        ("../world/./4876544-y", "https://ua.korrespondent.net/world/4876544-y"),
        ("/world/../sport/1-y", "https://ua.korrespondent.net/sport/1-y"),
        ("//korrespondent.net/world/4876544-y", "https://korrespondent.net/world/4876544-y"),
        ("https://korrespondent.net/world/4876544-y#c", "https://korrespondent.net/world/4876544-y"),
        ("HTTPS://Korrespondent.net/world/1-y", "https://korrespondent.net/world/1-y"),
        ("/a?utm_source=block&p=2", "https://ua.korrespondent.net/a?p=2"),
        ("/a?utm_source=block", "https://ua.korrespondent.net/a"),
        ("?p=2", "https://ua.korrespondent.net/ukraine/4876543-x?p=2"),
        ("", None),
        ("#comments", None),
        ("javascript:void(0)", None),
        ("mailto:a@b.example", None),
        ("tel:+380", None),
        ("data:text/html,x", None),
        ("https://[broken/", None),
        ("https:///nowhere", None),
        ("http://", None),
    ],
)
def test_where_a_link_leads(reference: str, target: str | None) -> None:
    assert absolute_url(BASE, reference) == target


def test_dot_segments_as_in_the_rfc() -> None:
    assert remove_dot_segments("/a/b/c/./../../g") == "/a/g"  # RFC 3986, 5.2.4
    assert remove_dot_segments("/a/b/.") == "/a/b/"
    assert remove_dot_segments("/...") == "/..."
