"""From the published warehouse to one self-contained page."""

import base64
import gzip
import hashlib
import json
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from warehouse.dashboard.limits import LADDER, MOST_BYTES
from warehouse.dashboard.page_data import packed, read_page_data

STYLES = ("style.css", "style_views.css", "style_narrow.css")
SCRIPTS = (
    "words.js",
    "view_words.js",
    "section_words.js",
    "format.js",
    "elements.js",
    "unpack.js",
    "state.js",
    "selection.js",
    "axes.js",
    "navigation.js",
    "figures.js",
    "coverage.js",
    "coverage_heat.js",
    "coverage_table.js",
    "sections.js",
    "views.js",
    "stories.js",
    "bursts.js",
    "voices.js",
    "topic_authors.js",
    "topic_page.js",
    "topic_coverage.js",
    "topic_company.js",
    "topic_roles.js",
    "completeness.js",
    "gaps.js",
    "quality.js",
    "headlines.js",
    "authors.js",
    "days.js",
    "main.js",
)


def render_dashboard(warehouse: Path, as_of: datetime, reporting_zone: str, notice: str | None = None) -> str:
    """Return the dashboard as HTML: Ukrainian and English, light and dark, 90 days and 30 topics of a kind at most, below 2 MB.

    The page's policy (Content Security Policy Level 3) allows its own script and style, by their hashes, and nothing else:
    no request, no markup made from strings (Trusted Types).

    Args:
        warehouse: a published database; it is read only.
        as_of: the instant up to which its data go.
        reporting_zone: zone whose days its marts count by.
        notice: a sentence to stand above everything, such as that the data are invented.
    """
    about = {"as_of": as_of.isoformat(), "zone": reporting_zone, "notice": notice}
    style = "\n" + "\n".join(_asset(name) for name in STYLES)
    script = "\n" + "\n".join(_asset(name) for name in SCRIPTS)
    return Template(_asset("page.html")).substitute(
        policy=_policy(script, style), style=style, script=script, data=_data_that_fits(warehouse, as_of, about)
    )


def _data_that_fits(warehouse: Path, as_of: datetime, about: dict[str, Any]) -> str:
    """Return the page's data, with less of them where all would make a file that opens slowly."""
    for limits in LADDER:
        text = embedded(packed(read_page_data(warehouse, as_of, limits)) | about)
        if len(text) <= MOST_BYTES:
            break
    return text


def embedded(value: object) -> str:
    """Return a value as JSON, compressed (gzip, RFC 1952) and in base64: letters that mean nothing to HTML, whoever wrote them."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _policy(script: str, style: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return (files("warehouse.dashboard") / "assets" / name).read_text(encoding="utf-8")
