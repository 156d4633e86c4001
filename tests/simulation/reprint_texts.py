"""Invented texts of many outlets of which it is known who reprinted whom, and texts that only look like it."""

import random
from collections.abc import Callable
from dataclasses import dataclass

_UKRAINIAN = """
    місто рада вулиця рішення бюджет школа лікарня дорога міст річка поїзд вокзал уряд міністр депутат закон
    голосування реформа податок ринок ціна пшениця експорт порт завод робітник зарплата пенсія житло ремонт
    опалення енергія мережа станція вітер сніг дощ погода весна учений університет дослідження музей театр
    вистава режисер письменник книга переклад стадіон команда тренер матч перемога гравець рекорд суд вирок
    позов адвокат слідство поліція пожежа рятувальник кордон митниця посол переговори угода союз гривня курс
    банк кредит вклад інвестор компанія звіт прибуток збитки пояснив заявив повідомив додав наголосив очікують
    планують почали завершили відкрили закрили зросла знизилася обговорили підтримали відклали п’ятниця об'єкт
    ґрунт їжа єдність щойно якщо тому після перед через проти замість навколо близько новий великий перший
    останній місцевий державний спільний зимовий весняний кожен інший відомий головний
"""
_RUSSIAN = """
    город совет улица решение бюджет школа больница дорога мост река поезд вокзал правительство министр депутат
    закон голосование реформа налог рынок цена пшеница экспорт порт завод рабочий зарплата пенсия жильё ремонт
    отопление энергия сеть станция ветер снег дождь погода весна учёный университет исследование музей театр
    спектакль режиссёр писатель книга перевод стадион команда тренер матч победа игрок рекорд суд приговор иск
    адвокат следствие полиция пожар спасатель граница таможня посол переговоры соглашение союз гривна курс банк
    кредит вклад инвестор компания отчёт прибыль убытки объяснил заявил сообщил добавил подчеркнул ожидают
    планируют начали завершили открыли закрыли выросла снизилась обсудили поддержали отложили пятница объект
    почва еда единство только если поэтому после перед через против вместо вокруг около новый большой первый
    последний местный государственный общий зимний весенний каждый другой известный главный
"""
BOILERPLATE = {
    "uk": "Підписуйтеся на наш канал у месенджері, щоб першими дізнаватися про все найважливіше за день і не пропустити нічого",
    "ru": "Подписывайтесь на наш канал в мессенджере, чтобы первыми узнавать обо всём самом важном за день и ничего не пропустить",
}
OUTLETS = ("alpha", "bravo", "charlie", "delta")
_SENTENCE = 12


@dataclass(frozen=True)
class InventedArticle:
    """An article; those with the same story tell the same text, as far as truth goes."""

    outlet: str
    edition: str
    article_id: str
    minute: int
    body: str
    story: int
    kind: str


class Newsroom:
    """Writes texts from a seed: the same ones every time."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._story = 0
        self.articles: list[InventedArticle] = []

    def words(self, edition: str, count: int) -> list[str]:
        vocabulary = _UKRAINIAN if edition == "uk" else _RUSSIAN
        return self._random.choices(vocabulary.split(), k=count)

    def publish(
        self, outlet: str, edition: str, minute: int, words: list[str], kind: str, story: int | None = None
    ) -> int:
        """Publish a text with the outlet's boilerplate; it begins a story of its own where none is given."""
        if story is None:
            self._story += 1
            story = self._story
        body = f"{_text(words)}\n\n{BOILERPLATE[edition]}"
        self.articles.append(
            InventedArticle(outlet, edition, str(1000 + len(self.articles)), minute, body, story, kind)
        )
        return story

    def edited(self, words: list[str], edition: str, every: int) -> list[str]:
        """Return the text with one word in `every` replaced by another, at random places."""
        return [self.words(edition, 1)[0] if self._random.random() < 1 / every else word for word in words]

    def other_outlets(self, outlet: str) -> list[str]:
        return self.shuffled([name for name in OUTLETS if name != outlet])

    def shuffled(self, words: list[str]) -> list[str]:
        return self._random.sample(words, len(words))

    def between(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def later(self, minute: int) -> int:
        return minute + self.between(20, 900)


def _text(words: list[str]) -> str:
    sentences = [words[at : at + _SENTENCE] for at in range(0, len(words), _SENTENCE)]
    paragraphs = [sentences[at : at + 3] for at in range(0, len(sentences), 3)]
    return "\n\n".join(" ".join(" ".join(each).capitalize() + "." for each in paragraph) for paragraph in paragraphs)


_Reprint = Callable[[Newsroom, list[str], str], list[str]]
REPRINTS: dict[str, _Reprint] = {
    "verbatim": lambda _, words, __: words,
    "own lead": lambda desk, words, edition: desk.words(edition, 40) + words,
    "first half": lambda _, words, __: words[: len(words) // 2],
    "edited, 1 word in 24": lambda desk, words, edition: desk.edited(words, edition, 24),
    "edited, 1 word in 12": lambda desk, words, edition: desk.edited(words, edition, 12),
    "half, then own text": lambda desk, words, edition: words[: len(words) // 2] + desk.words(edition, len(words) // 3),
}
"""How a text is taken over."""


def _near_misses(desk: Newsroom, edition: str, minute: int) -> None:
    """Publish texts that share something and reprint nothing."""
    quote, other_quote = desk.words(edition, 25), desk.words(edition, 25)
    for outlet in OUTLETS[:2]:  # the same two quotes in two reports of one event
        own = desk.words(edition, 120)
        desk.publish(outlet, edition, minute, own[:40] + quote + own[40:80] + other_quote + own[80:], "same quotes")
    shared = desk.words(edition, 60)
    for outlet in OUTLETS[2:]:  # the same topic, in the same words in another order
        desk.publish(outlet, edition, minute, desk.shuffled(shared) + desk.shuffled(shared), "same words")
    short = [desk.words(edition, 70) for _ in range(4)]
    for words in short:
        desk.publish("alpha", edition, minute, words, "news of a review")
    review = [word for words in short for word in words]
    desk.publish("bravo", edition, minute + 600, review, "review of the day")
    series = desk.words(edition, 150)
    for day in range(3):  # the weather: an outlet's own text, day by day
        desk.publish("delta", edition, minute + 1440 * day, series, "daily series")
    old = desk.words(edition, 150)
    desk.publish("charlie", edition, minute, old, "months ago")
    desk.publish("bravo", edition, minute + 40 * 1440, old, "months ago")


def invent(story_count: int, seed: int = 5) -> list[InventedArticle]:
    """Return articles of two languages: reprints of every kind in one to three outlets, and near misses, over three weeks."""
    desk = Newsroom(seed)
    for number in range(story_count):
        edition = ("uk", "ru")[number % 2]
        minute = desk.between(0, 21 * 1440)
        outlet, kind = OUTLETS[number % 4], list(REPRINTS)[number % len(REPRINTS)]
        words = desk.words(edition, desk.between(70, 400))
        story = desk.publish(outlet, edition, minute, words, "original")
        for other in desk.other_outlets(outlet)[: 1 + number % 3]:
            taken = REPRINTS[kind](desk, words, edition)
            desk.publish(other, edition, desk.later(minute), taken, kind, story)
        if number % 8 < 2:
            _near_misses(desk, edition, minute)
    return desk.articles
