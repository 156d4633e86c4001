"""How tests read a dashboard: the data in its file, and the page in a browser."""

import base64
import gzip
import re
from typing import Any


def page_json(html: str) -> str:
    """Return the data of a dashboard as the JSON that they are packed from."""
    (text,) = re.findall(r'<script type="application/gzip" id="page-data">([A-Za-z0-9+/=]*)</script>', html)
    return gzip.decompress(base64.b64decode(text)).decode()


def drawn(page: Any) -> Any:
    """Wait until a page that was just opened has unpacked its data and drawn them, and return it."""
    page.wait_for_selector("#not-drawn", state="detached")
    return page
