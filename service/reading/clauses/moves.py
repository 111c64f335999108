"""A move told in two clauses of a sentence: that it was moved, and then to when."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day

_MOVES = {"move_told", "move_ask"}
_AGAIN = _MOVES | {"settled", "next", "see_you"}
_BARE = {"harmless", "limit", "old", "but", "restated"}


def with_moves_joined(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, the new time told with the move that it belongs to.

    "Ens kerta siirtyi, se on nyt 22.4. klo 16" moves it to then; in "siirrettiin tiistaille,
    alkaa vasta kuudelta" the hour is that of the Tuesday. "Nästa träff flyttades. Ny tid 22.4."
    """
    told = list(clauses)
    for at, (before, clause) in enumerate(pairwise(told), 1):
        if _moves_the_next_to(before, clause):
            told[at - 1] = replace(before, means=before.means - {"next"})
            told[at] = replace(clause, means=clause.means - {"settled"})
            continue
        moves = before.means & _MOVES and not (before.ends or before.negated or clause.negated)
        if clause.language != "fi" or not moves:
            continue
        if _is_now_then(clause) and not any(not day.vague for day in before.of(Day)):
            told[at] = replace(clause, means=clause.means | (before.means & _MOVES))
            told[at - 1] = replace(before, means={"harmless"}, values=[])
        elif _begins_then(clause) and any(not day.vague for day in _days_before(told, at)):
            told[at] = replace(clause, means={"harmless"}, unknown=[])
    return told


def without_first_moves(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, without the day to which it was moved first, and then moved again.

    "Siirrettiin ensin huomiselle, mutta sekään ei käy, joten lopullinen aika on ti 14.4."
    """
    told = list(clauses)
    for at, clause in enumerate(clauses):
        nor_then = any(_nor_does_that(one) for one in clauses[at + 1 : at + 3])
        first = nor_then or clause.words & said_of("rules", "at_first_fi")
        if not first or "move_told" not in clause.means or clause.language != "fi":
            continue
        again = any(one.means & _AGAIN and one.has(Day) for one in clauses[at + 1 :])
        days = [place for place, one in enumerate(clause.values) if isinstance(one, Day)]
        kept = len(clause.values) if again or nor_then else (days or [0])[-1]
        loose = {"doubt"} if nor_then and not again else set[str]()
        told[at] = replace(clause, values=clause.values[kept:], means=clause.means | loose)
    return told


def _nor_does_that(clause: Clause) -> bool:
    """ "Mutta sekään ei käy": the new time is refused as well."""
    refused = clause.negated or "cannot" in clause.means
    return refused and bool(clause.words & {"sekään", "sekää"})


def _days_before(clauses: Sequence[Clause], at: int) -> list[Day]:
    return [day for one in clauses[max(0, at - 2) : at] for day in one.of(Day)]


def _moves_the_next_to(before: Clause, clause: Clause) -> bool:
    """ "The next one got moved, it's on 22 April"."""
    moves = {"next", "move_told"} <= before.means and before.language != "fi"
    plain = not (before.values or before.asks or before.negated or "next" in clause.means)
    return moves and plain and clause.has(Day)


def _is_now_then(clause: Clause) -> bool:
    """ "Se on nyt 22.4. klo 16 eikä 15.4.", "uusi aika 30.4. klo 18", after "siirtyi"."""
    days = [day for day in clause.of(Day) if not day.vague]
    leads = all(word in said_of("rules", "is_now_then") for word in _before_value(clause))
    return len(days) == 1 and leads and clause.means <= _BARE | {"settled", "next", "open_day"}


def _before_value(clause: Clause) -> list[str]:
    return [one.text for one in takewhile(lambda item: item.value is None, clause.items)]


def _begins_then(clause: Clause) -> bool:
    """ "Alkaa vasta 17.30", "aloitetaan klo 18": the hour alone, and no word of another thing."""
    begins = said_of("rules", "begins_then")
    named = bool(clause.words & begins) and clause.only(Clock) and len(clause.values) == 1
    return named and not set(clause.unknown) - begins and clause.means <= _BARE | _MOVES
