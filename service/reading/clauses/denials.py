"""What is right and what is wrong where one is put for the other: "16.30, not 17"."""

from collections.abc import Iterator

from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of

_BUT = {"vaan", "utan", "but"}


def put_for_another(clause: Clause, denied: bool) -> Iterator[tuple[int, bool]]:
    """Yield the place of each item, and whether a not stands before it that no "but" has ended."""
    for at, item in enumerate(clause.items):
        if item.text in said_of("rules", "denies_a_time"):
            denied = True
        elif item.text in _BUT:
            denied = False
        else:
            yield at, denied
