"""The one of several dates with an hour of its own: "klo 17, paitsi 12.2. vasta kuudelta"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day, Value
from service.reading.values.resolve import date_of, moment

_FIRST = {"ensimmäinen", "ensimmäisen", "eka", "ekan", "first", "första"}
_LAST = {"viimeinen", "viimeisen", "vika", "vikan", "viimesen", "last", "sista"}


def without_excepted(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses without the hours that are told of one date only."""
    return [
        replace(one, values=[v for v in one.values if not any(v is x for x in _excepted(one))])
        for one in clauses
    ]


def with_own_hours(
    starts: Sequence[datetime], clauses: Sequence[Clause], case: Case
) -> tuple[list[datetime], bool]:
    """Return the starts with the hours of their own put in, and whether each was one of them."""
    told = list(starts)
    for clause in clauses:
        values = _excepted(clause)
        if not values:
            continue
        place = _place(clause, values, told, case)
        clocks = [one for one in values if isinstance(one, Clock)]
        start = moment(told[place].date(), clocks[0], case.calendar) if place is not None else None
        if place is None or start is None:
            return told, False
        told[place] = start
    return told, True


def _excepted(clause: Clause) -> list[Value]:
    """Return the hour after "paitsi", with its day where one is named; else nothing."""
    places = [at for at, one in enumerate(clause.said) if one in said_of("rules", "except")]
    values = [one.value for one in clause.items[places[0] :] if one.value] if places else []
    clocks = [one for one in values if isinstance(one, Clock) and not one.same]
    days = [one for one in values if isinstance(one, Day)]
    named = len(days) == 1 or (not days and bool(clause.words & (_FIRST | _LAST)))
    whole = len(clocks) == 1 and len(values) == len(clocks) + len(days)
    return values if named and whole and not clause.asks else []


def _place(
    clause: Clause, values: Sequence[Value], starts: Sequence[datetime], case: Case
) -> int | None:
    days = [one for one in values if isinstance(one, Day)]
    if not days and len(starts) > 1:
        return 0 if clause.words & _FIRST else len(starts) - 1
    dates = [one.date() for one in starts]
    on = date_of(days[0], "future", case.calendar) if days else None
    return dates.index(on) if on in dates and len(dates) > 1 else None
