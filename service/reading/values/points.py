"""A "17.10" that is an hour and no day: of a meeting at five, and October is far away."""

from collections.abc import Sequence
from datetime import date

from service.reading.text.tokens import Token
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day, Found
from service.reading.values.resolve import Calendar, date_of

_FAR = 60  # days from the meeting
_MINUTES = (5, 10)  # nobody meets at 17.11 or 17.12
_LONGEST = 3  # hours of a meeting
_BETWEEN = 3  # tokens: "started at 5.20 and finished at 6.10"
_POINTED = 3  # tokens: "17", "." and "10"


def settled_points(
    tokens: Sequence[Token], found: Sequence[Found], calendar: Calendar
) -> list[Found]:
    """Return the values, "I'll be there 17.10" as ten past five of a meeting at five."""
    told: list[Found] = []
    for one in found:
        end = _as_end(tokens, one, told[-1]) if told else None
        told.append(end or _as_hour(tokens, one, calendar))
    return told


def _as_end(tokens: Sequence[Token], one: Found, before: Found) -> Found | None:
    """ "Started at 5.20 and finished 6.10": an hour, right after the one it began.

    Not "… at 17. My contract ended 6.10", nor the end of a rule.
    """
    day, began = one.value, before.value
    said = [token.text for token in tokens[before.last : one.first]]
    ended = len(said) <= _BETWEEN and said_of("rules", "ended") & {*said[-2:]}
    if not (ended and "." not in said and isinstance(day, Day) and isinstance(began, Clock)):
        return None
    if day.day is None or day.month not in _MINUTES or day.weekday is not None or day.year:
        return None
    hour = day.day + 12 * (began.hour >= 12 > day.day)
    after = 0 <= hour - began.hour <= _LONGEST
    return Found(Clock(hour, day.month), one.first, one.last) if after else None


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
