"""The next meeting called off beside one that was held: "the next one is off, she's ill"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import MOVE
from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Clock, Day

_OPEN = {"maybe", "doubt", "condition", "question", "either"}
_OFF = {"cancel", "next"}
_MET = {"held", "yes", "was"}


def with_next_called_off(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses with the next meeting called off, and why, told of that one alone.

    Where a time is told after it, that may be the new one: then it is left open.
    """
    clauses = [_as_open(one) if _may_be_off(one) else one for one in clauses]
    off = [_calls_off_the_next(one) for one in clauses]
    if True not in off or not any(one.means & _MET for one in clauses):
        return clauses
    at = off.index(True)
    if any(one.has(Day | Clock) or one.means & MOVE for one in clauses[at + 1 :]):
        return [_as_open(one) if one is clauses[at] else one for one in clauses]
    told = [*clauses[:at], replace(clauses[at], means=_OFF, unknown=[], negated=False, turn="")]
    for one in clauses[at + 1 :]:
        why = not told[-1].ends and "cannot" in one.means and not one.asks
        told.append(replace(one, means=one.means - {"cannot"} | {"harmless"}) if why else one)
    return told


def _calls_off_the_next(clause: Clause) -> bool:
    """ "Seuraavan joudun perumaan", "nästa blir inställd", "she called the next one off"."""
    opens = clause.asks or clause.means & _OPEN or clause.says("stays_on")
    timed = clause.has(Clock) or sum(isinstance(one, Day) for one in clause.values) > 1
    return _is_of_the_next(clause) and not (opens or timed)


def _may_be_off(clause: Clause) -> bool:
    """ "The next one may have to be cancelled", "nästa kan behöva ställas in"."""
    return clause.says("may_be_off") and _is_of_the_next(clause)


def _as_open(clause: Clause) -> Clause:
    return replace(clause, means=clause.means | {"cancel", "maybe"})


def _is_of_the_next(clause: Clause) -> bool:
    """It names the next meeting, and the day after none; and it is called off."""
    named = any(
        one in said_of("rules", "the_next_one") and two not in said_of("rules", "of_the_day_after")
        for one, two in pairwise(clause.said)
    )
    called = any(word.startswith(stems_of("rules", "calls_off_stems")) for word in clause.said)
    called = called or clause.says("calls_off") or "cancel" in clause.means
    return named and called and not clause.means & _MET
