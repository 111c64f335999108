"""An answer of the second opinion with its values: those whose likeliest role it is."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from service.domain.readings import Finding, Kind
from service.reading.clauses.verdicts import Case
from service.reading.doubts.roles import Placed, Role, values_in
from service.reading.values.kinds import Clock, Day, Length
from service.reading.values.resolve import date_of, moment

WITHOUT_VALUES: tuple[Kind, ...] = (
    "accepted", "declined", "tentative", "not_held", "cancelled", "preparation",
)  # fmt: skip
FILLED: tuple[Kind, ...] = ("held", "moved", "planned", *WITHOUT_VALUES)
_RULE = "second opinion"


def filled(
    kinds: Sequence[Kind], case: Case, roles: Sequence[Mapping[Role, float]]
) -> tuple[Finding, ...] | None:
    """Return the findings of an answer, None where their values have no single reading.

    `roles` is how probable each role of each value is, as `roles_in` returns it. Costs are
    the grammar's: what a sum was for, and what is a total, is told by more than its neighbours.
    """
    if not kinds or not set(kinds) <= set(FILLED):
        return None
    placed = _by_role(kinds, case, roles)
    found = [_finding(kind, placed.get(kind, ()), case) for kind in kinds]
    told = tuple(one for one in found if one is not None)
    return told if len(told) == len(kinds) else None


def _by_role(
    kinds: Sequence[Kind], case: Case, roles: Sequence[Mapping[Role, float]]
) -> dict[str, list[Placed]]:
    """Return the values of each role, the likeliest that the kinds leave open."""
    grouped: dict[str, list[Placed]] = {}
    for one, shares in zip(values_in(case), roles, strict=True):
        left = [role for role in shares if role == "none" or role in kinds]
        grouped.setdefault(max(left, key=lambda role: shares[role]), []).append(one)
    return grouped


def _finding(kind: Kind, placed: Sequence[Placed], case: Case) -> Finding | None:
    evidence = _evidence(placed, case)
    match kind:
        case "held":
            return _held(placed, evidence, case)
        case "moved":
            return _moved(placed, evidence, case)
        case "planned":
            return _planned(placed, evidence, case)
        case "preparation":
            return Finding(kind, evidence, _RULE, text=case.text)
    return Finding(kind, evidence, _RULE)


def _held(placed: Sequence[Placed], evidence: str, case: Case) -> Finding | None:
    values = [one.value for one in placed]
    days = {date_of(one, "past", case.calendar) for one in values if isinstance(one, Day)}
    lengths = {one.minutes for one in values if isinstance(one, Length | Clock)}
    if len(days) > 1 or len(lengths) > 1 or None in days:
        return None
    return Finding(
        "held", evidence, _RULE, on=next(iter(days), None), minutes=next(iter(lengths), None)
    )


def _moved(placed: Sequence[Placed], evidence: str, case: Case) -> Finding | None:
    if not placed:
        return Finding("moved", evidence, _RULE)
    starts = _starts(placed, case)
    return Finding("moved", evidence, _RULE, to=starts[0]) if len(starts) == 1 else None


def _planned(placed: Sequence[Placed], evidence: str, case: Case) -> Finding | None:
    values = [one.value for one in placed]
    days = [one for one in values if isinstance(one, Day)]
    timed = any(isinstance(one, Clock) for one in values)
    if not days or not timed or any(one.recurring or one.nth for one in days):
        return None
    starts = _starts(placed, case)
    return Finding("planned", evidence, _RULE, times=tuple(starts)) if starts else None


def _starts(placed: Sequence[Placed], case: Case) -> list[datetime]:
    """Return the starts that days and hours make: one hour for all days, or one for each.

    What is not said is the meeting's own. None are returned where a day or an hour has no
    single reading.
    """
    days = [one.value for one in placed if isinstance(one.value, Day)]
    dates = list(dict.fromkeys(date_of(one, "future", case.calendar) for one in days))
    clocks = list(dict.fromkeys(one.value for one in placed if isinstance(one.value, Clock)))
    own = case.calendar.meeting_day
    dates, clocks = dates or [own], clocks or [Clock(same=True)]
    if len(clocks) == 1:
        clocks *= len(dates)
    if len(clocks) != len(dates):
        return []
    pairs = zip(dates, clocks, strict=True)
    starts = [moment(on, clock, case.calendar) if on else None for on, clock in pairs]
    known = [one for one in starts if one is not None]
    return known if len(known) == len(starts) else []


def _evidence(placed: Sequence[Placed], case: Case) -> str:
    """Return the words of the clauses that hold the values; without any, how the text begins."""
    if not placed:
        return case.text[:200]
    held = [case.clauses[one.clause] for one in placed]
    return case.text[min(one.start for one in held) : max(one.end for one in held)]
