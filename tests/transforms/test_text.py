"""Text as a reader sees it."""

import pytest

from transforms.text import collapse, folded, whole_number, word_count


def test_white_space_is_one_space() -> None:
    assert collapse("\u00a0 a\u202fb \n\t c\u2009") == "a b c"
    assert collapse("сло\u00adво\u200b \ufeff") == "слово"


def test_headings_are_compared_without_case_and_marks() -> None:
    assert folded("\u00a0СЮЖЕТИ >> ") == "сюжети"
    assert folded("За\u00a0темою:") == "за темою"
    assert folded("•") == ""


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("Слово", 1), ("Саміт – завершився", 2), ("Івано-Франківськ, п'ять", 2), ("а\n\nб", 2)]
)
def test_words(text: str, count: int) -> None:
    assert word_count(text) == count


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("52641", 52641),
        ("\u00a01\u00a0234 ", 1234),
        ("12 345 678", 12345678),
        ("0", 0),
        ("", None),
        ("12 34", None),
        ("1.2 тис.", None),
        ("-5", None),
        ("٣", None),
        ("9" * 5000, None),
    ],
)
def test_whole_numbers(text: str, number: int | None) -> None:
    assert whole_number(text) == number
