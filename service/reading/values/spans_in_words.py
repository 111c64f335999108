"""From one hour to another, in words: "neljästä puoli kuuteen", "neljään asti kahesta"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.text.lexicon import (
    clock_word,
    is_a,
)
from service.reading.text.tokens import Token, word_at
from service.reading.values.hours import hour_named, quarter_or_minutes
from service.reading.values.kinds import Clock


def span_in_words(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "neljästä puoli kuuteen", "kahdesta neljään", "vartin yli kahdesta neljään"."""
    if clock_word("from_clock", word_at(tokens, at + 2)) and (
        opening := quarter_or_minutes(tokens, at)
    ):
        end = clock_word("to_clock", word_at(tokens, at + 3))
        closing = (Clock(end), at + 4) if end else None
        return _span_to_minutes(tokens, opening[0], at + 3, closing) or opening
    if opened := _until_an_hour(tokens, at):
        return opened
    start_half = is_a("half", word_at(tokens, at))
    start = clock_word("from_clock", word_at(tokens, at + start_half))
    if start is None:
        return None
    place = at + start_half + 1
    place += word_at(tokens, place) in ("aina", "melkein", "noin")
    if is_a("past_hour", word_at(tokens, place + 1)) or is_a(
        "before_hour", word_at(tokens, place + 1)
    ):
        # the "kymmentä" of "viidestä kymmentä yli kuusi" is no hour
        return _span_to_minutes(tokens, Clock(start - start_half, 30 * start_half), place)
    half = is_a("half", word_at(tokens, place))
    towards = word_at(tokens, place + half)
    end = clock_word("to_clock", towards) or (hour_named(towards) if half else None)
    if end is None:
        return _span_to_minutes(tokens, Clock(start - start_half, 30 * start_half), place)
    length = (end - start) % 12 * 60 - 30 * half + 30 * start_half
    return Clock(start - start_half, 30 * start_half, minutes=length or None), place + half + 1


def _until_an_hour(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "varttia yli viisi kuuteen asti", "puoli viisi puoli kuuteen asti"."""
    opening = quarter_or_minutes(tokens, at)
    if opening is None:
        return None
    end = clock_word("to_clock", word_at(tokens, opening[1]))
    close = quarter_or_minutes(tokens, opening[1]) or (
        (Clock(end), opening[1] + 1) if end else None
    )
    if close is None or word_at(tokens, close[1]) not in ("asti", "saakka", "ast"):
        return None
    return _span_to_minutes(tokens, opening[0], opening[1], close)


def span_turned(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "neljään asti kahesta": the end first."""
    end, start = clock_word("to_clock", word_at(tokens, at)), None
    if end is not None and word_at(tokens, at + 1) in ("asti", "saakka", "ast"):
        start = clock_word("from_clock", word_at(tokens, at + 2))
    length = (end - start) % 12 * 60 if end is not None and start is not None else 0
    return (Clock(start or 0, minutes=length), at + 3) if length else None


def _span_to_minutes(
    tokens: Sequence[Token], start: Clock, at: int, close: tuple[Clock, int] | None = None
) -> tuple[Clock, int] | None:
    """Read the "varttia yli kuuteen" of "viidestä varttia yli kuuteen"."""
    close = close or quarter_or_minutes(tokens, at)
    if close is None:
        return None
    length = (close[0].hour - start.hour) % 12 * 60 + close[0].minute - start.minute
    return (replace(start, minutes=length), close[1]) if length > 0 else None
