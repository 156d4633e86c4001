"""URLs of the newsroom: of articles, listings, tags and pictures."""

from datetime import date

from tests.newsroom.editions import EDITIONS, ENGLISH_MONTHS, IMAGE_HOST
from tests.newsroom.story import Story
from tests.newsroom.vocabulary import Tag, Topic
from tests.newsroom.wording import slug


def article_path(story: Story, edition: str) -> str:
    """Return the path of a story's page."""
    return f"/{story.section}/{story.article_id}-{slug(story, edition)}"


def article_url(story: Story, edition: str) -> str:
    """Return the URL of a story's page."""
    return EDITIONS[edition].origin + article_path(story, edition)


def listing_url(edition: str, day: date, number: int, section: str | None = None) -> str:
    """Return the URL of a page of a day's archive; the day is not padded, the first page has no number."""
    folder = f"{section}/" if section else ""
    page = f"p{number}/" if number > 1 else ""
    return f"{EDITIONS[edition].origin}/all/{folder}{day.year}/{ENGLISH_MONTHS[day.month - 1]}/{day.day}/{page}"


def tag_url(tag: Tag, edition: str) -> str:
    """Return the URL of a tag's page."""
    return f"{EDITIONS[edition].origin}/tag/{tag.tag_id}/"


def special_topic_url(topic: Topic, edition: str) -> str:
    """Return the URL of a special topic's page; its slug is the topic's key in both editions."""
    return f"{EDITIONS[edition].origin}/special/{topic.special_id}-{topic.key}"


def image_url(story: Story) -> str:
    """Return the URL of a story's photo."""
    return f"https://{IMAGE_HOST}/m/610x385/{3_100_000 + story.article_id}.jpg"
