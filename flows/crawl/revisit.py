"""When a known article is fetched again: a pure plan."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from flows.crawl.response import FetchRequest, PreviousCapture

REVISIT_AGES: tuple[timedelta, ...] = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(days=7),
)
"""Ages at which articles are fetched again, unless the settings say otherwise."""


class KnownArticle(Protocol):
    """What the plan needs to know of an article."""

    @property
    def edition(self) -> str:
        """Its edition."""

    @property
    def article_id(self) -> str:
        """The outlet's id of it."""

    @property
    def url(self) -> str:
        """Where it is."""

    @property
    def anchor_at(self) -> datetime:
        """Where its age counts from: its publishing instant, or else its first capture."""

    @property
    def last_captured_at(self) -> datetime:
        """When it was last fetched."""

    @property
    def previous(self) -> PreviousCapture | None:
        """Its last archived response that had a body."""


def due_age(
    anchor_at: datetime, last_captured_at: datetime, at: datetime, ages: Sequence[timedelta] = REVISIT_AGES
) -> timedelta | None:
    """Return the age for which an article is to be fetched now, or `None`.

    An age is due from `anchor_at` + age on, until the article was captured at or after that instant. It lapses when the
    next age begins, the last one when twice its time has passed: an observation that late would say nothing of that age.

    Args:
        anchor_at: where the age counts from.
        last_captured_at: when the article was last fetched.
        at: the present moment.
        ages: ages to observe, in any order.
    """
    reached = [age for age in sorted(ages) if anchor_at + age <= at]
    if not reached:
        return None
    age = reached[-1]
    is_lapsed = len(reached) == len(ages) and at >= anchor_at + 2 * age
    is_done = last_captured_at >= anchor_at + age
    return None if is_lapsed or is_done else age


def due_revisits(
    articles: Iterable[KnownArticle], at: datetime, ages: Sequence[timedelta] = REVISIT_AGES
) -> list[FetchRequest]:
    """Return the requests for the articles that are to be fetched again now, those whose slot lapses first at the head.

    They are never conditional: a view counter may change under an unchanged validator.

    Args:
        articles: known articles.
        at: the present moment.
        ages: ages to observe.
    """
    due = []
    for article in articles:
        age = due_age(article.anchor_at, article.last_captured_at, at, ages)
        if age is not None:
            due.append((article.anchor_at + _lapse(age, ages), _request(article)))
    return [request for _, request in sorted(due, key=lambda pair: pair[0])]


def _request(article: KnownArticle) -> FetchRequest:
    return FetchRequest(
        url=article.url,
        kind="article",
        edition=article.edition,
        article_id=article.article_id,
        previous=article.previous,
    )


def _lapse(age: timedelta, ages: Sequence[timedelta]) -> timedelta:
    """Return the age at which the slot of `age` ends."""
    return min((later for later in ages if later > age), default=2 * age)
