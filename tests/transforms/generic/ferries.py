"""An article about ferries that return to a lake, and a page around it: invented for the tests of texts."""

import re

from transforms.generic.body import find_body
from transforms.generic.document import read_document

FIRST = "The town council voted on Tuesday to reopen the old ferry line across the lake, which closed eleven years ago."
SECOND = (
    "Two boats, built in the yard at Marrow Bay, will cross every forty minutes from May until the end of September."
)
THIRD = "“We waited a long time for this,” said the harbour master, who remembers the last crossing, “and so did the gulls.”"
FOURTH = "Tickets will cost as much as a bus ride, and people who live on the islands will travel for nothing in the first year."
ARTICLE = (FIRST, SECOND, THIRD, FOURTH)
HEADLINE = "Ferries return to the lake"


def body(markup: str, headline: str | None = HEADLINE) -> tuple[str, ...] | None:
    found = find_body(read_document(markup.encode(), "https://news.example/ferries"), headline)
    return found.value if found else None


def text_of(markup: str) -> str:
    return re.sub("<[^>]*>", "", markup)


def paragraphs(texts: tuple[str, ...] = ARTICLE) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


_MENU = "".join(
    f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("news", "sport", "weather", "money", "letters")
)
_TEASERS = "".join(
    f'<div class="teaser"><a href="/{n}"><h3>Another story of the day, number {n}, which you may like</h3></a></div>'
    for n in range(5)
)


def page(article: str) -> str:
    return f"""<html><head><title>{HEADLINE} | Lake News</title></head><body>
    <header class="site-header"><ul class="menu">{_MENU}</ul></header>
    <main><article class="post"><h1>{HEADLINE}</h1>{article}</article></main>
    <div class="related-posts">{_TEASERS}</div>
    <footer class="site-footer"><p>© Lake News. All rights reserved. <a href="/imprint">Imprint</a></p></footer>
    <div id="cookie-consent" class="cookie-banner"><p>We use cookies to make this site better. By staying you agree to them.</p></div>
    </body></html>"""
