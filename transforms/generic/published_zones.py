"""The clock of a page: what its moments mean where it does not say, or says it in UTC."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone, tzinfo

from transforms.generic.date_reading import Moment, zone_of
from transforms.generic.document import Document

_COUNTRY_ZONES = {
    "Europe/Berlin": "de at ch li lu nl be fr it sm mt dk no se pl cz sk hu si hr rs me ba mk al mc ad es",
    "Europe/London": "uk",
    "Europe/Dublin": "ie",
    "Europe/Lisbon": "pt",
    "Atlantic/Reykjavik": "is",
    "Europe/Kyiv": "ua",
    "Europe/Helsinki": "fi ee lv lt",
    "Europe/Athens": "gr cy",
    "Europe/Bucharest": "ro bg",
    "Europe/Chisinau": "md",
    "Europe/Minsk": "by",
    "Europe/Istanbul": "tr",
    "Europe/Moscow": "ru su",
    "Asia/Tbilisi": "ge am",
    "Asia/Baku": "az",
    "Asia/Jerusalem": "il",
    "Asia/Riyadh": "sa qa kw iq",
    "Asia/Dubai": "ae om",
    "Asia/Tehran": "ir",
    "Asia/Karachi": "pk",
    "Asia/Kolkata": "in lk",
    "Asia/Kathmandu": "np",
    "Asia/Dhaka": "bd",
    "Asia/Bangkok": "th vn kh la",
    "Asia/Shanghai": "cn hk tw sg my ph mo",
    "Asia/Tokyo": "jp",
    "Asia/Seoul": "kr",
    "Pacific/Auckland": "nz",
    "Africa/Cairo": "eg",
    "Africa/Casablanca": "ma",
    "Africa/Tunis": "tn dz",
    "Africa/Lagos": "ng cm",
    "Africa/Accra": "gh sn",
    "Africa/Nairobi": "ke tz ug et",
    "Africa/Johannesburg": "za na bw zw zm mz",
    "America/Argentina/Buenos_Aires": "ar uy",
    "America/Bogota": "pe",
    "America/La_Paz": "bo ve",
    "America/Asuncion": "py",
    "America/Guatemala": "gt sv hn cr ni",
    "America/Panama": "pa",
    "America/Santo_Domingo": "do",
}
"""Zones by the country codes of domains whose readers live in one zone, as good as all of them."""
_ZONE_OF_COUNTRY = {code: name for name, codes in _COUNTRY_ZONES.items() for code in codes.split()}
_LANGUAGE_ZONES = {
    "Europe/Berlin": "de it pl cs sk hu sl hr sv da no nb nn",
    "Europe/Helsinki": "fi et lv lt",
    "Europe/Kyiv": "uk",
    "Europe/Athens": "el",
    "Europe/Bucharest": "ro bg",
    "Europe/Istanbul": "tr",
    "Asia/Jerusalem": "he",
    "Asia/Tokyo": "ja",
    "Asia/Seoul": "ko",
    "Asia/Bangkok": "th vi",
}
"""Zones by languages that are read in one zone, for domains without a country."""
_ZONE_OF_LANGUAGE = {code: name for name, codes in _LANGUAGE_ZONES.items() for code in codes.split()}
_WORLD_DOMAINS = frozenset(
    (
        "com",
        "org",
        "net",
        "edu",
        "gov",
        "mil",
        "info",
        "biz",
        "io",
        "ai",
        "me",
        "tv",
        "co",
        "blog",
        "news",
        "app",
        "dev",
    )
)
"""Domains that say nothing of a country."""
_WIDEST = timedelta(hours=14)
_FARTHEST_WEST, _FARTHEST_EAST = -10, 13
"""Hours that a day may be shifted by."""
_QUARTER = timedelta(minutes=15)


def language_of(document: Document) -> str:
    """Return the language that the page declares, such as `en-us`, or an empty text."""
    root = document.tree.root
    declared = (root.attributes.get("lang") if root else None) or document.meta("og:locale", "content-language") or ""
    return declared.strip().lower().replace("_", "-")


def zone_of_page(document: Document) -> tzinfo | None:
    """Return the zone of the page's country, or of its language where the domain has no country, if it has one zone."""
    domain = _domain(document)
    name = _ZONE_OF_COUNTRY.get(domain)
    if name is None and domain in _WORLD_DOMAINS | {"eu", "cat"}:
        name = _ZONE_OF_LANGUAGE.get(language_of(document)[:2])
    return zone_of(name) if name else None


def _domain(document: Document) -> str:
    """Return the last label of the page's host."""
    host = document.url.partition("//")[2].partition("/")[0].partition(":")[0]
    return host.rpartition(".")[2].lower()


Rule = Callable[[Moment, Sequence[Moment], tzinfo | None], Moment | None]


def _apart_by_the_offset(moment: Moment, others: Sequence[Moment], zone: tzinfo | None) -> Moment | None:
    """One source is in UTC and one in local time, whole quarters of an hour apart: that is the offset."""
    for other in others:
        if other.precision == "day" or _is_utc(other) == moment.has_zone:
            continue
        apart = _clock(other) - _clock(moment)
        offset = apart if moment.has_zone else -apart
        if (
            offset
            and abs(offset) <= _WIDEST
            and not offset % _QUARTER
            and other.at.utcoffset() in {None, timedelta(), offset}
        ):
            page_zone = timezone(offset)
            at = moment.at.astimezone(page_zone) if moment.has_zone else moment.at.replace(tzinfo=page_zone)
            return replace(moment, at=at)
    return None


def _by_country(moment: Moment, others: Sequence[Moment], zone: tzinfo | None) -> Moment | None:
    """The page's country or language has one zone."""
    if zone is None:
        return None
    return replace(moment, at=moment.at.astimezone(zone) if moment.has_zone else moment.at.replace(tzinfo=zone))


def _day_before_or_after(moment: Moment, others: Sequence[Moment], zone: tzinfo | None) -> Moment | None:
    """Another source gives the day before or after: the least offset that leads there is near enough to the page's own."""
    if not moment.has_zone:
        return None
    for other in others:
        days = (other.day - moment.day).days
        if other.precision == "day" and abs(days) == 1:
            hours = -(moment.at.hour + 1) if days < 0 else 24 - moment.at.hour
            if _FARTHEST_WEST <= hours <= _FARTHEST_EAST:
                return replace(moment, at=moment.at.astimezone(timezone(timedelta(hours=hours))))
    return None


def _is_utc(moment: Moment) -> bool:
    return moment.at.utcoffset() == timedelta()


def _clock(moment: Moment) -> datetime:
    """Return what the clock showed, to the minute: some sources leave the seconds out."""
    return moment.at.replace(second=0, microsecond=0, tzinfo=None)


RULES: tuple[Rule, ...] = (_apart_by_the_offset, _by_country, _day_before_or_after)
"""How the page's clock is found for a moment in UTC or without a zone, the surest way first."""


def on_page_clock(moment: Moment, others: Iterable[Moment], zone: tzinfo | None) -> Moment:
    """Return the moment on the clock of the page, if that can be told.

    Args:
        moment: in UTC or without a zone; with an offset of its own it is returned as it is.
        others: what the page's other sources say.
        zone: of the page, where it is known.
    """
    if moment.precision == "day" or moment.at.utcoffset() or moment.at.time() == time():  # midnight stands for the day
        return moment
    witnesses = tuple(others)
    for rule in RULES:
        if found := rule(moment, witnesses, zone):
            return found
    return moment
