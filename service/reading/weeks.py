"""Weeks as people name them, with the weekday beside them: "ensi viikon maanantai", "week 12"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from service.reading.dates import number_between
from service.reading.lexicon import is_a, weekday_named, weekday_short
from service.reading.tokens import Token, word_at
from service.reading.values import Day


def in_week(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "ensi viikon maanantai", "nästa vecka onsdag", "viikolla 45 keskiviikkona"."""
    read = week_at(tokens, at)
    if read is None:
        return None
    week, end = read
    place = end
    while word_at(tokens, place) in (",", "på", "on", "den", "-", "the") and place < end + 2:
        place += 1
    weekday = weekday_named(word_at(tokens, place))
    if weekday is None:
        weekday = weekday_short(word_at(tokens, place))
    if weekday is None:
        return replace(week, vague=True), end
    return replace(week, weekday=weekday), place + 1


def week_at(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Return the week that begins at a token: "week 12", "next week", "viikolla 45"."""
    if word_at(tokens, at) in ("calendar", "på", "in", "of") and is_a(
        "week", word_at(tokens, at + 1)
    ):
        at += 1
    if is_a("week", word_at(tokens, at)):
        place = at + 1 + (word_at(tokens, at + 1) == ".")
        number = number_between(tokens, place, 1, 53)
        return (Day(week_number=number), place + 1) if number else None
    step = _week_step(tokens, at)
    if step is None or not is_a("week", word_at(tokens, at + step[1])):
        return None
    # "Seuraavan viikon maanantai" may follow this week or the meeting's.
    loose = word_at(tokens, at).startswith(("seuraava", "följande", "following"))
    return Day(week=step[0], ambiguous=loose), at + step[1] + 1


def _week_step(tokens: Sequence[Token], at: int) -> tuple[Literal[-1, 0, 1], int] | None:
    word = word_at(tokens, at)
    if is_a("next_qualifier", word):
        return 1, 1
    if is_a("last_qualifier", word):
        return -1, 1
    if is_a("this_qualifier", word):
        return 0, 1
    return (0, 2) if (word, word_at(tokens, at + 1)) == ("den", "här") else None
