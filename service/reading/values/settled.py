"""What the planned meeting, or the values beside it, tell of a slashed date, a half, a mark."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.languages import Language
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day, Found
from service.reading.values.resolve import Calendar

_HOUR, _HALF = 60, 30
_FULL_MARKS, _SLASHED = (5, 10), 3  # "10", "/" and "10"


def settled_slashes(found: Sequence[Found], language: Language, calendar: Calendar) -> list[Found]:
    """Return the values with "4/11" read as one date where only one reading is possible.

    Finnish and Swedish write the day first. In English the meeting's own date shows which comes
    first, where the text names it; else it stays ambiguous.
    """
    days = [one.value for one in found if isinstance(one.value, Day)]
    meeting = calendar.meeting_day
    pairs = {(day.day, day.month) for day in days if day.ambiguous}
    month_first = bool(meeting and (meeting.month, meeting.day) in pairs)
    day_first = bool(meeting and (meeting.day, meeting.month) in pairs)
    clear = language != "en" or (day_first and not month_first)
    if not clear and not month_first:
        return list(found)
    return [_read_as(one, month_first and language == "en") for one in found]


def _read_as(one: Found, month_first: bool) -> Found:
    day = one.value
    if not isinstance(day, Day) or not day.ambiguous or day.day is None:
        return one
    turned = replace(day, day=day.month, month=day.day) if month_first else day
    return replace(one, value=replace(turned, ambiguous=False))


def settled_halves(found: Sequence[Found], calendar: Calendar) -> list[Found]:
    """Return the values, the "half three" of a meeting that was to begin then as that half."""
    return [_as_its_start(one, calendar) for one in found]


def _as_its_start(one: Found, calendar: Calendar) -> Found:
    clock, planned = one.value, calendar.meeting
    if not isinstance(clock, Clock) or not clock.is_half_of_two or planned is None:
        return one
    if planned.minute != _HALF or planned.hour - clock.hour not in (0, 1):
        return one
    later = planned.hour > clock.hour
    length = clock.minutes  # of a span that ends at another half, both are meant alike
    if later and length and length % _HOUR:
        length -= _HOUR
    return replace(one, value=replace(clock, hour=planned.hour, minutes=length, ambiguous=False))


def without_marks(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """Return the values without the "10/10" that praises a meeting."""
    return [one for one in found if not _is_a_mark(tokens, one, found)]


def _is_a_mark(tokens: Sequence[Token], one: Found, found: Sequence[Found]) -> bool:
    """ "Betyg: 10/10", "great, 5/5": full marks, and no day of a list or with its hour."""
    day, before = one.value, one.first - 1
    before -= word_at(tokens, before) == ":"
    slashed = one.last - one.first == _SLASHED and word_at(tokens, one.first + 1) == "/"
    if not (isinstance(day, Day) and slashed and day.day == day.month and day.day in _FULL_MARKS):
        return False
    timed = any(isinstance(o.value, Clock) and 0 <= o.first - one.last <= 2 for o in found)
    listed = any(isinstance(o.value, Day) and o.last == before for o in found)
    alone = day.weekday is None and not (timed or listed)
    return alone and word_at(tokens, before) in said_of("rules", "before_a_mark")
