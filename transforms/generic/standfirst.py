"""The standfirst of an article: the sentence or two that its page shows between the headline and the text."""

from functools import lru_cache

from transforms.generic.body_blocks import Block, Outline
from transforms.generic.body_hints import KINDS, kinds_of, words_of

DECK_NAMES = frozenset(
    (
        "deck", "dek", "epigraph", "excerpt", "sommario", "sottotitolo", "standfirst", "strapline", "sub", "subhead", "subheader",
        "subheading", "subheadline", "subline", "subtitle", "subtitles", "subtitulo",
    )
)  # fmt: skip
"""What newsrooms call it in classes and ids where it goes with the headline."""
LEAD_NAMES = frozenset(
    (
        "anons", "bajada", "chapeau", "chapo", "copete", "einleitung", "entradilla", "ingress", "intro", "introduction", "lead", "lede",
        "leadtext", "perex", "preamble", "sapo", "vorspann",
    )
)  # fmt: skip
"""What they call it where it may as well be the first paragraph of the text."""
VAGUE_NAMES = frozenset({"summary"})
"""What they call it and other things too: believed where nothing has a clear name."""
_MEDIA = 1 << KINDS.index("media")
"""Said of boxes of pictures: what is in them is a caption, whatever it is called."""
_OTHER_TAGS = frozenset(("figcaption", "h1", "h3", "h4", "h5", "h6", "li"))
_NEAR = 9
"""How many blocks after the headline are looked at."""
_SHORTEST = 40
"""Characters, as a reader of an alphabet would see them."""
_MOST_LINKS = 0.3
_PARAGRAPHS = 2
"""As many show that the text has begun: one may be a caption or a teaser."""


def find_standfirst(outline: Outline, headline: int | None) -> Block | None:
    """Return the standfirst of a page, or `None` where it shows none.

    It stands a few blocks after the headline, before the text has begun, in a box that is called so.

    Args:
        outline: the page.
        headline: which block is the headline; the first heading of the first rank where it is not known.
    """
    blocks = outline.blocks
    if headline is None:
        headline = next((place for place, block in enumerate(blocks) if block.box.tag == "h1"), len(blocks))
    vague = None
    paragraphs = 0
    for block in blocks[headline + 1 : headline + 1 + _NEAR]:
        if not _may_be_one(block):
            continue
        hint = _hint_around(block)
        if kinds_of(hint) & _MEDIA:
            continue
        names = _words_of_all(hint)
        if names & DECK_NAMES or names & LEAD_NAMES:
            return block
        if names & VAGUE_NAMES:
            vague = vague or block
        elif block.is_prose:
            paragraphs += 1
            if paragraphs == _PARAGRAPHS:
                break
    return vague


def find_deck(outline: Outline, headline: int | None) -> Block | None:
    """Return the standfirst where it is no part of the text: it goes with the headline, in another box than the paragraph after it.

    Args:
        outline: the page.
        headline: which block is the headline.
    """
    found = find_standfirst(outline, headline)
    if found is None or not _words_of_all(_hint_around(found)) & DECK_NAMES:
        return None
    after = outline.blocks[outline.blocks.index(found) + 1 :]
    paragraph = next((block for block in after if block.is_prose), None)
    return found if paragraph is not None and paragraph.box.parent is not found.box.parent else None


def _may_be_one(block: Block) -> bool:
    is_short_or_linked = block.size < _SHORTEST or block.link_size > _MOST_LINKS * block.size
    return not is_short_or_linked and block.box.tag not in _OTHER_TAGS


def _hint_around(block: Block) -> str:
    """Return what the attributes of the two nearest boxes say of their use."""
    boxes = [box for box in (block.box, block.box.parent) if box is not None]
    for box in boxes:
        box.read_attributes()
    return " ".join(box.hint for box in boxes)


@lru_cache(maxsize=8192)
def _words_of_all(hint: str) -> frozenset[str]:
    return frozenset(word for name in hint.split() for word in words_of(name))
