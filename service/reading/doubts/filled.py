"""An answer of the second opinion with its values: those whose likeliest role it is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from service.domain.readings import Finding, Kind
from service.reading.clauses.verdicts import Case
from service.reading.doubts.roles import Placed, Role, own_start, values_in
from service.reading.values.kinds import (
    TOLD_BY_HOURS,
    Clock,
    Day,
    Length,
    Money,
    minutes_between,
)
from service.reading.values.resolve import date_of, moment

WITHOUT_VALUES: tuple[Kind, ...] = (
    "accepted", "declined", "tentative", "not_held", "cancelled", "preparation",
)  # fmt: skip
FILLED: tuple[Kind, ...] = ("held", "moved", "planned", "expense", "undo", *WITHOUT_VALUES)
_COSTS: Mapping[Role, Literal["travel", "entrance"] | None] = {
    "travel": "travel", "entrance": "entrance", "cost": None,
}  # fmt: skip
_RULE = "second opinion"
_OF_MEETING = {"held", "was", "yes", "everyone", "absent", "ok", "settled"}
_AS_NOT = 0.5  # above, somebody was not there


def filled(
    kinds: Sequence[Kind],
    case: Case,
    roles: Sequence[Mapping[Role, float]],
    missing: Mapping[str, float],
) -> tuple[Finding, ...] | None:
    """Return the findings of an answer, None where their values have no single reading.

    `roles` is how probable each role of each value is, as `roles_in` returns it, and `missing` how
    probable it is that each of the team was not there.
    """
    if not kinds or not set(kinds) <= set(FILLED):
        return None
    placed = _by_role(kinds, case, roles)
    gone = tuple(name for name, share in missing.items() if share > _AS_NOT)
    found: list[Finding] = []
    if len(kinds) > 1 and "held" in kinds and not (placed.get("held") or case.means & _OF_MEETING):
        return None  # who tells of costs alone has not said that they met
    for kind in kinds:
        one = _findings(kind, placed, gone, case)
        if not one:
            return None
        found += one
    return tuple(found)


def _by_role(
    kinds: Sequence[Kind], case: Case, roles: Sequence[Mapping[Role, float]]
) -> dict[Role, list[Placed]]:
    """Return the values of each role, the likeliest that the kinds leave open."""
    open_to = {"none", *kinds, *(_COSTS if "expense" in kinds else ())}
    grouped: dict[Role, list[Placed]] = {}
    for one, shares in zip(values_in(case), roles, strict=True):
        left = [role for role in shares if role in open_to]
        grouped.setdefault(max(left, key=lambda role: shares[role]), []).append(one)
    return grouped


def _findings(
    kind: Kind, placed: Mapping[Role, list[Placed]], gone: tuple[str, ...], case: Case
) -> Sequence[Finding]:
    """Return what is found of a kind: several costs, one of all others, none if it is not clear."""
    match kind:
        case "held":
            return _held(placed.get("held", ()), gone, case)
        case "moved":
            return _moved(placed.get("moved", ()), case)
        case "planned":
            return _planned(placed.get("planned", ()), case)
        case "expense":
            return _costs(placed, case)
        case "preparation":
            return [Finding(kind, _evidence((), case), _RULE, text=case.text)]
    return [Finding(kind, _evidence((), case), _RULE)]


def _held(placed: Sequence[Placed], gone: tuple[str, ...], case: Case) -> Sequence[Finding]:
    values = [one.value for one in placed]
    days = {date_of(one, "past", case.calendar) for one in values if isinstance(one, Day)}
    lengths = {one.minutes for one in values if isinstance(one, Length | Clock) and one.minutes}
    lengths |= _from_start_to_end([one for one in values if isinstance(one, Clock)], case)
    if len(days) > 1 or len(lengths) > 1 or None in days:
        return []
    on, minutes = next(iter(days), None), next(iter(lengths), None)
    said = _evidence(placed, case)
    return [Finding("held", said, _RULE, on=on, minutes=minutes, missing=gone)]


def _from_start_to_end(clocks: Sequence[Clock], case: Case) -> set[int]:
    """Return the length that two hours tell, or one at which a meeting ended that began in time."""
    hours = list(dict.fromkeys(one for one in clocks if one.says_an_hour))
    begun = own_start(case)
    if len(hours) == 1 and begun:
        hours.insert(0, begun)
    length = minutes_between(*hours) if len(hours) == 2 else 0
    return {length} if length in TOLD_BY_HOURS else set()


def _moved(placed: Sequence[Placed], case: Case) -> Sequence[Finding]:
    said = _evidence(placed, case)
    if not placed:
        return [Finding("moved", said, _RULE)]
    starts = _starts(placed, case)
    return [Finding("moved", said, _RULE, to=starts[0])] if len(starts) == 1 else []


def _planned(placed: Sequence[Placed], case: Case) -> Sequence[Finding]:
    values = [one.value for one in placed]
    days = [one for one in values if isinstance(one, Day)]
    timed = any(isinstance(one, Clock) for one in values)
    if not days or not timed or any(one.recurring or one.nth for one in days):
        return []
    starts = _starts(placed, case)
    return (
        [Finding("planned", _evidence(placed, case), _RULE, times=tuple(starts))] if starts else []
    )


def _costs(placed: Mapping[Role, list[Placed]], case: Case) -> Sequence[Finding]:
    """Return a cost for each sum that is one; a total has taken the roles of its parts."""
    found = []
    for role, what in _COSTS.items():
        for one in placed.get(role, ()):
            if not isinstance(one.value, Money) or one.value.currency != "EUR" or one.value.rate:
                return []
            amount = f"{one.value.cents // 100}.{one.value.cents % 100:02}"
            said = _evidence([one], case)
            found.append(Finding("expense", said, _RULE, amount=amount, currency="EUR", what=what))
    return found


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
