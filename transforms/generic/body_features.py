"""What can be said of a block of a page by itself and by the boxes around it, as bits.

A block's bits stand in three numbers: those of every box around it, those of the two nearest, and those of its text.
"""

import re
from collections.abc import Mapping

from transforms.generic.body_blocks import Block, Box, Outline
from transforms.generic.body_hints import KINDS, kinds_of

BOX_TAGS = (
    "nav",
    "footer",
    "header",
    "aside",
    "form",
    "figure",
    "figcaption",
    "table",
    "article",
    "main",
    "li",
    "blockquote",
    "a",
    "details",
    "section",
)
HIDDEN = len(KINDS) + len(BOX_TAGS)
BOX_BITS: tuple[str, ...] = (*KINDS, *(f"<{tag}>" for tag in BOX_TAGS), "=hidden")
_TAG_BITS = {tag: 1 << (len(KINDS) + place) for place, tag in enumerate(BOX_TAGS)}
_OF_MOST = sum(
    1 << BOX_BITS.index(name) for name in ("text", "article", "content", "rich", "paywall", "<article>", "<main>")
)
"""What may be said of a box with most of the text: it is neither a menu nor a comment whatever it is called."""

_SIZES = tuple(f"size:{step}" for step in range(10))
_DENSITIES = ("links:none", "links:few", "links:some", "links:most", "links:all")
_TAGS = {
    "p": "p", "li": "li", "h1": "h1", "h2": "h2", "h3": "h2", "h4": "h4", "h5": "h4", "h6": "h4", "td": "td", "th": "td",
    "blockquote": "quote", "pre": "pre", "dd": "dd", "dt": "dd", "address": "address", "figcaption": "figcaption",
}  # fmt: skip
_TAG_NAMES = ("other", *dict.fromkeys(_TAGS.values()))
_COMMAS = ("commas:0", "commas:1", "commas:2", "commas:3")

_END = re.compile(r"[.!?…。！？][\"'”’»)\]）」』]*\s*\W?\Z")
_COMMA = re.compile(r"[,，、;；]")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OPENING = re.compile(
    r"""\W*(?:
    read\ (?:more|also|next|the\ full)|(?:see|watch|listen|click|learn|find\ out|check)\ (?:also|more|here|out|:)|related
    |more\ (?:from|on|about|stories|news|:)|recommended|don.t\ miss|you\ (?:may|might)\ (?:also|like)|also\ (?:read|see|watch|on)
    |continue\ reading|sign\ up|subscribe|follow\ (?:us|me|him|her|@|on)|share\ (?:this|on)|get\ (?:the|our|your)\ (?:latest|daily|free|news)
    |join\ (?:us|our)|download\ (?:our|the)|for\ more\ |to\ read\ more|advert|sponsored|promoted|(?:story|article)\ continues|scroll\ 
    |copyright|©|\(c\)|all\ rights|photo(?:s|graph)?\b.{0,3}(?:by|:|credit)|images?\ ?(?:by|:|credit|source|courtesy)|credit|getty|pictured\b|also\ in|source:|via:
    |tags?\b|filed\ under|categor|topics?\b|posted|published|updated|last\ (?:updated|modified)|by\ \w|written\ by|reporting\ by
    |edited\ by|editing\ by|comments?\b|\d+\ comments|leave\ a|reply|log\ ?in|register|anzeige|werbung|mehr\ (?:zum|zu|lesen)|lesen\ sie
    |auch\ interessant|das\ könnte|zum\ thema|quelle|foto|bild|video|teilen|drucken|kommentar|newsletter|lire\ (?:aussi|la\ suite)|à\ lire
    |voir\ aussi|leer\ (?:también|más)|lea\ también|te\ puede|ver\ también|leia\ (?:também|mais)|saiba\ mais|veja\ também
    |leggi\ (?:anche|tutto)|czytaj|zobacz|przeczytaj|źródło|fot\.|więcej|polecamy|tagi|читайте|читать|смотрите|подробнее|по\ теме
    |источник|фото|видео|теги|комментари|поделиться|подпис|читайте|дивіться|детальніше|джерело|відео|коментар|поділитися|підпис
    |διαβάστε|δείτε|πηγή|σχετικά|ετικέτες|φωτογραφ|编辑|责任编辑|来源|相关|更多|作者|分享|关键词|标签|原标题|関連|続きを読む|写真|画像
    |[▶►»→]|기자|관련|사진)""",
    re.VERBOSE,
)
INSIDE: tuple[str, ...] = (
    "all rights reserved", "copyright", "©", "cookie", "newsletter", "subscribe", "sign up", "click here", "privacy policy", "terms of",
    "read more", " @", "http:", "https:", "www.", "email", "e-mail", ".com", "follow us", "follow him", "follow her", "follow me", "whatsapp",
    "facebook", "twitter", "instagram", "telegram", "подписывайтесь", "ctrl+enter", "abonnieren", "javascript", "contributed to this report",
    "advertisement", "privatsphäre", "externe inhalte", "externen inhalt", "einverstanden", "slideshow", "is a freelance", "is a senior", "is a staff", "is a reporter", "is a writer", "is a contributor",
)  # fmt: skip
"""What short texts say, anywhere in them, that speak to the reader of something else than the news."""
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:.]\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_LETTER = re.compile(r"[^\W\d_]")
_FOLD = re.compile(r"\W+")

TEXT_BITS: tuple[str, ...] = (
    *_SIZES, *_DENSITIES, *(f"tag:{name}" for name in _TAG_NAMES), *_COMMAS,
    "end", "colon", "in_item", "opening", "inside", "date", "no_letters", "upper", "headline", "like_headline", "repeated", "often", "link_line",
    "stated", "unstated:some", "unstated:most",
)  # fmt: skip
_T = {name: 1 << place for place, name in enumerate(TEXT_BITS)}
_SIZE = [_T[name] for name in _SIZES]
_TAG = {tag: _T[f"tag:{name}"] for tag, name in _TAGS.items()}
_OTHER = _T["tag:other"]
_INSIDE = _T["inside"]
_LINK_LINE = _T["link_line"]
_LINKS_NONE, _LINKS_FEW, _LINKS_SOME, _LINKS_MOST, _LINKS_ALL = (_T[name] for name in _DENSITIES)
_COMMA_BITS = [_T[name] for name in _COMMAS]


def fold(text: str) -> str:
    """Return the words of a text alone, in one case."""
    return _FOLD.sub(" ", text.casefold()).strip()


def weigh_sizes(outline: Outline) -> None:
    """Set the size of each block as a reader of an alphabet would see it, and how much prose each box holds."""
    before = 0
    sums = [0]
    for block in outline.blocks:
        size = block.size
        if len(_WIDE.findall(block.text, 0, 20)) > 6:
            size = block.size = size * 5 // 2
            block.link_size = block.link_size * 5 // 2
        if size >= 60 and block.link_size < 0.3 * size and (size > 200 or _END.search(block.text)):
            before += size
        sums.append(before)
    total = before or 1
    for box in outline.boxes:
        box.prose = (sums[box.end] - sums[box.start]) / total


def find_headline(outline: Outline, headline: str) -> int | None:
    """Return which block is the headline, the first heading that says it before the first text that does."""
    if not headline:
        return None
    length = len(headline)
    found = None
    for place, block in enumerate(outline.blocks):
        if abs(len(block.text) - length) <= 8 and fold(block.text) == headline:
            if block.box.tag == "h1":
                return place
            found = place if found is None else found
    return found


def set_box_bits(outline: Outline, headline: int | None) -> None:
    """Set the bits of each box, and of all around it.

    Args:
        outline: the page.
        headline: which block is the headline.
    """
    for box in outline.boxes:
        bits = kinds_of(box.hint) if box.hint else 0
        bits |= _TAG_BITS.get(box.tag, 0)
        if box.hidden:
            bits |= 1 << HIDDEN
        if box.prose > 0.5 or (headline is not None and box.prose > 0.05 and box.start <= headline < box.end):
            bits &= _OF_MOST
        box.own = bits
        parent = box.parent
        box.around = bits | parent.around if parent is not None else bits


def text_bits(block: Block, headline: str, texts: Mapping[str, int]) -> int:
    """Return the bits of a block's text.

    Args:
        block: the block.
        headline: the folded headline of the page.
        texts: how often the page has each text.
    """
    text, size, links = block.text, block.size, block.link_size
    box = block.box
    bits = _SIZE[min(9, (size + 1).bit_length() - 1)] | _TAG.get(box.tag, _OTHER)
    if links >= 0.9 * size:
        bits |= _LINKS_ALL
        if size < 30:
            return bits
        if box.tag in {"p", "div"}:
            bits |= _LINK_LINE
    else:
        bits |= (
            _LINKS_NONE
            if links == 0
            else _LINKS_FEW
            if links < 0.15 * size
            else _LINKS_SOME
            if links < 0.4 * size
            else _LINKS_MOST
        )
    bits |= _COMMA_BITS[min(3, len(_COMMA.findall(text, 0, 400)))]
    if _END.search(text, len(text) - 8 if len(text) > 8 else 0):
        bits |= _T["end"]
    elif text[-1] in ":：":
        bits |= _T["colon"]
    if box.tag != "p" and box.parent is not None and box.parent.tag == "li":
        bits |= _T["in_item"]
    if size < 400:
        bits |= _short_bits(text, size, headline)
    if size > 15:
        times = texts[text]
        if times > 1:
            bits |= _T["often"] if times > 2 else _T["repeated"]
    return bits


def _short_bits(text: str, size: int, headline: str) -> int:
    bits = 0
    lower = text.lower()
    for words in INSIDE:
        if words in lower:
            bits |= _INSIDE
            break
    if size >= 300:
        return bits
    if _OPENING.match(lower):
        bits |= _T["opening"]
    if size < 60 and _DATE.search(text):
        bits |= _T["date"]
    if not _LETTER.search(text, 0, 60):
        bits |= _T["no_letters"]
    if size > 5 and text.isupper():
        bits |= _T["upper"]
    if headline and size < 200:
        words = fold(lower)
        if words == headline:
            bits |= _T["headline"]
        elif len(words) > 15 and (words in headline or headline in words):
            bits |= _T["like_headline"]
    return bits


def stated_bits(outline: Outline, stated: str) -> list[int]:
    """Return for each block whether the page's metadata give it as part of the article, as bits of its text.

    Args:
        outline: the page.
        stated: the article's text as the metadata give it, folded.
    """
    found = [fold(block.text[:80]) in stated if block.size >= 20 else False for block in outline.blocks]
    prose = sum(block.size for block in outline.blocks if block.size >= 60 and block.link_size < 0.3 * block.size) or 1
    share = sum(block.size for block, is_in in zip(outline.blocks, found, strict=True) if is_in) / prose
    missing = _T["unstated:most"] if share > 0.6 else _T["unstated:some"] if share > 0.2 else 0
    return [_T["stated"] if is_in else missing for is_in in found]


def near_bits(box: Box) -> int:
    """Return the bits of a box and of the one around it."""
    return box.own | box.parent.own if box.parent is not None else box.own
