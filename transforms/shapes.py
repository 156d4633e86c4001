"""Where things stand on an outlet's pages, as data: the machinery reads these and knows no outlet.

Every selector field is a tuple of CSS selectors, tried in order until one finds something: facts that are certain have one,
facts that are not have several.
"""

import re
from dataclasses import dataclass
from datetime import date

from schemas.article_rows import SeenOn

Selectors = tuple[str, ...]

FIELDS = frozenset(
    (
        "headline", "lead", "body", "authors", "section", "tags", "published_at", "modified_at", "image_url",
        "content_class", "is_paywalled",
    )
)  # fmt: skip
"""The fields that the generic extractor can find where an outlet's selectors do not."""


@dataclass(frozen=True, slots=True)
class BlockShape:
    """A block of links on an article page, found by its heading.

    Attributes:
        name: `block` of its rows.
        headings: texts of its heading in any edition, in any case; empty where `topic_heading` says it.
        topic_heading: the heading is the name of the article's own special topic.
        is_external: its links lead to other sites.
        counts_seen_on: where the block shows view counts of the articles that it lists, their `seen_on`.
    """

    name: str
    headings: tuple[str, ...] = ()
    topic_heading: bool = False
    is_external: bool = False
    counts_seen_on: SeenOn | None = None


@dataclass(frozen=True, slots=True)
class ArticleShape:
    """Where the fields of an article page stand.

    What no selector finds is looked for by the generic extractor, unless `described_only` names the field.

    Attributes:
        scope: the element that holds the whole article; the page's body where none is found.
        headline: the heading, with its label inside.
        label: the label, inside the heading or a link.
        outer_label: the article's label where it stands outside its heading.
        byline: the element whose text names author and date.
        author: links to authors, inside the byline, or anywhere in the scope where no byline is.
        byline_author: finds the author in a byline's text without links (group `author`).
        newsroom_names: names of the newsroom itself, which is no author.
        published: the publishing date, inside the byline or, where no byline is, anywhere in the scope (its `datetime` before
            its text); the byline's text where there is none.
        datetime_zone: zone of a `datetime` without an offset; the outlet's where none is named.
        view_count: the element with the page's own view count.
        lead: the standfirst.
        body: the element that holds the paragraphs.
        not_body: elements inside the body that do not belong to its text.
        not_body_text: paragraphs and inline elements whose text matches (from its start) do not belong either.
        image: the main photo.
        image_credit: who took it.
        image_credit_prefix: what stands before the name.
        image_caption: its caption.
        tags: links to tags and special topics.
        blocks: blocks of links; the links in the body are the block `body`.
        not_blocks: parts of the page in which no heading of a block is looked for.
        paywall: what stands only on pages that subscribers alone can read to their end.
        described_only: fields of which the selectors find all there is: where they find nothing the page has none, or, where it
            must have one, is set aside.
        error_page: finds, in title and headings, that the page says there is no such article.
    """

    scope: Selectors = ()
    headline: Selectors = ()
    label: Selectors = ()
    outer_label: Selectors = ()
    byline: Selectors = ()
    author: Selectors = ()
    byline_author: re.Pattern[str] | None = None
    newsroom_names: frozenset[str] = frozenset()
    published: Selectors = ()
    datetime_zone: str | None = None
    view_count: Selectors = ()
    lead: Selectors = ()
    body: Selectors = ()
    not_body: Selectors = ("script", "style", "noscript", "iframe")
    not_body_text: re.Pattern[str] | None = None
    image: Selectors = ()
    image_credit: Selectors = ()
    image_credit_prefix: re.Pattern[str] | None = None
    image_caption: Selectors = ()
    tags: Selectors = ()
    blocks: tuple[BlockShape, ...] = ()
    not_blocks: Selectors = ("nav", "footer")
    paywall: Selectors = ()
    described_only: frozenset[str] = frozenset()
    error_page: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class ListingShape:
    """Where the items of a listing stand.

    Attributes:
        container: the list; without any the page is no listing.
        item: one article in it.
        link: the headline's link, inside the item; the item itself where none is named.
        headline: the headline, inside the item, where it is not the link's text.
        not_headline: elements inside the link that do not belong to its text, such as the time.
        label: the label, inside the item's title.
        lead: the lead, inside the item.
        date: date or time, inside the item (its `datetime` before its text).
        datetime_zone: zone of a `datetime` without an offset; the outlet's where none is named.
        not_lead: elements inside the lead that do not belong to it, such as the date.
        advert: an element inside the item that marks an advert.
        advert_label: its label where the item shows none.
        day_separator: an element between items that names the day of those that follow it.
    """

    container: Selectors
    item: str
    link: Selectors = ()
    headline: Selectors = ()
    not_headline: Selectors = ()
    label: Selectors = ()
    lead: Selectors = ()
    date: Selectors = ()
    datetime_zone: str | None = None
    not_lead: Selectors = ()
    advert: Selectors = ()
    advert_label: str | None = None
    day_separator: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The shapes of an outlet's pages from a day on; a redesign is one more layout.

    Attributes:
        article: shape of article pages.
        listings: shapes of listings, tried in order.
        since: first day (of the capture, UTC) on which it holds.
    """

    article: ArticleShape
    listings: tuple[ListingShape, ...]
    since: date = date.min


@dataclass(frozen=True, slots=True)
class AddressShape:
    """How an outlet's URLs are built; every path is what follows host and path of an edition.

    Attributes:
        article: path of an article (a pattern), with the group `article_id`, and `section` where the URL says it.
        day_listing: path and query of a day's listing, a format of `year`, `month`, `day` (numbers; `{month:02}` pads them),
            `month_name` (English) and, where it stands inside, `page` (from 1).
        next_pages: what follows `day_listing` from the second page on, a format of `page`; without it and without `page` in
            `day_listing` a day has one page.
        newest_listing: path and query of a page of the listing of all articles, newest first, a format of `page` (from 1): for
            outlets without listings by day.
        listing: path of any other listing (a pattern).
        sitemap: path of any sitemap (a pattern).
        count: path of the page that gives an article's view count and nothing else, a format of `article_id`. Never one that
            counts the request as a view.
        tag_id: path of a tag's page (a pattern), with the group `tag_id`.
        special_topic_id: path of a special topic's page (a pattern), with the group `tag_id`.
    """

    article: str
    day_listing: str | None = None
    next_pages: str | None = None
    newest_listing: str | None = None
    listing: str = r"(?!)"
    sitemap: str = r"/sitemap[^?]*\.xml(?:\.gz)?"
    count: str | None = None
    tag_id: str = r"(?!)"
    special_topic_id: str = r"(?!)"

    @property
    def has_one_page_a_day(self) -> bool:
        """Whether the listing of a day is one page."""
        return self.next_pages is None and "{page" not in (self.day_listing or "{page}")


@dataclass(frozen=True, slots=True)
class LabelMeanings:
    """What an outlet's labels and marks mean.

    Attributes:
        paid: labels under which advertising is published, in any edition.
        agency_text: names of agencies whose words may not be redistributed, as they stand in lead or body.
        agency_credit: finds, in a photo's credit, an agency whose pictures may not be redistributed.
        author_owned_sections: sections whose texts belong to their authors.
        author_owned: texts in byline or label that mark such an article.
    """

    paid: frozenset[str] = frozenset()
    agency_text: tuple[str, ...] = ()
    agency_credit: re.Pattern[str] | None = None
    author_owned_sections: frozenset[str] = frozenset()
    author_owned: tuple[str, ...] = ()
