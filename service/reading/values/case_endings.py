"""Finnish spans of hours in digits with their endings: "17:stä 18:aan", "16.30:sta kuuteen"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.text.lexicon import clock_word
from service.reading.text.tokens import Token, word_at
from service.reading.values.digits import digits_at
from service.reading.values.hours import quarter_or_minutes
from service.reading.values.kinds import HALF_DAY, TOLD_BY_HOURS, Clock

_FROM = {"sta", "stä", "st"}
_TO = {"aan", "ään", "een", "iin", "hin", "aa", "ää", "ee"}


def span_in_cases(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Return a span from an hour in digits to another one, each told by its ending."""
    start = _hour_with(tokens, at, _FROM)
    close = _closing(tokens, start[1]) if start else None
    if start is None or close is None:
        return None
    length = 60 * (close[0].hour - start[0].hour) + close[0].minute - start[0].minute
    length %= HALF_DAY
    return (replace(start[0], minutes=length), close[1]) if length in TOLD_BY_HOURS else None


def _closing(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    hour = clock_word("to_clock", word_at(tokens, at))
    named = (Clock(hour), at + 1) if hour else None
    return named or quarter_or_minutes(tokens, at) or _hour_with(tokens, at, _TO)


def _hour_with(tokens: Sequence[Token], at: int, endings: set[str]) -> tuple[Clock, int] | None:
    read = digits_at(tokens, at, marked=True, after_day=False)
    if read is None or word_at(tokens, read[1]) != ":":
        return None
    return (read[0], read[1] + 2) if word_at(tokens, read[1] + 1) in endings else None
