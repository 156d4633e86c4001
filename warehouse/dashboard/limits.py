"""How much the page holds: enough for a person, little enough for a file that opens at once."""

from typing import NamedTuple

MOST_BYTES = 1_700_000
"""Of data in a page; with its script and style it stays below 2 MB."""


class Limits(NamedTuple):
    """The most that a page shows.

    Attributes:
        days: days back from the newest.
        topics: topics of a kind, by the whole period, and as many again by the last week.
        stories: stories with the most views, as many again lately, half as many of the newest.
        topic_stories: a topic's own stories with the most views, and as many of the newest.
        headlines: articles whose headline changed last.
        bursts: the latest days on which a topic stood out.
        authors: names of an edition that signed most.
        topic_authors: names that signed most on a topic.
    """

    days: int = 90
    topics: int = 30
    stories: int = 150
    topic_stories: int = 5
    headlines: int = 40
    bursts: int = 120
    authors: int = 20
    topic_authors: int = 12


LADDER = (
    Limits(),
    Limits(topics=20, stories=100, topic_stories=4, bursts=80),
    Limits(topics=14, stories=60, topic_stories=3, bursts=50),
    Limits(days=60, topics=10, stories=50, topic_stories=3, bursts=40, authors=12, topic_authors=8),
    Limits(days=30, topics=8, stories=40, topic_stories=2, bursts=20, authors=10, topic_authors=5),
)
"""From what is wanted to what always fits: the first whose page is small enough is taken."""
