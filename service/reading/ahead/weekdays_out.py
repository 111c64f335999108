"""Days told beside a plan that are no days to meet: refused, or put right at once."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import is_among, said_of
from service.reading.values.kinds import Clock, Day, Value

_THEN = {"då", "tå"}
_REFUSED = {"cannot", "negator", "harmless", "no"}


def without_refused_weekdays(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Onsdagar går inte, då har jag kör. Torsdag 16.4 kl 17": the Thursday alone."""
    left, after = [], False
    for clause in clauses:
        refused = _refuses_weekdays(clause)
        why = after and clause.said[0] in _THEN and not (clause.values or clause.asks)
        left += [] if refused or why else [clause]
        after = refused and not clause.ends
    return left if any(clause.has(Clock) for clause in left) else list(clauses)


def _refuses_weekdays(clause: Clause) -> bool:
    days = clause.of(Day)
    weekly = all(day.recurring and day.day is None for day in days) and clause.only(Day)
    if not (days and weekly) or clause.asks:
        return False
    if is_among(clause.said, "rules", "weekdays_beside"):
        return True
    refused = "cannot" in clause.means or (clause.negated and not clause.unknown)
    plain = clause.means <= _REFUSED and not clause.turn
    return refused and plain and len(clause.unknown) <= 1


def without_days_put_right(clauses: Sequence[Clause]) -> list[Clause]:
    """ "21.4 och 5.5 kl 17. Nej förlåt, inte 5.5 utan 6.5 kl 17": without the fifth."""
    told: list[Clause] = []
    gone = set[tuple[int, int | None]]()
    for clause in reversed(clauses):
        gone |= _denied_days(clause)
        told.append(_without(clause, gone) if gone and clause.has(Day) else clause)
    return told[::-1]


def _denied_days(clause: Clause) -> set[tuple[int, int | None]]:
    beside = clause.words - {"<day>"}
    bare = beside and beside <= said_of("rules", "denials") | {"nej"}  # "nej inte 5.5 utan ..."
    if not bare and (clause.values or not clause.means & {"old", "negator"}):
        return set()
    named = [item.value for item in clause.items if isinstance(item.value, Day)]
    numbers = clause.unknown if len(clause.said) == 2 else []  # "inte 23"
    days = {(int(word), None) for word in numbers if word.isdecimal()}
    return days | {(day.day, day.month) for day in named if day.day is not None}


def _without(clause: Clause, gone: set[tuple[int, int | None]]) -> Clause:
    """Leave out days, each with its hour; "21.4 och 5.5 kl 17" has one for both."""
    kept: list[Value] = []
    dropped = False
    for value in clause.values:
        if isinstance(value, Day):
            dropped = (value.day, value.month) in gone or (value.day, None) in gone
        of_it = dropped and not (kept and isinstance(kept[-1], Day))
        if not (dropped and isinstance(value, Day)) and not (of_it and isinstance(value, Clock)):
            kept.append(value)
    return replace(clause, values=kept)
