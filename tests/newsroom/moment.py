"""One edition at one instant: what is live, and the blocks that every page of that instant shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from tests.newsroom import address
from tests.newsroom.chance import chance
from tests.newsroom.counters import comment_count, floor, listed_view_count, view_count
from tests.newsroom.editions import EDITIONS, PARTNER_HOST
from tests.newsroom.planning import KYIV
from tests.newsroom.story import Story
from tests.newsroom.vocabulary import in_language, vocabulary
from tests.newsroom.wording import headline

SHARED_BLOCKS = ("latest", "popular", "most_commented", "storylines", "editors_choice")
OWN_BLOCKS = ("on_topic", "special_topic", "read_also", "partner")


@dataclass(frozen=True, slots=True)
class Item:
    """A link in a block, as the page shows it.

    Attributes:
        text: the link's text, without label.
        label: text of the label at the link.
        url: where it leads.
        article_id: id of the article it leads to.
        views: number after the bullet.
        remark: what else stands there, such as a time or a number of comments.
    """

    text: str
    label: str | None
    url: str
    article_id: str | None = None
    views: int | None = None
    remark: str | None = None


class Moment:
    """An edition at an instant.

    Attributes:
        edition: uk or ru.
        at: the instant, UTC.
        live: stories that are published and not deleted, newest first.
    """

    def __init__(self, edition: str, at: datetime, stories: Iterable[Story]) -> None:
        self.edition = edition
        self.at = at
        live = [story for story in stories if story.is_live(edition, at)]
        self.live = tuple(sorted(live, key=lambda story: (story.published[edition], story.article_id), reverse=True))

    @cached_property
    def shared_blocks(self) -> dict[str, tuple[Item, ...]]:
        """The blocks that are the same on all pages."""
        words = EDITIONS[self.edition].words
        return {
            "latest": tuple(self.item(story, remark=self._clock(story)) for story in self.live[:10]),
            "popular": tuple(self.item(story, with_views=True) for story in self._popular()),
            "most_commented": tuple(self.item(story, remark=self._comments(story)) for story in self._most_commented()),
            "storylines": self._storylines(),
            "editors_choice": tuple(
                self.item(story, with_label=False, remark=words["newsroom"]) for story in self._editors_choice()
            ),
        }

    def own_blocks(self, story: Story) -> dict[str, tuple[Item, ...]]:
        """Return the blocks that belong to one article's page; an absent block is an empty tuple."""
        return {
            "on_topic": self._on_topic(story),
            "special_topic": self._special_topic(story),
            "read_also": self._read_also(story),
            "partner": self._partner(story),
        }

    def item(
        self, story: Story, *, with_views: bool = False, with_label: bool = True, remark: str | None = None
    ) -> Item:
        """Return the link to a story."""
        edition = EDITIONS[self.edition]
        return Item(
            text=headline(story, self.edition, story.version(self.edition, self.at)),
            label=edition.labels[story.label] if story.label and with_label else None,
            url=address.article_url(story, self.edition),
            article_id=str(story.article_id),
            views=listed_view_count(story, self.edition, self.at) if with_views else None,
            remark=remark,
        )

    @cached_property
    def _recent(self) -> tuple[Story, ...]:
        since = self.at - timedelta(hours=36)
        return tuple(story for story in self.live if story.published[self.edition] > since) or self.live[:20]

    def _popular(self) -> list[Story]:
        hour = floor(self.at, minutes=60)

        def gain(story: Story) -> int:
            now, before = (view_count(story, self.edition, at) for at in (hour, hour - timedelta(hours=24)))
            return now - before

        return sorted(self._recent, key=gain, reverse=True)[:10]

    def _most_commented(self) -> list[Story]:
        return sorted(self._recent, key=lambda story: comment_count(story, self.edition, self.at), reverse=True)[:8]

    def _editors_choice(self) -> list[Story]:
        random = chance("editors choice", self.edition, floor(self.at, minutes=360))
        candidates = self._recent[:60]
        return random.sample(candidates, min(4, len(candidates)))

    def _storylines(self) -> tuple[Item, ...]:
        """Five story lines: the live "online" articles first, then special topics."""
        onlines = [self.item(story, with_label=False) for story in self.live if story.kind == "storyline"][:3]
        topics = [topic for topic in vocabulary().topics if topic.special_id]
        specials = [
            Item(in_language(topic.name, self.edition), None, address.special_topic_url(topic, self.edition))
            for topic in topics
        ]
        return (*onlines, *specials)[:5]

    def _others(self, story: Story) -> list[Story]:
        return [other for other in self.live[:150] if other is not story]

    def _on_topic(self, story: Story) -> tuple[Item, ...]:
        same = [other for other in self._others(story) if other.topic is story.topic]
        count = story.article_id % 4
        return tuple(self.item(other, with_label=False, remark=self._relative_time(other)) for other in same[:count])

    def _special_topic(self, story: Story) -> tuple[Item, ...]:
        if not has_special_topic(story):
            return ()
        same = [other for other in self._others(story) if other.topic is story.topic and has_special_topic(other)]
        return tuple(self.item(other) for other in same[-4:])

    def _read_also(self, story: Story) -> tuple[Item, ...]:
        random = chance("read also", self.edition, story.article_id, floor(self.at, minutes=30))
        others = self._others(story)
        return tuple(self.item(other, with_views=True) for other in random.sample(others, min(6, len(others))))

    def _partner(self, story: Story) -> tuple[Item, ...]:
        chosen = chance("partner", story.article_id).sample(list(enumerate(vocabulary().general["partner"])), 4)
        return tuple(
            Item(pair[1], None, f"https://{PARTNER_HOST}/articles/{77_000 + place}.html") for place, pair in chosen
        )

    def _comments(self, story: Story) -> str:
        return f"({comment_count(story, self.edition, self.at)})"

    def _clock(self, story: Story) -> str:
        return f"{story.published[self.edition].astimezone(KYIV):%H:%M}"

    def _relative_time(self, story: Story) -> str:
        """Say when it was published, against the Kyiv day of this moment: «Вчора, 13:35»."""
        edition = EDITIONS[self.edition]
        local = story.published[self.edition].astimezone(KYIV)
        days = (self.at.astimezone(KYIV).date() - local.date()).days
        day = {0: edition.words["today"], 1: edition.words["yesterday"]}.get(
            days, f"{local.day} {edition.months[local.month - 1]}"
        )
        return f"{day}, {local:%H:%M}"


def has_special_topic(story: Story) -> bool:
    """Tell whether the story's page names a special topic."""
    return story.topic.special_id is not None and "no_special_topic" not in story.traits
