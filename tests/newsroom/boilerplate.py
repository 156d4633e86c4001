"""What makes a page heavy without saying anything: styles, scripts, navigation, footer. Invented, the same on every page."""

import base64
from functools import cache
from hashlib import shake_256
from random import Random

from tests.newsroom.chance import chance
from tests.newsroom.editions import Edition
from tests.newsroom.template import filled_template

_NAMES = (
    "article", "post-item", "header", "footer", "nav", "menu", "tabs", "gallery", "banner", "widget", "topic", "author", "comments",
    "share", "slider", "popup", "form", "table",
)  # fmt: skip
_PARTS = (
    "title", "text", "link", "img", "item", "list", "inner", "wrap", "icon", "date", "info", "top", "bottom", "left", "right",
    "active", "button", "caption", "label", "count",
)  # fmt: skip
_STYLES = (
    "display:block", "display:flex", "float:left", "position:relative", "position:absolute;top:{a}px;left:{b}px",
    "margin:0 {a}px {b}px 0", "padding:{a}px {b}px", "font-size:{b}px;line-height:{a}px", "color:#{c}", "background:#{c}",
    "border-bottom:1px solid #{c}", "width:{b}0px;height:{a}px", "text-transform:uppercase", "overflow:hidden",
    "transition:opacity .{a}s ease", "max-width:{b}0px", "font:700 {a}px/1.{b} Arial,sans-serif", "z-index:{a}{b}",
)  # fmt: skip
_FUNCTIONS = (
    (
        "function {f}({x}){{var {y}=document.querySelectorAll('.{n}__{p}');"
        "for(var i=0;i<{y}.length;i++){{{y}[i].setAttribute('data-{p}',{x}+i)}}return {y}.length>{a}}}"
    ),
    "window.{f}=window.{f}||function(){{({y}=window.{y}||[]).push(arguments);if({y}.length>{a}{b}){{{y}.shift()}}}};",
    "var {f}={{'{n}_{p}':{a},'{p}':'#{c}','slot':'{x}-{a}{b}','sizes':[[{a}0,{b}0],[300,250],[728,90]],'lazy':!0}};",
    (
        "try{{(function({x},{y}){{if({x}&&{x}.getAttribute('data-{n}')){{{y}({x}.getBoundingClientRect().top-{a}{b})}}}})"
        "(document.getElementById('{n}-{p}'),function({x}){{window.{f}={x}}})}}catch({y}){{}}"
    ),
    "!function({x}){{var {y}=new Image;{y}.src='https://pixel.example/{n}?{p}={a}{b}&r='+encodeURIComponent({x}.referrer)}}(document);",
)


@cache
def styles(size: int) -> str:
    """Return about `size` characters of style sheet."""
    random = chance("styles")
    rules: list[str] = []
    while sum(map(len, rules)) < size:
        chosen = ";".join(random.sample(_STYLES, 3))
        rules.append(
            f".{random.choice(_NAMES)}__{random.choice(_PARTS)}_{random.choice(_PARTS)}{{{_numbered(random, chosen)}}}"
        )
    return "<style>" + "\n".join(rules) + "</style>\n"


@cache
def scripts(size: int, name: str) -> str:
    """Return about `size` characters of script, other for another name."""
    random = chance("scripts", name)
    lines: list[str] = []
    while sum(map(len, lines)) < size:
        lines.append(_script_line(random))
    return "<script>" + "\n".join(lines) + "</script>\n"


def thumbnail(key: object) -> str:
    """Return a blurred preview as a data URI, as lazy images have; 200 random-looking bytes."""
    return "data:image/webp;base64," + base64.b64encode(shake_256(str(key).encode()).digest(200)).decode()


@cache
def navigation(edition: Edition, active: str) -> str:
    """Return the header with its menu; the link of the section `active` is marked."""
    links = []
    for path, title in edition.sections.items():
        mark = " nav__link_active" if path == active else ""
        links.append(f'<li class="nav__item"><a class="nav__link{mark}" href="/{path}/">{title}</a></li>')
    menu = f'<ul class="nav clearfix">{"".join(links)}</ul>\n</div>\n'
    return filled_template("header.html", edition=edition.name) + menu


@cache
def footer(edition: Edition) -> str:
    """Return everything below the content."""
    columns = "".join(
        f'<div class="footer__column"><a href="/{path}/">{title}</a><a href="/all/{path}/">{edition.words["archive"]}: {title}</a></div>'
        for path, title in edition.sections.items()
    )
    labels = ", ".join(edition.labels.values())
    text = filled_template("footer.html", columns=columns, notice=edition.words["notice"], small_print=labels)
    return text + scripts(25_000, "bottom") + "</body>\n</html>\n"


@cache
def head_end() -> str:
    """Return the end of the head: styles and scripts."""
    return styles(22_000) + scripts(16_000, "top") + "</head>\n"


def _numbered(random: Random, text: str) -> str:
    return text.format(a=random.randint(1, 40), b=random.randint(2, 90), c=f"{random.randrange(16**6):06x}")


def _script_line(random: Random) -> str:
    letters = "abcdefghijkmnopqrstuvwxyz"
    x, y, f = ("".join(random.choices(letters, k=length)) for length in (2, 3, 7))
    return random.choice(_FUNCTIONS).format(
        x=x,
        y=y,
        f=f,
        n=random.choice(_NAMES),
        p=random.choice(_PARTS),
        a=random.randint(1, 90),
        b=random.randint(0, 99),
        c=f"{random.randrange(16**6):06x}",
    )
