"""What may be done with an article's text."""

from collections.abc import Mapping
from typing import Any

from schemas.article_rows import Rights
from transforms.html import Node
from transforms.shapes import LabelMeanings
from transforms.text import folded


def rights_of(values: Mapping[str, Any], byline: Node | None, labels: LabelMeanings) -> Rights:
    """Return what may be done with the text: readers' texts are their authors', agencies' words and photos stay theirs.

    Args:
        values: section, label, lead, body and image_credit of the article.
        byline: the element that names its author.
        labels: what the outlet's labels and marks mean.
    """
    if values["section"] in labels.author_owned_sections:
        return "author_owned"
    signed = folded(f"{values['label'] or ''} {byline.text() if byline is not None else ''}")
    if any(mark in signed for mark in labels.author_owned):
        return "author_owned"
    text = f"{values['lead'] or ''}\n{values['body']}"
    if any(name in text for name in labels.agency_text):
        return "no_redistribution"
    if labels.agency_credit and labels.agency_credit.search(values["image_credit"] or ""):
        return "no_redistribution"
    return "link_required"
