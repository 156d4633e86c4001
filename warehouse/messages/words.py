"""The words of the digest in its two languages, and how each writes numbers and days."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

Language = Literal["uk", "en"]

WORDS: Mapping[Language, Mapping[str, str]] = {
    "uk": {
        "title": "Медіамоніторинг: підсумок дня",
        "as_of": "Дані станом на",
        "totals": "Підсумки",
        "outlet": "Видання",
        "stories": "історій",
        "views": "нових переглядів",
        "completeness": "повнота",
        "to_day_before": "до попереднього дня",
        "to_weekday": "до середнього цього дня тижня за 4 тижні",
        "in_a_day": "за добу",
        "by_weekday": "до дня тижня",
        "not_final": "день ще не остаточний, числа зростуть",
        "bursts": "Сплески",
        "expected": "очікувалося",
        "topics": "Теми: найбільші зміни",
        "mean_before": "у середньому за 7 днів",
        "top_stories": "Найчитаніше",
        "headlines": "Заголовки, змінені після публікації",
        "was": "було",
        "edits": "Правки",
        "edited": "змінено матеріалів",
        "silently": "з них без позначки",
        "deleted": "зникло",
        "gaps": "Чи можна вірити цим числам",
        "no_gaps": "За останні сім днів прогалин не знайдено.",
        "nothing": "Нічого.",
        "kind_suspect": "підозріло мало",
        "kind_gap": "не дивилися",
        "kind_outage": "сайт не відповідав",
        "kind_drift": "зникло поле",
        "alert_burst": "Сплеск теми",
        "alert_gap": "Прогалина",
        "alert_drift": "Зникло поле",
        "alerts": "Медіамоніторинг: варто уваги",
        "days": "Дні та години — у часовому поясі",
    },
    "en": {
        "title": "Media monitoring: the day",
        "as_of": "Data up to",
        "totals": "Totals",
        "outlet": "Outlet",
        "stories": "stories",
        "views": "views gained",
        "completeness": "completeness",
        "to_day_before": "on the day before",
        "to_weekday": "on this weekday's mean of 4 weeks",
        "in_a_day": "in a day",
        "by_weekday": "by weekday",
        "not_final": "the day is not final yet, its numbers will grow",
        "bursts": "Bursts",
        "expected": "expected",
        "topics": "Topics: the largest changes",
        "mean_before": "mean of 7 days",
        "top_stories": "Most read",
        "headlines": "Headlines changed after publication",
        "was": "was",
        "edits": "Edits",
        "edited": "articles changed",
        "silently": "of them silently",
        "deleted": "gone",
        "gaps": "Can these numbers be trusted",
        "no_gaps": "No gap was found in the last seven days.",
        "nothing": "Nothing.",
        "kind_suspect": "suspiciously few",
        "kind_gap": "we did not look",
        "kind_outage": "the site did not answer",
        "kind_drift": "a field fell out",
        "alert_burst": "Burst of a topic",
        "alert_gap": "Gap",
        "alert_drift": "A field fell out",
        "alerts": "Media monitoring: worth a look",
        "days": "Days and hours are those of",
    },
}

_FORMS: Mapping[Language, Mapping[str, tuple[str, ...]]] = {
    "uk": {
        "stories": ("історія", "історії", "історій"),
        "articles": ("матеріал", "матеріали", "матеріалів"),
        "paid": ("рекламний", "рекламні", "рекламних"),
        "views": ("новий перегляд", "нові перегляди", "нових переглядів"),
    },
    "en": {
        "stories": ("story", "stories"),
        "articles": ("article", "articles"),
        "paid": ("paid", "paid"),
        "views": ("view gained", "views gained"),
    },
}
"""The forms that a counted noun has with one, with a few and with many (English: with one and with others)."""

_MONTHS: Mapping[Language, str] = {
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "en": "January February March April May June July August September October November December",
}
_WEEKDAYS: Mapping[Language, str] = {
    "uk": "понеділок вівторок середа четвер п’ятниця субота неділя",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_NARROW_SPACE = "\u202f"


def long_day(day: date, language: Language) -> str:
    """Return a day as people write it, such as `Thursday, 7 May 2026`."""
    weekday, month = _WEEKDAYS[language].split()[day.weekday()], _MONTHS[language].split()[day.month - 1]
    return f"{weekday}, {day.day} {month} {day.year}"


def number(value: float | None, language: Language, digits: int = 0) -> str:
    """Return a number with its thousands parted, an en dash for none."""
    if value is None:
        return "–"
    text = f"{value:,.{digits}f}".replace(",", _NARROW_SPACE)
    return text.replace(".", ",") if language == "uk" else text


def counted(value: float, noun: str, language: Language) -> str:
    """Return a whole number with its noun in the form that it asks for (Unicode CLDR, plural rules)."""
    whole = round(value)
    one, *others = _FORMS[language][noun]
    if language == "en":
        return f"{number(whole, language)} {one if whole == 1 else others[0]}"
    few, many = others
    form = many
    if whole % 10 == 1 and whole % 100 != 11:
        form = one
    elif whole % 10 in {2, 3, 4} and whole % 100 not in {12, 13, 14}:
        form = few
    return f"{number(whole, language)} {form}"


def share(value: float | None, language: Language) -> str:
    """Return a portion of 1 as whole percent."""
    return "–" if value is None else f"{number(100 * value, language)}{_NARROW_SPACE}%"


def change(value: float, before: Any, language: Language) -> str | None:
    """Return by how many percent a value differs from the one before, with its sign; None where that was nothing."""
    if not before:
        return None
    percent = round(100 * (value - before) / before)
    sign = "+" if percent > 0 else "−" if percent < 0 else "±"
    return f"{sign}{number(abs(percent), language)}{_NARROW_SPACE}%"
