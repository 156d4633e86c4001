"""Words a story's page out: headline, lead, paragraphs, slug, tags, in one edition and version."""

import re
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Literal

from tests.newsroom.chance import chance, number
from tests.newsroom.editions import EDITIONS
from tests.newsroom.story import Story, Values, Version
from tests.newsroom.vocabulary import Pair, Tag, in_language, vocabulary

ParagraphKind = Literal["p", "h2", "li", "quote"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; with a URL, a link."""

    text: str
    url: str | None = None
    target_article_id: str | None = None
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    kind: ParagraphKind
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its text, links included."""
        return "".join(run.text for run in self.runs)


def filled(pair: Pair, edition: str, values: Values) -> str:
    """Fill a template's blanks in the edition's language."""
    city, in_city = (part.strip() for part in in_language(values.city, edition).split(";"))
    text = in_language(pair, edition).format(
        n=values.n,
        m=values.m,
        pct=values.pct,
        sum=values.sum,
        city=city,
        in_city=in_city,
        person=in_language(values.person, edition),
        org=in_language(values.org, edition),
    )
    return text[0].upper() + text[1:]


@lru_cache(maxsize=100_000)
def headline(story: Story, edition: str, version: Version) -> str:
    """Return the headline of a version, without label."""
    templates = story.topic.headlines
    text = filled(templates[(number(story.article_id) + version.headline) % len(templates)], edition, story.values)
    if story.kind != "storyline":
        return text
    words = EDITIONS[edition].words
    update = f", {words['update']} {version.headline}" if version.headline else ""
    return f"{in_language(story.topic.name, edition)} – {words['hourly']}{update}: {text}"


def lead(story: Story, edition: str) -> str | None:
    """Return the lead; it stays the same through the versions."""
    if "no_lead" in story.traits:
        return None
    return filled(story.topic.leads[story.article_id % len(story.topic.leads)], edition, story.values)


def authors(story: Story, edition: str) -> tuple[str, ...]:
    """Return the names in the byline."""
    if story.traits & {"no_author", "newsroom_author"}:
        return ()
    names = chance(story.article_id, "author").sample(vocabulary().general["author"], 2)
    return tuple(in_language(name, edition) for name in names[: 2 if "two_authors" in story.traits else 1])


def tags(story: Story, version: Version) -> tuple[Tag, ...]:
    """Return the tags of a version, the same in both editions."""
    if "no_tags" in story.traits:
        return ()
    own = chance(story.article_id, "tags").sample(story.topic.tags, len(story.topic.tags))[: 2 + story.article_id % 3]
    if "person_tag" in story.traits:
        own.append(next(tag for tag in vocabulary().people_tags if tag.text == story.values.person))
    return tuple(own[: len(own) + version.tag_count_change])


def paragraphs(story: Story, edition: str, version: Version, references: tuple[Run, ...]) -> tuple[Paragraph, ...]:
    """Compose the body. The editions' bodies say the same in the same order.

    Args:
        story: the story.
        edition: whose language.
        version: which revision of the text.
        references: links that the text makes, woven into its first paragraphs.
    """
    count = 4 + story.article_id % 6
    body = [_plain(story, edition, place, _revision(place, version.body, count)) for place in range(count)]
    for place, reference in enumerate(references):
        body[place + 1] = Paragraph("p", (*body[place + 1].runs, *_reference_runs(reference, edition)))
    if story.kind == "agency":
        body[0] = Paragraph("p", (*body[0].runs, Run(_agency_sentence(edition))))
    body[2:2] = _furniture(story, edition)
    updates = version.body if story.kind == "storyline" else 0
    fresh = [_plain(story, edition, 100 + update, 0) for update in range(updates, 0, -1)]
    return (*fresh, *body)


def _revision(place: int, body: int, count: int) -> int:
    """Each revision of a text rewrites one paragraph: tell which revision the one at `place` is from."""
    return max((revision for revision in range(1, body + 1) if (revision * 3) % count == place), default=0)


def _plain(story: Story, edition: str, place: int, revision: int) -> Paragraph:
    random = chance(story.seed, story.article_id, "paragraph", place, revision)
    own = random.choice(story.topic.sentences)
    general = random.sample(vocabulary().general["sentence"], random.randint(1, 4))
    sentences = [filled(pair, edition, _other_values(random, story.values)) for pair in (own, *general)]
    return Paragraph("p", (Run(" ".join(sentences)),))


def _other_values(random: Random, values: Values) -> Values:
    return Values(
        n=random.randint(11, 89),
        m=random.randint(2, 9),
        pct=random.randint(2, 77),
        sum=random.randint(101, 989),
        city=random.choice((values.city, random.choice(vocabulary().general["city"]))),
        person=values.person,
        org=values.org,
    )


def _furniture(story: Story, edition: str) -> list[Paragraph]:
    """Some texts have a subheading, a list, a quotation."""
    random = chance(story.seed, story.article_id, "furniture")
    general = vocabulary().general
    pieces: list[Paragraph] = []
    if random.random() < 0.6:
        pieces.append(_of_kind("h2", random.choice(general["subheading"]), edition, story.values))
    if random.random() < 0.4:
        pieces += [_of_kind("li", pair, edition, story.values) for pair in random.sample(general["item"], 3)]
    if random.random() < 0.5:
        pieces.append(_of_kind("quote", random.choice(general["quote"]), edition, story.values))
    return pieces


def _of_kind(kind: ParagraphKind, pair: Pair, edition: str, values: Values) -> Paragraph:
    return Paragraph(kind, (Run(filled(pair, edition, values)),))


def _reference_runs(reference: Run, edition: str) -> tuple[Run, ...]:
    before = {"uk": " Раніше редакція розповідала: ", "ru": " Ранее редакция рассказывала: "}[edition]
    return Run(before), reference, Run(".")


def _agency_sentence(edition: str) -> str:
    return {
        "uk": " Про це повідомляє агентство «Інтерфакс-Україна».",
        "ru": " Об этом сообщает агентство «Интерфакс-Украина».",
    }[edition]


_LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщюяыэё"
_LATIN_LETTERS = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia y e e"
_LATIN = dict(zip(_LETTERS, _LATIN_LETTERS.split(" "), strict=True)) | {"ь": "", "ъ": ""}


@lru_cache(maxsize=100_000)
def slug(story: Story, edition: str) -> str:
    """Return the slug of its URL: the first headline in Latin letters."""
    text = headline(story, edition, story.versions[0]).lower()
    if edition == "ru":
        text = text.replace("и", "i").replace("г", "g")
    latin = "".join(_LATIN.get(letter, letter) for letter in text)
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:90].rstrip("-")
