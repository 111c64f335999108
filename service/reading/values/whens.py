"""Days and clocks of a stretch of text paired up and resolved to dates and starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.reading.values.kinds import Clock, Day, Length, Value
from service.reading.values.resolve import Calendar, Tense, date_of, moment


@dataclass(frozen=True, slots=True)
class When:
    """A day with its clock, as said; either may be missing."""

    day: Day | None
    clock: Clock | None


def whens_in(values: Sequence[Value]) -> list[When]:
    """Pair each day with its clock: the next one said, or else one said for all."""
    days = [one for one in values if isinstance(one, Day)]
    if not days:
        return [When(None, one) for one in values if isinstance(one, Clock)]
    timed = [one for one in values if isinstance(one, Day | Clock)]
    if _clocks_come_first(timed):
        return [
            When(day, clock)
            for clock, day in zip(timed[::2], timed[1::2], strict=True)
            if isinstance(day, Day) and isinstance(clock, Clock)
        ]
    pairs: list[When] = []
    waiting: list[Day] = []
    leading = _leading_clock(values)
    for value in values:
        if isinstance(value, Day):
            waiting.append(value)
        elif isinstance(value, Clock) and waiting:
            pairs += [When(day, value) for day in waiting]
            waiting = []
    last = pairs[-1].clock if pairs else leading
    return pairs + [When(day, leading or last) for day in waiting]


def _clocks_come_first(timed: Sequence[Value]) -> bool:
    """ "At 5 on the 24th, at 4 on the 31st": each clock stands before its day."""
    turns = all(isinstance(one, Clock) == (at % 2 == 0) for at, one in enumerate(timed))
    return turns and len(timed) >= 4 and len(timed) % 2 == 0


def _leading_clock(values: Sequence[Value]) -> Clock | None:
    for value in values:
        if isinstance(value, Clock):
            return value
        if isinstance(value, Day) and not value.recurring:
            return None
    return None


def start_of(when: When, calendar: Calendar, tense: Tense = "future") -> datetime | None:
    """Return the start that is meant: a missing clock or day is the planned meeting's own."""
    on = date_of(when.day, tense, calendar) if when.day else calendar.meeting_day
    if on is None:
        return None
    clock = when.clock or Clock(same=True)
    return moment(on, clock, calendar)


def minutes_in(values: Sequence[Value]) -> list[int]:
    """Return the lengths said: outright, or as a span of clock times."""
    lengths = [one.minutes for one in values if isinstance(one, Length)]
    spans = [one.minutes for one in values if isinstance(one, Clock) and one.minutes]
    return lengths + spans
