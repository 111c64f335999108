"""VTIMEZONE: a zone's present rule in the one shape that calendars agree on (I7)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import chain
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


def vtimezone(timezone: str, at: datetime) -> bytes:
    """Return the VTIMEZONE of a zone, right for an event at one aware moment.

    A zone without two changes a year that repeat as nth weekdays (no summer time at all, or
    one set by the moon) gets a single STANDARD with the offset of that moment.
    """
    if timezone == "Europe/Helsinki":
        return HELSINKI
    parts = _rules(timezone, at.year) or (_only_part(_offset(ZoneInfo(timezone), at)),)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{timezone}", *chain(*parts), "END:VTIMEZONE"]
    return "".join(f"{line}\r\n" for line in lines).encode()


@lru_cache(maxsize=64)
def _rules(timezone: str, year: int) -> tuple[list[str], ...]:
    """Return DAYLIGHT and STANDARD as they are from a year on, or nothing."""
    zone = ZoneInfo(timezone)
    years = [list(_changes(zone, year + ahead)) for ahead in range(YEARS_ALIKE)]
    if any(len(changes) != 2 for changes in years):
        return ()
    rules = [_part(changes) for changes in zip(*years, strict=True)]
    return tuple(sorted(rules)) if all(rules) else ()


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
    """Return the first minute of the later offset, by halving the time between."""
    before = _offset(zone, early)
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) // 2 // timedelta(minutes=1) * timedelta(minutes=1)
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    return late


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _part(changes: tuple[Change, ...]) -> list[str]:
    """Return DAYLIGHT or STANDARD for a change of several years, empty if no rule fits them all."""
    first = changes[0]
    for nth in (-1, (first.on.day - 1) // 7 + 1):
        if all(one == replace(first, on=_on(one.on.year, nth, first.on)) for one in changes):
            kind = "DAYLIGHT" if first.after > first.before else "STANDARD"
            day = f"{nth}{DAYS[first.on.weekday()]}"
            rule = f"RRULE:FREQ=YEARLY;BYMONTH={first.on.month};BYDAY={day}"
            return _lines(kind, replace(first, on=_on(1970, nth, first.on)), rule)
    return []


def _only_part(offset: timedelta) -> list[str]:
    return _lines("STANDARD", Change(datetime(1970, 1, 1), offset, offset))


def _on(year: int, nth: int, like: datetime) -> datetime:
    """Return the nth weekday of a month, -1 for the last; weekday, month and clock as in `like`."""
    days = monthrange(year, like.month)[1]
    if nth < 0:
        day = days - (date(year, like.month, days).weekday() - like.weekday()) % 7
    else:
        day = 1 + (like.weekday() - date(year, like.month, 1).weekday()) % 7 + 7 * (nth - 1)
    return like.replace(year=year, day=min(day, days))


def _lines(kind: str, change: Change, *rule: str) -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{change.on:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_sign(change.before)}",
        f"TZOFFSETTO:{_sign(change.after)}",
        *rule,
        f"END:{kind}",
    ]


def _sign(offset: timedelta) -> str:
    minutes = offset // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
