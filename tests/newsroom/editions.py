"""The two editions and everything that each of them says in its own language."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

UK_HOST = "ua.korrespondent.example"
RU_HOST = "korrespondent.example"
FEED_HOST = "k.img.korrespondent.example"
IMAGE_HOST = "kor.ill.korrespondent.example"
CONTROL_HOST = "newsroom.control.example"
PARTNER_HOST = "dengi.example"

REAL_HOSTS: Mapping[str, str] = MappingProxyType(
    {
        "ua.korrespondent.net": UK_HOST,
        "korrespondent.net": RU_HOST,
        "k.img.com.ua": FEED_HOST,
        "kor.ill.in.ua": IMAGE_HOST,
    }
)
"""Real host -> the reserved name under which the newsroom plays it."""

SITE_HOSTS = (UK_HOST, RU_HOST, FEED_HOST, IMAGE_HOST)

ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
"""Months as they stand in the URLs of day archives."""


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition of the newsroom.

    Attributes:
        name: uk or ru.
        host: where its pages live.
        feed_path: path of its feed on `FEED_HOST`.
        months: names in the genitive, January first.
        words: headings and phrases of its pages, by key.
        sections: section path -> title.
        labels: key -> label beside a headline.
    """

    name: str
    host: str
    feed_path: str
    months: tuple[str, ...]
    words: Mapping[str, str]
    sections: Mapping[str, str]
    labels: Mapping[str, str]

    @property
    def origin(self) -> str:
        """Scheme and host, without a slash at the end."""
        return f"https://{self.host}"

    @property
    def feed_url(self) -> str:
        """URL of its feed."""
        return f"https://{FEED_HOST}{self.feed_path}"


_UK_WORDS = {
    "text_by": "Текст", "photo_by": "Фото", "newsroom": "Корреспондент.net", "other_edition": "Читати новину російською",
    "read_also": "Читайте також", "on_topic": "За темою", "storylines": "Сюжети", "editors_choice": "Вибір редактора",
    "partner": "Новости партнеров", "latest_news": "Новини України", "latest": "Останні", "popular": "Популярні",
    "most_commented": "Коментовані", "special_topic": "Спецтема", "tags": "Теги", "today": "Сьогодні", "yesterday": "Вчора",
    "agency": "Інтерфакс-Україна", "reader_section": "Я-Кореспондент", "archive": "Архів новин", "not_found": "Сторінку не знайдено",
    "not_found_text": "Вибачте, такої сторінки немає або її було видалено.", "next": "Наступна", "ad": "Реклама",
    "telegram": "Новини від Корреспондент.net в Telegram. Підписуйтесь на наш канал", "google": "Читайте Корреспондент.net в Google News",
    "reports": "повідомляє", "details": "Докладніше", "support": "Підтримайте редакцію", "hourly": "онлайн",
    "update": "оновлення", "notice": "Вигадана сторінка редакції Kronika: жодної справжньої статті чи особи",
}  # fmt: skip
_RU_WORDS = {
    "text_by": "Текст", "photo_by": "Фото", "newsroom": "Корреспондент.net", "other_edition": "Читать новость на украинском",
    "read_also": "Читайте также", "on_topic": "По теме", "storylines": "Сюжеты", "editors_choice": "Выбор редактора",
    "partner": "Новости партнеров", "latest_news": "Новости Украины", "latest": "Последние", "popular": "Популярные",
    "most_commented": "Комментируемые", "special_topic": "Спецтема", "tags": "Теги", "today": "Сегодня", "yesterday": "Вчера",
    "agency": "Интерфакс-Украина", "reader_section": "Я-Корреспондент", "archive": "Архив новостей", "not_found": "Страница не найдена",
    "not_found_text": "Извините, такой страницы нет или она была удалена.", "next": "Следующая", "ad": "Реклама",
    "telegram": "Новости от Корреспондент.net в Telegram. Подписывайтесь на наш канал", "google": "Читайте Корреспондент.net в Google News",
    "reports": "сообщает", "details": "Подробнее", "support": "Поддержите редакцию", "hourly": "онлайн",
    "update": "обновление", "notice": "Выдуманная страница редакции Kronika: ни одной настоящей статьи или личности",
}  # fmt: skip

_UK_MONTHS = (
    "січня", "лютого", "березня", "квітня", "травня", "червня",
    "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
)  # fmt: skip
_RU_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_SECTIONS = {
    "ukraine": ("Україна", "Украина"),
    "ukraine/politics": ("Політика", "Политика"),
    "ukraine/events": ("Події", "События"),
    "world": ("Світ", "Мир"),
    "business": ("Бізнес", "Бизнес"),
    "business/economics": ("Економіка", "Экономика"),
    "business/financial": ("Фінанси", "Финансы"),
    "sport": ("Спорт", "Спорт"),
    "sport/football": ("Футбол", "Футбол"),
    "showbiz": ("Шоу-біз", "Шоу-биз"),
    "showbiz/culture": ("Культура", "Культура"),
    "showbiz/tests": ("Тести", "Тесты"),
    "tech": ("Tech", "Tech"),
    "tech/science": ("Наука", "Наука"),
    "city": ("Місто", "Город"),
    "city/kyiv": ("Київ", "Киев"),
    "lifestyle": ("Життя", "Жизнь"),
    "lifestyle/health": ("Здоров'я", "Здоровье"),
    "ya-korrespondent": ("Я-Кореспондент", "Я-Корреспондент"),
}

_LABELS = {
    "storyline": ("Сюжет", "Сюжет"), "photo": ("Фото", "Фото"), "video": ("Відео", "Видео"), "ad": ("Реклама", "Реклама"),
    "opinion": ("Думка", "Мнение"), "expertise": ("Експертиза", "Экспертиза"), "statement": ("Заява", "Заявление"),
    "regions": ("Регіони", "Регионы"), "money": ("Гроші", "Деньги"), "power": ("Влада", "Власть"), "elections": ("Вибори", "Выборы"),
    "test_drive": ("Тест-драйв", "Тест-драйв"), "special_projects": ("Спецпроекти", "Спецпроекты"), "promo": ("Промо", "Промо"),
}  # fmt: skip

PAID_LABELS = (
    "opinion", "expertise", "statement", "regions", "money", "power", "elections", "test_drive", "special_projects", "promo", "ad",
)  # fmt: skip
"""Labels under which the outlet publishes advertising."""

UK = Edition(
    name="uk",
    host=UK_HOST,
    feed_path="/rss/ua/all_news2.0.xml",
    months=_UK_MONTHS,
    words=MappingProxyType(_UK_WORDS),
    sections=MappingProxyType({path: titles[0] for path, titles in _SECTIONS.items()}),
    labels=MappingProxyType({key: labels[0] for key, labels in _LABELS.items()}),
)
RU = Edition(
    name="ru",
    host=RU_HOST,
    feed_path="/rss/ru/all_news2.0.xml",
    months=_RU_MONTHS,
    words=MappingProxyType(_RU_WORDS),
    sections=MappingProxyType({path: titles[1] for path, titles in _SECTIONS.items()}),
    labels=MappingProxyType({key: labels[1] for key, labels in _LABELS.items()}),
)
EDITIONS: Mapping[str, Edition] = MappingProxyType({"uk": UK, "ru": RU})


def other_edition(edition: Edition) -> Edition:
    """Return the edition that is not this one."""
    return RU if edition is UK else UK
