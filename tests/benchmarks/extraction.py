"""How right and how fast the generic extractor is on real pages.

`extract` is what the corpora's scorer calls: `python evaluate.py --extractor tests.benchmarks.extraction:extract`.
"""

from typing import Any

from transforms.generic.document import read_document
from transforms.generic.extract import extract as extract_fields


def extract(html: bytes | str, url: str) -> dict[str, Any]:
    """Return the fields of a page as the scorer names them; a page without text yields none."""
    body = html.encode("utf-8", "replace") if isinstance(html, str) else html
    document = read_document(body, url)
    fields = extract_fields(document)
    values = {
        "title": fields.headline,
        "authors": fields.authors,
        "description": fields.description,
        "section": fields.section,
        "tags": fields.tags,
        "image": fields.image,
        "language": fields.language,
    }
    answer: dict[str, Any] = {name: found.value for name, found in values.items() if found is not None}
    if fields.published is not None:
        moment = fields.published.value
        answer["published"] = moment.day.isoformat() if moment.precision == "day" else moment.at.isoformat()
    if fields.body is not None:
        answer["body"] = "\n\n".join(fields.body.value)
    return answer
