"""What the class, id and role of an element say of its use, in kinds of words that mean the same."""

import re
from collections.abc import Iterator
from functools import lru_cache

HINTS: dict[str, str] = {
    "comment": """comment comments commentlist commentform commentarea disqus respond reply replies livefyre kommentar kommentare
        komentarz* opinie opinia discussion discussions conversation feedback guestbook comm hozzaszolas* commentary commenting""",
    "navigation": """nav* *navi *navigation menu* *menu *menus breadcrumb* crumb crumbs pager pagination paging sitemap hamburger
        burger""",
    "heading": "skip search* toolbar topbar header masthead logo language languages lang account login toggle dropdown accordion",
    "contents": "toc contents jump",
    "footer": "*footer footer* foot ftr copyright copyrights colophon legal imprint disclaimer contentinfo bottom",
    "side": "*sidebar sidebar* aside rail complementary rightcol rightcolumn secondary side margin supplementary",
    "widget": "widget widgets textwidget plugin",
    "module": "block module section component",
    "related": """related* recommend* similar* also further recirc* most popular trending promo promos headlines latest recent
        linked outbrain taboola zergnet upnext suggest* previous next prev archive hot top""",
    "collection": "card cards carousel slider slick swiper list listing item items feed river stream grid tile tiles",
    "teaser": "teaser teasers preview previews excerpt excerpts blurb thumb thumbs postlist linkbox more readmore",
    "share": "share* sharing social* follow facebook twitter addthis addtoany sns sharedaddy like likes whatsapp",
    "control": "email print tool tools action actions button buttons btn btns cta icon icons rss",
    "subscribe": "newsletter* subscri* signup optin mailing mailchimp piano regwall membership donat* premium trial",
    "form": "form forms register registration support offer contact gform input field fields",
    "cookie": "cookie* consent* gdpr privacy onetrust cmp ccpa iab cli preferences vendor vendors policy sourcepoint",
    "popup": "modal* popup popups popover pop overlay lightbox dialog tooltip tooltips flyout flyouts toast",
    "notice": "notification notice notices alert alerts message messages error errors success loading loader panel placeholder",
    "advertising": "ad ads *advert* sponsor* banner* dfp gpt promotion* werbung anzeige reklam* commercial affiliate adsense",
    "product": "product products price shop store cart deal deals",
    "metadata": "*meta *metadata byline* dateline date dates time timestamp posted updated created readtime kicker eyebrow badge",
    "detail": """publish published info source view views count counts rating ratings vote votes stat stats detail details label location
        place""",
    "tags": "tag tags tagcloud taglist topic topics category categories keyword keywords taxonomy labels term terms index themen tagi",
    "author": "author* bio* about profile contributor contributors vcard writer reporter avatar people person user* staff team autor",
    "caption": "caption* *caption *captions legend legende bildunterschrift podpis* credit credits",
    "media": """figure image images photo photos foto* picture gallery galleries media video videos player embed* bild* slide slides
        slideshow img audio podcast tweet instagram youtube""",
    "hidden": "visuallyhidden invisible hide hidden assistive offscreen noprint printonly",
    "title": "title titles headline heading hed",
    "lead": """lead lede intro* summary standfirst dek deck abstract subtitle subhead* perex chapo strapline vorspann anons
        preamble ingress description desc""",
    "box": """box infobox factbox fact facts keypoints highlights inset pullquote pullquotes pq callout hinweis note explainer ticker
        timeline expandable collapsible""",
    "text": """articlebody articletext articlecontent storybody storytext storycontent newstext newsbody postcontent postbody
        posttext bodytext
        bodycopy fulltext maintext maincontent contentbody entrytext artikel* artykul* tresc* newsdetail*""",
    "article": "article articles story stories post posts entry hentry news* blog* single",
    "content": "content main text body copy center left primary page column",
    "rich": """prose rich richtext rte rtf markdown wysiwyg paragraph paragraphs para editor ckeditor markup speakable gutenberg
        typography
        redactor txt cms""",
    "paywall": "paywall* gated",
}
"""Kinds of use, each with its words; a star stands for any letters."""

_PAIRS: tuple[tuple[str, str, str], ...] = (
    (
        "text",
        "article story post entry news blog page single content main text detail body full",
        "body content contents text copy main html",
    ),
    ("related", "more read", "stories news from on articles posts next also"),
    ("side", "right col column", "col column right"),
    ("hidden", "sr screen d display aria visually print", "only reader none hidden"),
    ("subscribe", "sign opt", "up in"),
)
"""Kinds of use named by two words in a row: the first ones, the second ones."""

KINDS: tuple[str, ...] = tuple(HINTS)
_BITS = {kind: 1 << place for place, kind in enumerate(KINDS)}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z]{2,}|[a-z](?=-)|(?<=-)[a-z](?![a-z])")
_SETTING = re.compile(
    r"(?:overflow|tag|category|author|format|type|status|has|with|no|is|post_format|postid|page|single|wp|theme)-|[^:]*:"
)
"""Classes that say something of the article or of the whole page, not of the element (`tag-politics`, `has-sidebar`, `md:hidden`)."""
_FOR_SUBSCRIBERS = re.compile(r"p402_|subscri(?:ber|ption)s?[-_](?:premium|content|only)$")
"""What stands behind a paywall is text: it asks nobody to subscribe."""


def _entries() -> Iterator[tuple[str, int]]:
    for kind, words in HINTS.items():
        for word in words.split():
            yield word, _BITS[kind]


def _exact() -> dict[str, int]:
    words: dict[str, int] = {}
    for word, bit in _entries():
        if "*" not in word:
            words[word] = words.get(word, 0) | bit
    return words


_EXACT = _exact()
_OPEN = tuple((re.compile(word.replace("*", "[a-z]*")), bit) for word, bit in _entries() if "*" in word)
_LONGEST_WORD = 64
"""Stars on both sides take time that grows with the square of the word."""
_ANY_OPEN = re.compile("|".join(pattern.pattern for pattern, _ in _OPEN))
_PAIR_BITS = {
    (one, two): _BITS[kind]
    for kind, firsts, seconds in _PAIRS
    for one in firsts.split()
    for two in seconds.split()
    if one != two
}


@lru_cache(maxsize=8192)
def _word_bits(word: str) -> int:
    bits = _EXACT.get(word, 0)
    if len(word) <= _LONGEST_WORD and _ANY_OPEN.fullmatch(word):
        for pattern, bit in _OPEN:
            if pattern.fullmatch(word):
                bits |= bit
    return bits


def words_of(name: str) -> list[str]:
    """Return the words of a class or id that speaks of the element itself."""
    return [] if _SETTING.match(name) else _WORD.findall(_CAMEL.sub("-", name).lower().replace("_", "-"))


@lru_cache(maxsize=32768)
def _name_bits(name: str) -> int:
    """Return the kinds of use of one class or id."""
    if _FOR_SUBSCRIBERS.match(name):
        return _BITS["paywall"]
    bits = 0
    last = ""
    for word in words_of(name):
        bits |= _word_bits(word) | _PAIR_BITS.get((last, word), 0)
        last = word
    return bits


@lru_cache(maxsize=8192)
def kinds_of(hint: str) -> int:
    """Return the kinds of use that a hint speaks of, as bits in the order of `KINDS`."""
    bits = 0
    for name in hint.split():
        bits |= _name_bits(name)
    return bits
