"""The next meeting called off beside one that was asked about: "the next one is off, too"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import MOVE, Act
from service.reading.clauses.affairs import names_another_thing
from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Clock, Day

_OPEN = {"maybe", "doubt", "condition", "question", "either"}
_OFF = {"cancel", "next"}
_MET = {"held", "yes", "was"}
_TOLD = _MET | {"not_held", "no"}


def with_next_called_off(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses with the next meeting called off, and why, told of that one alone.

    Where a time is told after it, that may be the new one: then it is left open.
    """
    clauses = [_as_open(one) if _may_be_off(one) else one for one in clauses]
    off = next((one for one in clauses if _calls_off_the_next(one)), None)
    if off is None or not any(one.means & _TOLD for one in clauses if one is not off):
        return clauses
    at = next(at for at, one in enumerate(clauses) if one is off)
    if any(one.has(Day | Clock) or one.means & MOVE for one in clauses[at + 1 :]):
        return [_as_open(one) if one is off else one for one in clauses]
    told = [*clauses[:at], replace(off, means=_OFF, unknown=[], negated=False, turn="")]
    for one in clauses[at + 1 :]:
        why = not told[-1].ends and "cannot" in one.means and not one.asks
        told.append(replace(one, means=one.means - {"cannot"} | {"harmless"}) if why else one)
    return told


def is_next_off(act: Act) -> bool:
    """Return whether an act calls off the next meeting: "our next one I must call off"."""
    off = [one for one in act.clauses if one.means >= _OFF and not (one.asks or one.negated)]
    return not all(map(_is_of_another_thing, off))


def _calls_off_the_next(clause: Clause) -> bool:
    """ "Seuraavan joudun perumaan", "nästa blir inställd", "she called the next one off"."""
    if not _is_of_the_next(clause):
        return False
    opens = clause.asks or clause.means & _OPEN or clause.says("stays_on")
    timed = clause.has(Clock) or len(clause.of(Day)) > 1
    return not (opens or timed or _is_of_another_thing(clause))


def _is_of_another_thing(clause: Clause) -> bool:
    """ "The next train was cancelled", "next I must cancel my gym card"."""
    beside = said_of("rules", "beside_the_next_one") | said_of("rules", "the_next_one")
    stems = stems_of("rules", "calls_off_stems")
    loose = any(one not in beside and not one.startswith(stems) for one in clause.unknown)
    return loose or names_another_thing(clause)


def _may_be_off(clause: Clause) -> bool:
    """ "The next one may have to be cancelled", "nästa kan behöva ställas in"."""
    return _is_of_the_next(clause) and clause.says("may_be_off")


def _as_open(clause: Clause) -> Clause:
    return replace(clause, means=clause.means | {"cancel", "maybe"})


def _is_of_the_next(clause: Clause) -> bool:
    """It names the next meeting, and the day after none; and it is called off."""
    if clause.words.isdisjoint(said_of("rules", "the_next_one")) or clause.means & _MET:
        return False
    named = any(
        one in said_of("rules", "the_next_one") and two not in said_of("rules", "of_the_day_after")
        for one, two in pairwise(clause.said)
    )
    called = any(word.startswith(stems_of("rules", "calls_off_stems")) for word in clause.said)
    called = called or clause.says("calls_off") or "cancel" in clause.means
    return named and called
