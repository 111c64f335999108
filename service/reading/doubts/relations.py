"""What each value of a reply is beside the others, whichever words stand around them.

A sum of those before it is a total, an hour as long after another as the meeting was to last is
its end, and of several days ahead the last is seldom somebody's dentist.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, combinations
from typing import TypeVar

from service.reading.clauses.verdicts import Case
from service.reading.values.kinds import (
    TOLD_BY_HOURS,
    Clock,
    Day,
    Length,
    Money,
    Value,
    minutes_between,
)
from service.reading.values.resolve import date_of

_MOST_COMPARED = 40  # values: each is compared with all others
_MANY = 3
_DAYS_AHEAD = (0, 1, 3, 7, 14, 45)
_MINUTES_OFF = (-60, -1, 0, 15, 30, 59, 120)  # from the hour at which the meeting begins
One = TypeVar("One")
_Placed = list[tuple[int, One]]  # values of one kind, and which of all they are
_Told = list[tuple[int, list[str]]]


def relations_in(values: Sequence[Value], case: Case) -> list[Sequence[str]]:
    """Return what can be said of each value of a reply beside the others and the plan."""
    if not values:
        return []
    compared = values[:_MOST_COMPARED]
    told: dict[int, Sequence[str]] = {}
    days = _days(_of_kind(compared, Day), case)
    hours = _hours(_of_kind(compared, Clock), compared, case)
    lengths = _lengths(_of_kind(compared, Length), compared, case)
    for found in (days, hours, lengths, _sums(_of_kind(compared, Money))):
        for count, (at, said) in enumerate(found):
            told[at] = (*said, f"place {count == 0} {count == len(found) - 1}")
    return [told.get(at, ()) for at in range(len(values))]


def _of_kind(values: Sequence[Value], kind: type[One]) -> _Placed[One]:
    return [(at, one) for at, one in enumerate(values) if isinstance(one, kind)]


def _sums(sums: _Placed[Money]) -> _Told:
    cents = [one.cents for _, one in sums]
    told = []
    for (at, one), said in zip(sums, _parts(cents), strict=True):
        half, double = 2 * one.cents in cents, one.cents / 2 in cents
        told.append((at, [*said, f"halved {half}", f"doubled {double}"]))
    return told


def _lengths(lengths: _Placed[Length], values: Sequence[Value], case: Case) -> _Told:
    hours = [one for _, one in _of_kind(values, Clock)]
    own = case.calendar.meeting
    begun = [Clock(own.hour, own.minute)] if own else []
    ends = [*begun, *(one for one in hours if one.says_an_hour)]
    spans = {minutes_between(*pair) for pair in combinations(ends, 2)}
    spans.update(one.minutes for one in hours if one.minutes)
    parts = _parts([one.minutes for _, one in lengths])
    return [
        (at, [*said, f"spanned {one.minutes in spans}"])
        for (at, one), said in zip(lengths, parts, strict=True)
    ]


def _parts(amounts: Sequence[int]) -> Iterator[list[str]]:
    """Return of each amount whether some before it add up to it, or it is one that adds up."""
    added = set[int]()
    totals = set[int]()
    for last, amount in enumerate(amounts):
        for count, so_far in enumerate(accumulate(reversed(amounts[:last])), 1):
            if count > 1 and so_far == amount:
                totals.add(last)
                added.update(range(last - count, last))
    for at, amount in enumerate(amounts):
        most = f"largest {amount == max(amounts)} of {min(len(amounts), _MANY)}"
        again = f"again {amounts.count(amount) > 1}"
        yield [f"total {at in totals}", f"part {at in added}", most, again]


def _hours(hours: _Placed[Clock], values: Sequence[Value], case: Case) -> _Told:
    own = case.calendar.meeting
    planned = case.context.meeting.minutes if case.context.meeting else None
    lengths = {one.minutes for _, one in _of_kind(values, Length)}
    told = []
    for at, one in hours:
        others = [other for _, other in hours if other.says_an_hour and other != one]
        pairs = [pair for other in others for pair in ((one, other), (other, one))]
        apart = {minutes_between(*pair) for pair in pairs}
        said = [
            f"apart {any(span in TOLD_BY_HOURS for span in apart)} {bool(apart & lengths)}",
            f"again {sum(other == one for _, other in hours) > 1}",
        ]
        if own:
            off = (one.hour - own.hour) * 60 + one.minute - own.minute
            said += [f"off {_step(off, _MINUTES_OFF)}", f"its end {off == planned}"]
        told.append((at, said))
    return told


def _days(days: _Placed[Day], case: Case) -> _Told:
    dates = [(at, date_of(one, "future", case.calendar)) for at, one in days]
    known = [one for _, one in dates if one]
    return [(at, list(_of_date(one, known, case)) if one else []) for at, one in dates]


def _of_date(one: date, known: Sequence[date], case: Case) -> Iterator[str]:
    own = case.calendar.meeting_day
    yield f"ahead {_step((one - case.calendar.today).days, _DAYS_AHEAD)}"
    if own:
        since = (one - own).days
        yield f"since {max(-2, min(since, 2))} {since % 7 == 0} {_step(since, _DAYS_AHEAD)}"
    count = min(len(set(known)), _MANY)
    yield f"latest {one == max(known)} earliest {one == min(known)} of {count}"
    yield f"again {known.count(one) > 1}"


def _step(number: int, bounds: Sequence[int]) -> int:
    return sum(number > one for one in bounds)
