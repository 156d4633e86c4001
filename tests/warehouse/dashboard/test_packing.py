from itertools import pairwise

import pytest

from warehouse.dashboard.limits import LADDER
from warehouse.dashboard.packing import packed_rows


def test_series_lose_the_zeros_at_both_ends() -> None:
    rows = [{"topic": 7, "views": [0, 0, 3.0, 0, 1.5, 0]}, {"topic": 8, "views": [0, 0, 0, 0, 0, 0]}]
    assert packed_rows(rows, ["views"]) == {
        "columns": {"topic": [7, 8], "views": [[2, 3, 0, 1.5], []]},
        "series": ["views"],
        "count": 2,
    }


def test_zeros_in_a_row_are_counted() -> None:
    (packed,) = packed_rows([{"views": [0, 4, 0, 0, 0, 2, 0, 1, 0, 0]}], ["views"])["columns"]["views"]
    assert packed == [1, 4, -3, 2, 0, 1]


def test_a_missing_number_is_not_a_zero() -> None:
    assert packed_rows([{"rate": [None, 0.5, 0, None]}], ["rate"])["columns"] == {"rate": [[0, None, 0.5, 0, None]]}


def test_texts_that_repeat_stand_once() -> None:
    rows = [{"section": section, "id": number} for number, section in enumerate(["a", "b", "a", "a", None, None])]
    assert packed_rows(rows)["columns"] == {
        "section": {"values": ["a", "b", None], "at": [0, 1, 0, 0, 2, 2]},
        "id": [0, 1, 2, 3, 4, 5],
    }


def test_lists_of_texts_are_told_apart_from_texts() -> None:
    column = packed_rows([{"tags": tags} for tags in (["a", "b"], "['a', 'b']", ["a", "b"], ["a", "b"])])["columns"][
        "tags"
    ]
    assert [column["values"][place] for place in column["at"]] == [["a", "b"], "['a', 'b']", ["a", "b"], ["a", "b"]]


def test_nothing_is_packed_as_nothing() -> None:
    assert packed_rows([], ["views"]) == {"columns": {}, "series": [], "count": 0}


@pytest.mark.parametrize(("larger", "smaller"), list(pairwise(LADDER)))
def test_every_step_down_the_ladder_holds_less(larger: tuple[int, ...], smaller: tuple[int, ...]) -> None:
    assert all(less <= more for more, less in zip(larger, smaller, strict=True))
    assert smaller != larger
