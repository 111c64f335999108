"""What is right and what is wrong where one is put for the other: "16.30, not 17"."""

from collections.abc import Iterator
from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.text.spoken import plain
from service.reading.text.word_lists import said_of

_BUT = {"vaan", "utan", "but"}
_NOTS = {"ei", "emme", "en"}


def put_for_another(clause: Clause, denied: bool) -> Iterator[tuple[int, bool]]:
    """Yield the place of each item, and whether a not stands before it that no "but" has ended."""
    for at, item in enumerate(clause.items):
        if item.text in said_of("rules", "denies_a_time"):
            denied = True
        elif item.text in _BUT:
            denied = False
        else:
            yield at, denied


def as_bare_no(clause: Clause) -> Clause:
    """Return "emme", "..., niin ei" and "en valitettavasti" as a no: there is nothing it denies."""
    listed = said_of("rules", "bare_no_fi")
    bare = clause.language == "fi" and clause.ends and not (clause.values or clause.asks)
    bare = bare and all({word, plain(word, "fi")} & listed for word in clause.said)
    denies = bare and any(plain(word, "fi") in _NOTS for word in clause.said)
    return replace(clause, means={"no"}, unknown=[], negated=False) if denies else clause
