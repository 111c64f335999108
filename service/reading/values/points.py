"""A "17.10" that is an hour and no day: of a meeting at five, and October is far away."""

from collections.abc import Sequence
from datetime import date

from service.reading.text.tokens import Token
from service.reading.values.kinds import Clock, Day, Found
from service.reading.values.resolve import Calendar, date_of

_FAR = 60  # days from the meeting
_MINUTES = (5, 10)  # nobody meets at 17.11 or 17.12
_POINTED = 3  # tokens: "17", "." and "10"


def settled_points(
    tokens: Sequence[Token], found: Sequence[Found], calendar: Calendar
) -> list[Found]:
    """Return the values, "I'll be there 17.10" as ten past five of a meeting at five."""
    return [_as_hour(tokens, one, calendar) for one in found]


def _as_hour(tokens: Sequence[Token], one: Found, calendar: Calendar) -> Found:
    day, planned = one.value, calendar.meeting
    if not isinstance(day, Day) or planned is None or not _is_bare(tokens, one, day):
        return one
    if day.day is None or day.month not in _MINUTES or abs(day.day - planned.hour) > 1:
        return one
    dates = [date_of(day, tense, calendar) for tense in ("past", "future")]
    far = all(on is None or _is_far(on, planned.date()) for on in dates)
    return Found(Clock(day.day, day.month), one.first, one.last) if far else one


def _is_bare(tokens: Sequence[Token], one: Found, day: Day) -> bool:
    """ "17.10", and neither "17.10." nor "lauantaina 17.10"."""
    said = [token.text for token in tokens[one.first : one.last]]
    pointed = len(said) == _POINTED and said[1] == "." and len(said[2]) == len("10")
    return pointed and day.weekday is None and day.year is None and not day.recurring


def _is_far(on: date, meeting: date) -> bool:
    return abs((on - meeting).days) > _FAR
