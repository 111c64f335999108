"""A meeting that got another time, or is asked to get one."""

from collections.abc import Sequence
from datetime import datetime

from service.domain.readings import Finding
from service.reading.acts import Act
from service.reading.resolve import Calendar, date_of
from service.reading.values import Clock, Day
from service.reading.verdicts import Case
from service.reading.whens import When, start_of, whens_in


def new_times(act: Act, calendar: Calendar) -> list[datetime | None]:
    """Return the new starts an act names, in order, None for one that cannot be resolved."""
    whens = [when for clause in act.clauses if clause.turn != "reason" for when in [clause]]
    values = [value for clause in whens for value in clause.values]
    starts: list[datetime | None] = []
    for when in _without_repeats(whens_in(values)):
        if _is_vague(when) or _is_old(when, calendar):
            continue
        start = start_of(when, calendar)
        if start not in starts:
            starts.append(start)
    return starts


def moved(act: Act, case: Case, agreed: bool) -> tuple[Finding, bool]:
    """Return the `moved` that an act tells, and whether its time has one reading."""
    starts = new_times(act, case.calendar)
    to = starts[0] if len(starts) == 1 else None
    finding = Finding("moved", evidence=case.evidence(act), rule=act.kind, to=to, agreed=agreed)
    if starts:
        return finding, to is not None and _is_ahead(to, case)
    return finding, _is_open(act)


def _is_ahead(to: datetime, case: Case) -> bool:
    return to > case.context.received_at


def _is_open(act: Act) -> bool:
    """The day is said to be open, or only a month or a week is named."""
    vague = any(isinstance(value, Day) and value.vague for value in act.values)
    return vague or "open_day" in act.means


def _is_vague(when: When) -> bool:
    return when.day is not None and when.day.vague


def _is_old(when: When, calendar: Calendar) -> bool:
    """The planned day, said without a clock, is what the meeting is moved from."""
    if when.day is None or when.clock is not None:
        return False
    on = date_of(when.day, "future", calendar) or date_of(when.day, "past", calendar)
    return on is not None and on == calendar.meeting_day


def _without_repeats(whens: Sequence[When]) -> list[When]:
    """Drop "ensi torstaina" where "eli 18.6." says the same day exactly."""
    exact = [one for one in whens if one.day and one.day.day is not None]
    kept = []
    for one in whens:
        loose = one.day is not None and one.day.day is None and one.day.weekday is not None
        told = [when for when in exact if when.day and when.day.weekday in (None, _weekday(one))]
        if not (loose and told and len(exact) == 1):
            kept.append(one)
    return kept


def _weekday(when: When) -> int | None:
    return when.day.weekday if when.day else None


def has_when(act: Act) -> bool:
    """Return whether an act names a day or a clock."""
    return any(isinstance(value, Day | Clock) for value in act.values)
