"""A reply as the network reads it (`network.py`): a row of words and values, each a few features.

A feature is kept as the place of its row in the network's table, a hash of its name; two that
share a place are told apart by those beside them.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.sayings import Item, tag_of
from service.reading.clauses.verdicts import Case
from service.reading.doubts.features import as_learnt, asked_in
from service.reading.doubts.relations import relations_in
from service.reading.doubts.roles import traits_of_value, values_in
from service.reading.past.persons import writer_among

PLACES = 1 << 15  # rows of the network's table
MOST_TOKENS = 160  # the answer of a longer tale stands in its beginning
_WORD = re.compile(r"[^\W\d_]+|\d+|\S")
_DIGIT = re.compile(r"\d")
_GRAMS = (3, 4, 5)  # letters: what a typo or a dialect leaves of a word
_MOST_LETTERS = 30  # of a word: what comes after them says no more
_MOST_READ = 8_000  # letters between two words of the grammar
_NO_GRAMS = 3  # letters of a word that is too short for them


@dataclass(slots=True)
class Row:
    """A reply: the features of each token, and where its values and the team's names stand.

    The first token tells what was asked, and of whom. `values` has a place for each of
    `values_in`, None for one that stands beyond the row; `people` one entry for each of the team.
    """

    tokens: list[Sequence[int]]
    values: list[int | None] = field(default_factory=list)
    people: list["Person"] = field(default_factory=list)


@dataclass(slots=True)
class Person:
    """One of a team: where they are named, and whether they wrote the reply."""

    name: str
    is_writer: bool
    tokens: list[int] = field(default_factory=list)


def row_of(case: Case) -> Row:
    """Return a reply as the network reads it."""
    context = case.context
    asked = (asked_in(context), f"asked {context.asked}", f"of {context.role}")
    row = Row([_places([*asked, f"in {context.language}", f"team {bool(context.people)}"])])
    me = writer_among(case)
    row.people = [Person(name, name == me) for name in context.people]
    beside = relations_in([one.value for one in values_in(case)], case)
    text, at = case.text.lower(), 0
    for clause in case.clauses:
        heard = _places(_of_clause(clause))
        for item in clause.items:
            _add_words(row, text[at : item.start], ())
            at = max(at, item.end)
            if item.value is None:
                _add_words(row, text[item.start : item.end], heard, _naming(item, row.people))
            else:
                traits = (*traits_of_value(item.value, case), *beside[len(row.values)])
                _add_value(row, item, text[item.start : item.end], heard, traits)
    _add_words(row, text[at:], ())
    return row


def _of_clause(clause: Clause) -> Iterator[str]:
    """Return what the grammar hears in a clause: each of its words has it as a feature."""
    yield from (f"{{{one}}}" for one in clause.means)
    yield f"{{{'+'.join(sorted(clause.means))} alone}}"
    if clause.asks:
        yield "asks"


def _naming(item: Item, people: Sequence[Person]) -> list[Person]:
    if not people:
        return []
    alone = Clause([item])
    return [one for one in people if named(alone, [one.name])]


def _add_words(
    row: Row, text: str, heard: Sequence[int], naming: Sequence[Person] = ()
) -> None:  # fmt: skip
    if text.isspace():  # as it is between most items
        return
    for word in _WORD.findall(_DIGIT.sub("0", text[:_MOST_READ])):
        if len(row.tokens) == MOST_TOKENS:
            return
        for one in naming:
            one.tokens.append(len(row.tokens))
        # Of a name only the ending says something: "Mikkoa lukuun ottamatta".
        said = _places(["<name>", f"~{word[-2:]}"]) if naming else _of_word(word[:_MOST_LETTERS])
        row.tokens.append([*said, *heard])


def _add_value(
    row: Row, item: Item, text: str, heard: Sequence[int], traits: Iterable[str]
) -> None:  # fmt: skip
    if len(row.tokens) == MOST_TOKENS or item.value is None:
        row.values.append(None)
        return
    row.values.append(len(row.tokens))
    said = [f"<{type(item.value).__name__}>", f"tag {tag_of(item.value)}"]
    said += (f"value {one}" for one in traits)
    row.tokens.append([*_places([*said, *_WORD.findall(_DIGIT.sub("0", text))]), *heard])


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> Sequence[int]:
    word = as_learnt(word)
    framed = f"<{word[:_MOST_LETTERS]}>"
    parts = _GRAMS if len(word) > _NO_GRAMS else ()
    grams = [framed[at : at + size] for size in parts for at in range(len(framed) - size + 1)]
    return _places([word, *grams])


def _places(features: Iterable[str]) -> Sequence[int]:
    return [zlib.crc32(one.encode()) % PLACES for one in features]
