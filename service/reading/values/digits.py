"""A time of day in digits: "17", "16.30", "5pm", "1330"; which half of the day an hour is of."""

from collections.abc import Sequence

from service.reading.text.tokens import Token, word_at
from service.reading.values.kinds import Clock

_MARKS = ("klo", "kello", "kl", "klockan")  # after them "17,30" is a time as well
_OCLOCK = ("o'clock", "oclock")


def digits_at(
    tokens: Sequence[Token], at: int, marked: bool, after_day: bool
) -> tuple[Clock, int] | None:
    """Return a time in digits: "17", "16.30", "5pm", "1330"."""
    hour = tokens[at].number if at < len(tokens) else None
    if hour is None:
        return None
    minute, end, sign = _minute(tokens, at)
    half = half_day(tokens, end)
    if half:
        if not 1 <= hour <= 12:
            return None
        return Clock(hour % 12 + (12 if half[0] == "p" else 0), minute or 0), half[1]
    if hour > 23:
        marked = marked or (after_day and word_at(tokens, end) in ("hrs", "hours"))
        military = marked and 100 <= hour <= 2359 and hour % 100 < 60 and minute is None
        return (Clock(hour // 100, hour % 100), end) if military else None
    if minute is None:
        return _bare_hour(tokens, hour, end, marked)
    if word_at(tokens, end) in _OCLOCK:
        return _as_said(tokens[at], hour, minute), end + 1  # "from 17.00 o'clock"
    plain = sign == ":" or (after_day and sign == "." and tokens[at + 2].text[:1] in "012345")
    usual = (3 if sign == ":" else 7) <= hour <= 21 and minute % 5 == 0
    return (_as_said(tokens[at], hour, minute), end) if marked or (plain and usual) else None


def _bare_hour(
    tokens: Sequence[Token], hour: int, end: int, marked: bool
) -> tuple[Clock, int] | None:
    if word_at(tokens, end) in _OCLOCK:
        return afternoon(hour, 0), end + 1
    following = word_at(tokens, end)
    if following in ("€", "euro", "euros", "euroa", "eur", "km", "%"):
        return None
    if not marked or (following in ("/", "%", "€") and tokens[end].glued):
        return None
    dotted = following == "." and tokens[end].glued and word_at(tokens, end + 1).isdecimal()
    if dotted and tokens[end + 1].glued:  # a date; but "at 17. 1 June" is an hour
        return None
    return (_as_said(tokens[end - 1], hour, 0), end)


def _as_said(said: Token, hour: int, minute: int) -> Clock:
    """Digits are a 24-hour clock, but nobody meets at four in the morning: "at 5" is 17.

    "At 05.30" is not: a zero before it leaves no other reading.
    """
    afternoon = 1 <= hour <= 6 and not said.text.startswith("0")
    return Clock(hour + 12, minute) if afternoon else Clock(hour, minute)


def _minute(tokens: Sequence[Token], at: int) -> tuple[int | None, int, str]:
    points = (".", ":", ",") if word_at(tokens, at - 1) in _MARKS else (".", ":")
    if (
        at + 2 < len(tokens)
        and tokens[at + 1].text in points
        and tokens[at + 1].glued
        and tokens[at + 2].glued
        and len(tokens[at + 2].text) == 2
        and (tokens[at + 2].number is not None and int(tokens[at + 2].text) < 60)
    ):
        return int(tokens[at + 2].text), at + 3, tokens[at + 1].text
    return None, at + 1, ""


def half_day(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Return "a" or "p" where am or pm stands, and where it ends."""
    word = word_at(tokens, at)
    if word in ("am", "pm"):
        return word[0], at + 1
    if word in ("a", "p") and word_at(tokens, at + 1) == "." and word_at(tokens, at + 2) == "m":
        return word, at + 3 + (word_at(tokens, at + 3) == ".")
    return None


def afternoon(hour: int | None, minute: int) -> Clock:
    """An hour in words is of the afternoon where it can be: one to six."""
    hour = hour or 12
    if 1 <= hour <= 6:
        return Clock(hour + 12, minute)
    return Clock(hour, minute, ambiguous=hour == 7 or (hour == 8 and minute < 30))
