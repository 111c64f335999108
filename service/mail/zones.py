"""VTIMEZONE: a zone's present rule in the one shape that calendars agree on (I7)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

# contracts/calendar.md I7, to the byte.
HELSINKI = (
    b"BEGIN:VTIMEZONE\r\n"
    b"TZID:Europe/Helsinki\r\n"
    b"BEGIN:DAYLIGHT\r\n"
    b"DTSTART:19700329T030000\r\n"
    b"TZOFFSETFROM:+0200\r\n"
    b"TZOFFSETTO:+0300\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    b"END:DAYLIGHT\r\n"
    b"BEGIN:STANDARD\r\n"
    b"DTSTART:19701025T040000\r\n"
    b"TZOFFSETFROM:+0300\r\n"
    b"TZOFFSETTO:+0200\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    b"END:STANDARD\r\n"
    b"END:VTIMEZONE\r\n"
)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
YEARS_ALIKE = 8  # as many as it takes to tell the fourth Sunday from the last


@dataclass(frozen=True)
class Change:
    """A moment when a zone's clocks are turned; `on` is by the clock that was right until then."""

    on: datetime
    before: timedelta
    after: timedelta


@dataclass(frozen=True)
class Rule:
    """A change of every year: the `nth` weekday of a month at a time of day, -1 for the last."""

    month: int
    nth: int
    weekday: int
    on: datetime
    before: timedelta
    after: timedelta


def vtimezone(timezone: str, at: datetime) -> bytes:
    """Return the VTIMEZONE of a zone, right for an event at a moment of ours.

    A zone whose year has no two changes that repeat as nth weekdays (no summer time at all, or
    one set by the moon) gets a single STANDARD with the offset of that moment.
    """
    if timezone == "Europe/Helsinki":
        return HELSINKI
    zone = ZoneInfo(timezone)
    years = [list(_changes(zone, at.year + ahead)) for ahead in range(YEARS_ALIKE)]
    rules = [rule for changes in zip(*years, strict=False) if (rule := _rule(changes))]
    if len(rules) == 2 and all(len(changes) == 2 for changes in years):
        parts = [_part(rule) for rule in sorted(rules, key=_is_standard)]
    else:
        parts = [_only_part(at.astimezone(zone).utcoffset() or timedelta())]
    lines = ["BEGIN:VTIMEZONE", f"TZID:{timezone}", *sum(parts, []), "END:VTIMEZONE"]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _changes(zone: ZoneInfo, year: int) -> Iterator[Change]:
    """Yield the changes of one year, in order, looked for from week to week."""
    moment = datetime(year, 1, 1, tzinfo=UTC)
    while moment.year == year:
        later = moment + timedelta(days=7)
        before, after = _offset(zone, moment), _offset(zone, later)
        if before != after:
            turned_at = _turning(zone, moment, later)
            yield Change((turned_at + before).replace(tzinfo=None), before, after)
        moment = later


def _turning(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """Return the first minute of the later offset."""
    before, minutes = _offset(zone, early), 7 * 24 * 60
    low, high = 0, minutes
    while high - low > 1:
        middle = (low + high) // 2
        same = _offset(zone, early + timedelta(minutes=middle)) == before
        low, high = (middle, high) if same else (low, middle)
    return min(early + timedelta(minutes=high), late)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _rule(changes: tuple[Change, ...]) -> Rule | None:
    """Return the rule that one change follows in all years, or None."""
    first = changes[0]
    for nth in (-1, (first.on.day - 1) // 7 + 1):
        month, weekday = first.on.month, first.on.weekday()
        if all(
            (one.on, one.before, one.after)
            == (_at(one.on.year, month, nth, weekday, first.on), first.before, first.after)
            for one in changes
        ):
            on = _at(1970, month, nth, weekday, first.on)
            return Rule(month, nth, weekday, on, first.before, first.after)
    return None


def _at(year: int, month: int, nth: int, weekday: int, clock: datetime) -> datetime | None:
    """Return the nth weekday of a month of a year, at the clock time of another moment."""
    length = monthrange(year, month)[1]
    if nth < 0:
        day = length - (date(year, month, length).weekday() - weekday) % 7
    else:
        day = 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (nth - 1)
    return datetime.combine(date(year, month, day), clock.time()) if day <= length else None
