"""Days told beside a plan that are no days to meet: refused, or put right at once."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.clauses import Clause
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
    refused = "cannot" in clause.means or (clause.negated and not clause.unknown)
    plain = clause.means <= _REFUSED and not (clause.asks or clause.turn)
    return bool(days) and weekly and refused and plain and len(clause.unknown) <= 1


def without_days_put_right(clauses: Sequence[Clause]) -> list[Clause]:
    """ "21.4 och 5.5 kl 17. Nej förlåt, inte 5.5 utan 6.5 kl 17": without the fifth."""
    told = list(clauses)
    for at, clause in enumerate(clauses):
        gone = _denied_days(clause)
        if at and gone:
            told[:at] = [replace(one, values=_without(one.values, gone)) for one in told[:at]]
    return told


def _denied_days(clause: Clause) -> set[tuple[int, int | None]]:
    if not clause.means & {"old", "negator"} or clause.values:
        return set()
    named = [item.value for item in clause.items if isinstance(item.value, Day)]
    bare = clause.unknown if len(clause.said) == 2 else []  # "inte 23"
    days = {(int(word), None) for word in bare if word.isdecimal()}
    return days | {(day.day, day.month) for day in named if day.day is not None}


def _without(values: Sequence[Value], gone: set[tuple[int, int | None]]) -> list[Value]:
    kept: list[Value] = []
    dropped = False
    for value in values:
        if isinstance(value, Day):
            dropped = (value.day, value.month) in gone or (value.day, None) in gone
        kept += [] if dropped and isinstance(value, Day | Clock) else [value]
    return kept
