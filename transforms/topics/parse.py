"""A query in Lucene's syntax, read by luqum and turned into clauses; what cannot be used is named with its place."""

import re
from collections.abc import Callable, Mapping
from typing import Any as AnyType
from typing import NoReturn, cast

from luqum import tree
from luqum.exceptions import ParseError
from luqum.thread import parse

from schemas.topic_errors import BadQuery
from transforms.topics.fold import typed, words_of
from transforms.topics.query import FIELDS, All, Any, Clause, Field, Query, Without

_AT = re.compile(r"at position (\d+)")
_ESCAPED = re.compile(r"\\(.)")
_DEEPEST = 50
_SHORTEST_PREFIX = 2
_LONGEST_SLOP = 100
_SMALL_OPERATORS = {"and", "or", "not", "&&", "||", "!"}
_ODD_SLOP = (f"the slop of a phrase is a whole number up to {_LONGEST_SLOP}", 'write it like "drone deal"~2')
_VALUE_FIELDS = ("section", "outlet")
"""Fields of one value, which is compared as a whole and not by its words."""


def parse_query(text: str) -> Query:
    """Read a query in Lucene's syntax (docs/topics.md says what of it).

    Raises:
        BadQuery: it cannot be used; says what is wrong, in which column, and what to do.
    """
    _check_nesting(text)
    try:
        found = parse(text)
    except ParseError as error:
        _raise_syntax(text, str(error))
    except (ValueError, ArithmeticError) as error:  # luqum's own reading of the numbers after ~ and ^
        raise BadQuery(text, _odd_number(text), *_ODD_SLOP) from error
    return _Reader(text).query(found, None, 0)


class _Reader:
    """Turns luqum's tree into ours."""

    def __init__(self, text: str) -> None:
        self._text = text

    def query(self, node: tree.Item, field: Field | None, begin: int) -> Query:
        """Return a node as a query of its own, which has to name something that must be there."""
        query = self._read(node, field, begin)
        if not is_bounded(query):
            raise BadQuery(
                self._text,
                _begin(node, begin),
                "nothing in it has to be there, so it would hit nearly everything",
                "join it by AND to a word that has to be there: drone AND NOT sport",
            )
        return query

    def _read(self, node: tree.Item, field: Field | None, begin: int) -> Query:
        at = _begin(node, begin)
        readers: Mapping[type[tree.Item], Callable[[AnyType, Field | None, int], Query]] = {
            tree.Word: self._word,
            tree.Phrase: self._phrase,
            tree.Proximity: self._proximity,
            tree.SearchField: self._field,
            tree.Group: self._group,
            tree.FieldGroup: self._group,
            tree.AndOperation: self._all,
            tree.UnknownOperation: self._implicit,
            tree.OrOperation: self._any,
            tree.Not: self._without,
            tree.Prohibit: self._without,
            tree.Plus: self._plus,
        }
        reader = readers.get(type(node))
        if reader is None:
            reason, advice = _UNSUPPORTED[type(node)]
            raise BadQuery(self._text, at, reason, advice)
        return reader(node, field, at)

    def _word(self, node: tree.Word, field: Field | None, at: int) -> Query:
        raw = str(node.value)
        if raw in _SMALL_OPERATORS:
            raise BadQuery(
                self._text,
                at,
                f"{raw} is a word here, not an operator",
                f'operators are written AND, OR and NOT; the word itself is written "{raw}"',
            )
        stem = raw.removesuffix("*") if not raw.endswith("\\*") else raw
        wildcard = re.search(r"(?<!\\)[*?]", stem)
        if wildcard or stem == "":
            raise BadQuery(
                self._text,
                at + (wildcard.start() if wildcard else 0),
                "* stands at the end of a word only, and ? nowhere",
                "write the beginning of the word: drone*; forms of a word are found without it",
            )
        return self._clause(raw, _ESCAPED.sub(r"\1", stem), field, at, is_prefix=stem != raw)

    def _phrase(self, node: tree.Phrase, field: Field | None, at: int) -> Query:
        return self._clause(str(node.value), _ESCAPED.sub(r"\1", str(node.value)[1:-1]), field, at)

    def _proximity(self, node: tree.Proximity, field: Field | None, at: int) -> Query:
        slop, phrase = int(node.degree), str(node.term.value)
        if slop > _LONGEST_SLOP:
            raise BadQuery(self._text, at + len(phrase), *_ODD_SLOP)
        return self._clause(f"{phrase}~{slop}", _ESCAPED.sub(r"\1", phrase[1:-1]), field, at, slop=slop)

    def _clause(
        self, written: str, meant: str, field: Field | None, at: int, *, is_prefix: bool = False, slop: int = 0
    ) -> Clause:
        words = tuple([meant.strip()] if field in _VALUE_FIELDS else words_of(typed(meant)))
        if not any(words):
            raise BadQuery(self._text, at, f"{written} holds no word", "write letters or digits, or leave it out")
        if is_prefix and len(words[-1]) < _SHORTEST_PREFIX:
            raise BadQuery(
                self._text,
                at,
                f"{written} begins too many words",
                f"give at least {_SHORTEST_PREFIX} letters before the *",
            )
        return Clause(written, field, words, is_prefix, slop)

    def _field(self, node: tree.SearchField, field: Field | None, at: int) -> Query:
        name = str(node.name)
        if name not in FIELDS:
            raise BadQuery(
                self._text,
                at,
                f"there is no field {name}",
                f'fields are {", ".join(FIELDS)}; a colon inside a word is written "{name}:…"',
            )
        if field is not None:
            raise BadQuery(
                self._text, at, f"the field {name} stands inside the field {field}", "join them by AND instead"
            )
        return self._read(node.expr, cast("Field", name), at + len(name) + 1)

    def _group(self, node: tree.BaseGroup, field: Field | None, at: int) -> Query:
        return self._read(node.expr, field, at + 1)

    def _all(self, node: tree.BaseOperation, field: Field | None, at: int) -> Query:
        return All(tuple(self._read(part, field, at) for part in node.children))

    def _implicit(self, node: tree.UnknownOperation, field: Field | None, at: int) -> Query:
        for part in node.children:
            if isinstance(part, tree.OrOperation):
                raise BadQuery(
                    self._text,
                    _begin(part, at),
                    "words without an operator between them are joined by AND, and that beside OR can be read in two ways",
                    "write AND, or put parentheses: (drone OR deal) AND price",
                )
        return self._all(node, field, at)

    def _any(self, node: tree.OrOperation, field: Field | None, at: int) -> Query:
        return Any(tuple(self.query(part, field, at) for part in node.children))

    def _without(self, node: tree.Unary, field: Field | None, at: int) -> Query:
        return Without(self._read(node.a, field, at))

    def _plus(self, node: tree.Plus, field: Field | None, at: int) -> Query:
        return self._read(node.a, field, at)


_UNSUPPORTED: Mapping[type[tree.Item], tuple[str, str]] = {
    tree.Fuzzy: (
        "~ after a single word (a fuzzy word) is not known here",
        'forms of a word are found without it; a phrase takes it: "drone deal"~2',
    ),
    tree.Boost: ("^ (a boost) means nothing here: hits are not ranked", "leave it out"),
    tree.Range: ("ranges are not known here", "ask for days when you read the tables"),
    tree.From: ("ranges are not known here", "ask for days when you read the tables"),
    tree.To: ("ranges are not known here", "ask for days when you read the tables"),
    tree.Regex: (
        "regular expressions are not known here",
        "write the beginning of a word: drone*, or several joined by OR",
    ),
}


def is_bounded(query: Query) -> bool:
    """Tell whether something has to be there for a query to hit."""
    match query:
        case Clause():
            return True
        case All(parts):
            return any(map(is_bounded, parts))
        case Any(parts):
            return all(map(is_bounded, parts))
        case Without():
            return False


def _begin(node: tree.Item, otherwise: int) -> int:
    """Return where a node begins in the query: luqum counts the blanks before it, or does not know."""
    if node.pos is None:
        return otherwise
    return int(node.pos) + (len(node.head) if isinstance(node, tree.BaseOperation) else 0)


def _check_nesting(text: str) -> None:
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth > _DEEPEST:
            raise BadQuery(text, at, f"parentheses are nested deeper than {_DEEPEST}", "write two topics instead")


def _raise_syntax(text: str, message: str) -> NoReturn:
    """Raise what luqum found, in words that say what to do."""
    place = _AT.search(message)
    at = int(place.group(1)) if place else len(text)
    if not text.strip():
        raise BadQuery(text, 0, "the query is empty", "write at least one word")
    if place is None:
        opened = _open_parenthesis(text)
        if opened is not None:
            raise BadQuery(text, opened, "this parenthesis is never closed", "add a ) where it ends")
        raise BadQuery(text, at, "the query ends too early", "an operator wants a word on each side")
    rest = text[at:]
    if rest.startswith('"'):
        raise BadQuery(text, at, "this quotation mark is never closed", 'add a " where the phrase ends')
    if rest.startswith(")"):
        raise BadQuery(text, at, "no parenthesis is open that this one would close", "leave it out, or add a ( before")
    word = re.match(r"\w+|.", rest)
    shown = word.group() if word else rest
    raise BadQuery(
        text,
        at,
        f"{shown} cannot stand here",
        "operators want a word on each side; put what has signs in it into quotation marks",
    )


def _odd_number(text: str) -> int:
    """Return where the first number after ~ or ^ stands that is not whole."""
    tokens = re.finditer(r'"(?:[^\\"]|\\.)*"|\\.|[~^][0-9.]+', text)
    return next((token.start() for token in tokens if token.group()[0] in "~^" and "." in token.group()), 0)


def _open_parenthesis(text: str) -> int | None:
    opened: list[int] = []
    for token in re.finditer(r'"(?:[^\\"]|\\.)*"|\\.|[()]', text):
        if token.group() == "(":
            opened.append(token.start())
        elif token.group() == ")" and opened:
            opened.pop()
    return opened[-1] if opened else None
