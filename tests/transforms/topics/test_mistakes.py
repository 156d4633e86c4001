"""What cannot be used is named with its place and what to do."""

import pytest

from schemas.topic_errors import BadQuery
from transforms.topics import parse_query, read_topic_file


@pytest.mark.parametrize(
    ("query", "column", "said"),
    [
        ("", 1, "empty"),
        ("дрон AND", 9, "ends too early"),
        ("AND дрон", 1, "AND cannot stand here"),
        ("(дрон AND (угода)", 1, "never closed"),
        ("дрон)", 5, "no parenthesis is open"),
        ('дрон AND "угода', 10, "quotation mark is never closed"),
        ("угода AND дрон~", 11, "fuzzy"),
        ("a AND b^2", 7, "boost"),
        ("a AND [b TO c]", 7, "ranges"),
        ("a AND /b/", 7, "regular expressions"),
        ("a AND д?он", 8, "? nowhere"),
        ("a AND *рон", 7, "end of a word"),
        ("a AND д*", 7, "too many words"),
        ("a AND topic:x", 7, "there is no field topic"),
        ("headline:(a AND tag:x)", 17, "inside the field headline"),
        ("NOT дрон", 1, "nearly everything"),
        ("a OR NOT b", 6, "nearly everything"),
        ("a OR b c", 1, "two ways"),
        ("дрон or угода", 6, "or is a word here"),
        ("дрон && угода", 6, "written AND, OR and NOT"),
        ('a AND "…"', 7, "holds no word"),
        ('"a b"~1.5', 6, "whole number"),
        ('"a b"~1000', 6, "up to 100"),
        ("(" * 60 + "a" + ")" * 60, 51, "nested"),
    ],
)
def test_mistakes_in_queries(query: str, column: int, said: str) -> None:
    with pytest.raises(BadQuery) as caught:
        parse_query(query)
    assert caught.value.column == column
    assert said in str(caught.value)
    line, mark = str(caught.value).splitlines()[-2:]
    assert mark.index("^") - 2 == column - 1
    assert line.strip() == query.strip()


def test_a_mistake_on_a_later_line() -> None:
    with pytest.raises(BadQuery) as caught:
        parse_query("дрон AND\n  (угода")
    assert caught.value.column == 3
    assert str(caught.value).splitlines()[-2:] == ["    (угода", "    ^"]


FILE = """\
# invented
[topics.literal]
title = "A"
query = 'дрон AND (угода'

[topics.basic]
title = "B"
query = "\\"a b\\" AND bad:x"

[topics.lines]
title = "C"
query = '''
дрон
AND NOT
'''

[topics.folded]
title = "D"
query = \"\"\"
дрон \\
   OR у?
\"\"\"

[topics.good]
title = "E"
query = "дрон"
lang = "uk"

[topics."Not A Name"]
title = "F"
query = "a"

[topics.untitled]
query = "a"

[topics.odd]
title = "G"
query = "a"
colour = "red"

[sets.alone]
title = "H"
topics = ["good"]

[sets.pair]
title = "I"
topics = ["good", "literal"]

[other]
"""


def test_mistakes_in_files_have_line_and_column() -> None:
    found = read_topic_file(FILE, "a.toml")
    assert [(each.name, each.line, each.column) for each in found.mistakes] == [
        ("other", 49, None),
        ("literal", 4, 19),
        ("basic", 8, 22),
        ("lines", 15, 1),
        ("folded", 21, 8),
        ("Not A Name", 29, None),
        ("untitled", 33, None),
        ("odd", 36, None),
        ("alone", 41, None),
    ]
    assert str(found.mistakes[1]).startswith("a.toml, line 4, column 19: literal: this parenthesis is never closed")
    assert [topic.name for topic in found.topics] == ["good"]
    assert [each.name for each in found.sets] == ["pair"]
    assert found.wrong_topics == {"literal", "basic", "lines", "folded", "Not A Name", "untitled", "odd"}


def test_a_file_that_is_no_toml() -> None:
    found = read_topic_file('[topics.a]\ntitle = "A\n', "a.toml")
    (mistake,) = found.mistakes
    assert (found.is_read, found.topics, mistake.line) == (False, (), 2)


@pytest.mark.parametrize(
    "text", ["topics = 3", "[topics]\na = 3", "[sets.a]\ntitle = 3\ntopics = 3", '[topics.a]\ntitle = 3\nquery = "a"']
)
def test_other_shapes_are_mistakes_too(text: str) -> None:
    assert read_topic_file(text, "a.toml").mistakes
