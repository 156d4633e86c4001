"""Plans the stories of one day: when each is published, of which kind, with which traits, edits and deletion."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.newsroom.chance import chance
from tests.newsroom.editions import PAID_LABELS
from tests.newsroom.story import TRAITS, Kind, Story, Values, Version
from tests.newsroom.vocabulary import vocabulary

KYIV = ZoneInfo("Europe/Kyiv")
"""The wall clock of every page."""

_FIRST_ID = 4_870_000
_KINDS: tuple[Kind, ...] = (
    "storyline", "paid", "agency", "reader", "no_page", "no_headline", "malformed_date", "test", "paid", "agency", "storyline", "paid",
)  # fmt: skip
_KIND_SHARES: tuple[tuple[Kind, float], ...] = (("paid", 0.05), ("agency", 0.06), ("reader", 0.02))
_HOUR_WEIGHTS = (2, 2, 1, 1, 1, 2, 4, 7, 9, 10, 10, 9, 9, 9, 9, 9, 8, 8, 7, 6, 5, 4, 3, 3)
_AROUND_MIDNIGHT = (time(0, 0, 5), time(0, 41), time(1, 17), time(2, 35), time(23, 58, 40))


def stories_of_day(seed: int, day: date, first_day: date, articles_per_day: int) -> tuple[Story, ...]:
    """Plan the stories of a Kyiv day, in the order of their ids and publishing.

    Saturdays and Sundays have two thirds of `articles_per_day`. Ids grow by one to three a story.
    """
    random = chance(seed, "day", day)
    count = max(1, articles_per_day if day.weekday() < 5 else articles_per_day * 2 // 3)
    instants = _instants(random, day, count)
    kinds = _kinds(random, count)
    traits = _traits(random, kinds)
    article_id = _FIRST_ID + (day - first_day).days * (articles_per_day * 3 + 10)
    stories = []
    for instant, kind, story_traits in zip(instants, kinds, traits, strict=True):
        article_id += random.randint(1, 3)
        stories.append(_story(seed, article_id, day, instant, kind, story_traits))
    return tuple(stories)


def _instants(random: Random, day: date, count: int) -> list[datetime]:
    """Draw publishing instants through the day, some around its midnights; UTC, to the second."""
    times = list(_AROUND_MIDNIGHT[: max(0, count // 6)])
    hours = random.choices(range(24), weights=_HOUR_WEIGHTS, k=count - len(times))
    times += [time(hour, random.randrange(60), random.randrange(60)) for hour in hours]
    return sorted(datetime.combine(day, moment, tzinfo=KYIV).astimezone(UTC) for moment in times)


def _kinds(random: Random, count: int) -> list[Kind]:
    """Give each place of the day a kind: the fixed ones first, while at least half the places stay ordinary news."""
    fixed = list(_KINDS[: count // 2])
    kinds: list[Kind] = [*fixed, *(_ordinary_kind(random) for _ in range(count - len(fixed)))]
    random.shuffle(kinds)
    return kinds


def _ordinary_kind(random: Random) -> Kind:
    value = random.random()
    for kind, portion in _KIND_SHARES:
        if value < portion:
            return kind
        value -= portion
    return "news"


def _traits(random: Random, kinds: list[Kind]) -> list[frozenset[str]]:
    """Give every trait to one ordinary story in turn, and by its share to the others."""
    names = list(TRAITS)
    given = iter(random.sample(names, len(names)))
    traits = []
    for kind in kinds:
        own = {name for name, portion in TRAITS.items() if random.random() < portion}
        own |= {next(given, "")} - {""} if kind == "news" else set()
        own -= {"not_in_feed"} if "feed_only" in own else set()
        traits.append(frozenset(own - _EXCLUDED.get(kind, frozenset())))
    return traits


_EXCLUDED: Mapping[Kind, frozenset[str]] = {
    "storyline": frozenset(
        {"deleted", "photo_label", "video_label", "silent_edit", "admitted_edit", "feed_only", "day_precision"}
    ),
    "paid": frozenset({"photo_label", "video_label"}),
    "reader": frozenset({"getty_photo", "epa_photo"}),
    "no_headline": frozenset({"deleted"}),
    "malformed_date": frozenset({"deleted", "day_precision"}),
    "no_page": frozenset({"deleted"}),
    "test": frozenset({"deleted"}),
}


def _story(seed: int, article_id: int, day: date, instant: datetime, kind: Kind, traits: frozenset[str]) -> Story:
    random = chance(seed, "story", article_id)
    topic = random.choice(vocabulary().topics)
    return Story(
        seed=seed,
        article_id=article_id,
        day=day,
        topic=topic,
        section={"reader": "ya-korrespondent", "test": "showbiz/tests"}.get(kind, topic.section),
        kind=kind,
        label=_label(random, kind, traits),
        published=_published(random, instant, kind),
        versions=_versions(random, kind, traits),
        deleted_after=timedelta(minutes=random.randint(40, 1500)) if "deleted" in traits else None,
        deletion_status=random.choice((404, 404, 410)),
        traits=traits,
        values=_values(random),
    )


def _label(random: Random, kind: Kind, traits: frozenset[str]) -> str | None:
    if kind == "storyline":
        return "storyline"
    if kind == "paid":
        return random.choice(PAID_LABELS)
    return "photo" if "photo_label" in traits else "video" if "video_label" in traits else None


def _published(random: Random, instant: datetime, kind: Kind) -> dict[str, datetime]:
    """Choose the editions that carry a story, and when: one of five has one edition only, the other edition follows in minutes."""
    first, second = random.choice((("uk", "ru"), ("uk", "ru"), ("ru", "uk")))
    if random.random() < 0.2 and kind != "storyline":
        return {first: instant}
    return {first: instant, second: instant + timedelta(seconds=random.randint(20, 1500))}


def _versions(random: Random, kind: Kind, traits: frozenset[str]) -> tuple[Version, ...]:
    if kind == "storyline":
        return _storyline_versions(random)
    late_tag = -1 if "tag_edit" in traits else 0
    versions = [Version(timedelta(0), 0, 0, late_tag, is_admitted=False)]
    if "silent_edit" in traits:
        since = timedelta(minutes=random.randint(12, 900))
        versions.append(Version(since, random.choice((0, 1)), 1, late_tag, is_admitted=False))
    if "admitted_edit" in traits:
        last = versions[-1]
        since = last.since + timedelta(minutes=random.randint(8, 600))
        body = last.body + random.choice((0, 1))
        versions.append(Version(since, last.headline + 1, body, late_tag, is_admitted=True))
    if "tag_edit" in traits:
        last = versions[-1]
        since = last.since + timedelta(minutes=random.randint(15, 300))
        versions.append(Version(since, last.headline, last.body, 0, is_admitted=False))
    return tuple(versions)


def _storyline_versions(random: Random) -> tuple[Version, ...]:
    """An "online" lives two to three days and changes headline and text every few hours."""
    versions = [Version(timedelta(0), 0, 0, 0, is_admitted=False)]
    end = timedelta(hours=random.randint(40, 70))
    while versions[-1].since < end:
        last = versions[-1]
        since = last.since + timedelta(minutes=random.randint(70, 400))
        versions.append(Version(since, last.headline + 1, last.body + 1, 0, is_admitted=random.random() < 0.7))
    return tuple(versions)


def _values(random: Random) -> Values:
    general = vocabulary().general
    return Values(
        n=random.randint(11, 59),
        m=random.randint(3, 9),
        pct=random.randint(2, 48),
        sum=random.randint(101, 989),
        city=random.choice(general["city"]),
        person=random.choice(general["person"]),
        org=random.choice(general["org"]),
    )
