"""Pages invented for the tests of single fields."""

from transforms.generic.document import Document, read_document

URL = "https://outlet.example/news/bridge-1"


def page(head: str = "", body: str = "", root: str = "", url: str = URL) -> Document:
    return read_document(
        f"<!doctype html><html {root}><head><title>Bridge opened | Outlet</title>{head}</head><body>{body}</body></html>".encode(),
        url,
    )


def json_ld(text: str) -> str:
    return (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Bridge opened", {text}}}</script>'
    )
