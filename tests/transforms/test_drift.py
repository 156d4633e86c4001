"""Verdicts on a field, each with the figures that lead to it written down."""

import pytest

from transforms.drift import AT_SIGHT, Finding, History, find_drift, wilson_interval

ALWAYS = History(days=((60, 60), (60, 60)), typical_length=80.0, low_length=50.0, high_length=120.0)
"""A lead that every article had: 80 characters, one in twenty below 50, one in twenty above 120."""


@pytest.mark.parametrize(
    ("hits", "trials", "deviations", "expected"),
    [
        (0, 0, 4.0, (0.0, 1.0)),
        (5, 10, 0.0, (0.5, 0.5)),
        (0, 16, 4.0, (0.0, 0.5)),  # 16 / (16 + 16)
        (16, 16, 4.0, (0.5, 1.0)),
        (50, 100, 2.0, (0.4019, 0.5981)),  # (0.5 + 0.02 -+ 2 * sqrt(0.0025 + 0.0001)) / 1.04
    ],
)
def test_wilson_interval(hits: int, trials: int, deviations: float, expected: tuple[float, float]) -> None:
    assert wilson_interval(hits, trials, deviations) == pytest.approx(expected, abs=1e-4)


def test_twelve_articles_without_a_field_are_too_few_and_thirteen_are_enough() -> None:
    assert find_drift(ALWAYS, [[0] * 12]) is None
    assert find_drift(ALWAYS, [[0] * 13]) == Finding("fill", 1, 13, 0, None, ALWAYS)


def test_the_last_batches_are_pooled_back_to_where_the_drift_began() -> None:
    batches = [[80] * 40, [80] * 3, [0] * 6, [], [0] * 7, [0] * 5]
    assert find_drift(ALWAYS, batches) == Finding("fill", 4, 18, 0, None, ALWAYS)


def test_good_articles_of_late_are_no_drift_whatever_was_before() -> None:
    assert find_drift(ALWAYS, [[0] * 10, [80] * 30]) is None


def test_a_field_that_half_of_the_articles_still_have_has_not_fallen_out() -> None:
    assert find_drift(ALWAYS, [[0, 80] * 100]) is None
    assert find_drift(ALWAYS, [[0, 0, 0, 0, 80] * 20]) is not None  # at most 0.39 of them: below a half of 1


def test_a_poor_day_is_what_is_usual() -> None:
    """At the weekend 15 of 50 articles had it: a day with 20 of 100 is above half of 0.3, and one with 2 of 100 is not."""
    history = History(((100, 90), (100, 95), (50, 15)), 1.0, 1.0, 1.0)
    assert history.usual_rate == 0.3
    assert find_drift(history, [[1] * 20 + [0] * 80]) is None
    assert find_drift(history, [[1] * 2 + [0] * 198]) is not None


def test_the_poorest_tenth_of_the_days_is_left_out_and_small_days_do_not_count() -> None:
    """One outage in ten days does not blind the judge for the next four weeks."""
    history = History(((50, 0), *[(50, 45)] * 9, (5, 0)), 1.0, 1.0, 1.0)
    assert history.usual_rate == pytest.approx(405 / 505)


@pytest.mark.parametrize(
    "history",
    [
        History((), None, None, None),
        History(((49, 49),), 1.0, 1.0, 1.0),
        History(((100, 100),), 1.0, 1.0, 1.0),
        History(((20, 20), (29, 29)), 1.0, 1.0, 1.0),
        History(((300, 0), (300, 0)), None, None, None),
        History(((300, 3), (300, 3)), 1.0, 1.0, 1.0),
    ],
    ids=["none", "few articles", "one day", "few articles of two days", "always empty", "nearly always empty"],
)
def test_without_a_history_nothing_is_judged(history: History) -> None:
    assert not history.can_judge
    assert find_drift(history, [[0] * 500]) is None


def test_a_collapsed_length_is_a_drift() -> None:
    assert find_drift(ALWAYS, [[40] * 13]) == Finding("short", 1, 13, 13, 40.0, ALWAYS)
    assert find_drift(ALWAYS, [[40] * 12]) is None
    assert find_drift(ALWAYS, [[41] * 100]) is None, "more than half of 80"


def test_an_exploded_length_is_a_drift() -> None:
    assert find_drift(ALWAYS, [[160] * 13]) == Finding("long", 1, 13, 13, 160.0, ALWAYS)
    assert find_drift(ALWAYS, [[159] * 100]) is None, "less than twice 80"


def test_lengths_that_one_article_in_twenty_had_are_no_collapse() -> None:
    """Articles of 50 to 1,000 words: a day of short ones is a quiet day."""
    history = History(((100, 100), (100, 100)), 400.0, 50.0, 1000.0)
    assert find_drift(history, [[60] * 50]) is None
    assert find_drift(history, [[20] * 50]) is not None


def test_a_field_that_is_known_to_be_broken_is_believed_at_sight() -> None:
    assert find_drift(ALWAYS, [[0]], AT_SIGHT) is not None
    assert find_drift(ALWAYS, [[0, 0, 80, 80]], AT_SIGHT) is None, "a half of 1 is not below it"
    assert find_drift(ALWAYS, [[]], AT_SIGHT) is None
