"""What each value of a reply is for: the meeting that was held, a move, a plan, a cost, or none.

A softmax over the words and meanings around a value, learnt from the labelled replies of
`tests/reading` (`python -m tests.reading.train_roles`). The grammar says which values stand in a
text, and what they are.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Literal, cast

from service.domain.readings import Finding
from service.reading.clauses.clauses import Clause
from service.reading.clauses.sayings import tag_of
from service.reading.clauses.verdicts import Case
from service.reading.doubts.features import asked_in, stems
from service.reading.doubts.relations import relations_in
from service.reading.doubts.weights import Weights, opened, shares
from service.reading.values.kinds import Clock, Day, Length, Money, Value, minutes_between
from service.reading.values.resolve import date_of, moment
from service.reading.values.whens import minutes_in

Role = Literal["held", "moved", "planned", "travel", "entrance", "cost", "none"]
OF_A_TIME: tuple[Role, ...] = ("held", "moved", "planned", "none")
OF_A_COST: tuple[Role, ...] = ("travel", "entrance", "cost", "none")
ROLES: Mapping[type, tuple[Role, ...]] = {
    Day: OF_A_TIME, Clock: OF_A_TIME, Length: ("held", "none"), Money: OF_A_COST,
}  # fmt: skip
_NEAR = 4  # items before and after a value
_MOST_COUNTED = 4
_LONG = 240  # minutes
_QUARTER = 15
_CLAUSE_ENDS = "|"


@dataclass(frozen=True, slots=True)
class Placed:
    """A value, and where it stands: its clause, its item there."""

    value: Value
    clause: int
    item: int


def values_in(case: Case) -> list[Placed]:
    """Return the values of a reply with their places, in order."""
    return [
        Placed(item.value, at, place)
        for at, clause in enumerate(case.clauses)
        for place, item in enumerate(clause.items)
        if item.value is not None
    ]


def roles_in(case: Case) -> list[dict[Role, float]]:
    """Return, for each value of `values_in`, how probable each of its roles is."""
    learnt = weights()
    return [_roles_of(one, shares(said, learnt)) for one, said in with_features(case)]


def _roles_of(placed: Placed, shares: Mapping[str, float]) -> dict[Role, float]:
    own = {role: shares.get(role, 0.0) for role in ROLES[type(placed.value)]}
    total = sum(own.values()) or 1.0
    return {role: share / total for role, share in own.items()}


def given_by(findings: Sequence[Finding], case: Case) -> list[Role]:
    """Return, for each value of `values_in`, the role that these findings give it."""
    values = [placed.value for placed in values_in(case)]
    return [_given(value, values, findings, case) for value in values]


def _given(value: Value, values: Sequence[Value], findings: Sequence[Finding], case: Case) -> Role:
    match value:
        case Length():
            lengths = [one.minutes for one in values if isinstance(one, Length)]
            told = {one.minutes for one in findings if one.minutes}
            return "held" if told & {value.minutes, sum(lengths)} else "none"
        case Money():
            sums = [one.cents for one in values if isinstance(one, Money)]
            costs = {round(float(one.amount) * 100): one.what for one in findings if one.amount}
            claimed = next((one for one in (value.cents, sum(sums)) if one in costs), None)
            return "none" if claimed is None else costs[claimed] or "cost"
        case Clock():
            return _given_hour(value, values, findings, case)
        case Day():
            return _given_day(value, findings, case)


def _given_hour(
    clock: Clock, values: Sequence[Value], findings: Sequence[Finding], case: Case
) -> Role:
    clear = replace(clock, ambiguous=False)
    for role, starts in _starts(findings, case):
        if any(moment(start.date(), clear, case.calendar) == start for start in starts):
            return role
    told = {one.minutes for one in findings if one.minutes}
    if told & set(minutes_in(values)):
        return "held" if clock.minutes in told else "none"
    hours = [one for one in values if isinstance(one, Clock) and one.says_an_hour]
    begun = own_start(case)
    spans = [*pairwise(hours), *((begun, one) for one in hours if begun)]
    bounds = any(clock in span and minutes_between(*span) in told for span in spans)
    return "held" if bounds else "none"


def own_start(case: Case) -> Clock | None:
    """Return the hour at which the meeting that is asked about begins."""
    own = case.calendar.meeting
    return Clock(own.hour, own.minute) if own else None


def _given_day(day: Day, findings: Sequence[Finding], case: Case) -> Role:
    behind, ahead = (date_of(day, tense, case.calendar) for tense in ("past", "future"))
    if behind and behind in {one.on for one in findings}:
        return "held"
    for role, starts in _starts(findings, case):
        if ahead in {start.date() for start in starts} or _is_their_rule(day, starts):
            return role
    return "none"


def _is_their_rule(day: Day, starts: Sequence[datetime]) -> bool:
    """ "Joka kuun toinen tiistai, 4 kertaa": the starts are on the days that it is the name of."""
    named = day.recurring or (len(starts) > 1 and day.weekday is not None and day.day is None)
    weekdays = {start.weekday() for start in starts}
    return named and bool(weekdays) and day.weekday in (None, *weekdays)


def _starts(findings: Sequence[Finding], case: Case) -> Iterator[tuple[Role, list[datetime]]]:
    """Return the starts that are moved to, and those planned, in the context's zone."""
    moved = [one.to for one in findings if one.to]
    planned = [start for one in findings for start in one.times]
    for role, starts in (("moved", moved), ("planned", planned)):
        yield cast(Role, role), [start.astimezone(case.calendar.zone) for start in starts]


def with_features(case: Case) -> Iterator[tuple[Placed, set[str]]]:
    """Return each value of a reply with what is weighed of it."""
    row, starts = _row(case.clauses)
    values = values_in(case)
    counts = Counter(type(one.value).__name__ for one in values)
    there = {f"has {one} {min(count, _MOST_COUNTED)}" for one, count in counts.items()}
    of_clauses: dict[tuple[int, str], set[str]] = {}
    seen: Counter[str] = Counter()
    beside = relations_in([one.value for one in values], case)
    for placed, related in zip(values, beside, strict=True):
        kind = type(placed.value).__name__
        seen[kind] += 1
        shared = (placed.clause, kind)
        if shared not in of_clauses:
            said = there.union(_of_clauses(case, placed.clause))
            of_clauses[shared] = {f"{kind} {one}" for one in said}
        own = {
            *_of_words(row, starts[placed.clause] + placed.item),
            *traits_of_value(placed.value, case),
            *related,
            f"number {min(seen[kind], _MOST_COUNTED)}",
        }
        yield placed, of_clauses[shared].union(f"{kind} {one}" for one in own)


def _row(clauses: Sequence[Clause]) -> tuple[list[str], list[int]]:
    """Return the words of all clauses, values as their kinds, and where each clause begins."""
    row: list[str] = []
    starts = []
    for clause in clauses:
        starts.append(len(row))
        row += [tag_of(item.value) if item.value else item.text for item in clause.items]
        row.append(_CLAUSE_ENDS)
    return row, starts


def _of_words(row: Sequence[str], at: int) -> Iterator[str]:
    first = max(at - _NEAR, 0)
    for place, word in enumerate(row[first : at + _NEAR + 1], first - at):
        if place:
            for one in (word, *stems(word)):
                yield f"{place} {one}"
                yield f"near {one}"
    framed = ["^", *row[max(at - 2, 0) : at]], [*row[at + 1 : at + 3], "$"]
    yield from (" ".join(("before", *framed[0][-2:])), " ".join(("after", *framed[1][:2])))
    yield f"between {framed[0][-1]} {framed[1][0]}"


def _of_clauses(case: Case, at: int) -> Iterator[str]:
    """Return what its clause means, under the question too, and the clauses beside it."""
    asked = asked_in(case.context)
    clause = case.clauses[at]
    yield from (asked, f"turn {clause.turn}", f"asks {clause.asks}", f"ends {clause.ends}")
    for one in clause.means:
        yield from (f"{{{one}}}", f"{asked}|{{{one}}}")
    yield f"{asked}|{{{'+'.join(sorted(clause.means))} alone}}"
    for item in clause.items:
        word = tag_of(item.value) if item.value else item.text
        yield from (f"in {one}" for one in (word, *stems(word)))
    for beside in (-1, 1):
        means = case.clauses[at + beside].means if 0 <= at + beside < len(case.clauses) else {"^"}
        yield from (f"{beside} {{{one}}}" for one in means or {""})


def traits_of_value(value: Value, case: Case) -> Iterator[str]:
    """Return what can be said of a value beside the meeting that is asked about."""
    meeting = case.calendar.meeting
    match value:
        case Day():
            yield from _of_day(value, case)
        case Clock():
            own = meeting is not None and (value.hour, value.minute) == (
                meeting.hour, meeting.minute,
            )  # fmt: skip
            yield from (f"own {own}", f"hour {value.hour}", f"span {value.minutes is not None}")
            yield f"same {value.same} {value.shift is not None} {value.ambiguous}"
        case Length():
            planned = case.context.meeting.minutes if case.context.meeting else None
            steps = value.minutes // _QUARTER if value.minutes < _LONG else "long"
            yield from (f"own {value.minutes == planned}", f"quarters {steps}")
        case Money():
            yield f"marked {value.marked} {value.rate} {value.product} {value.currency}"


def _of_day(day: Day, case: Case) -> Iterator[str]:
    behind, ahead = (date_of(day, tense, case.calendar) for tense in ("past", "future"))
    own = case.calendar.meeting_day
    yield f"known {behind is not None} {ahead is not None}"
    yield from (f"behind own {behind == own}", f"ahead own {ahead == own}")
    yield f"after own {bool(own and ahead and ahead > own)}"
    if behind:
        yield f"ago {min((case.calendar.today - behind).days, 8)}"
    named = ("weekday", "day", "month", "from_today", "from_meeting", "week", "nth")
    yield from (f"by {one}" for one in named if getattr(day, one) is not None)
    yield from (f"vague {day.vague}", f"qualifier {day.qualifier}", f"recurring {day.recurring}")


@cache
def weights() -> Weights:
    """Return the weights that came with this version."""
    return opened("roles.bin")
