"""Ranges of days, such as "6.-10.4." and "20-27 January": a stay, and no day to meet."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.text.tokens import Token, word_at
from service.reading.values.kinds import Day, Found


def with_ranges(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """Return the values, each "6.-10.4." and "3.4.-10.4." told as one stretch without a day."""
    told: list[Found] = []
    for one in found:
        before = told[-1] if told else None
        first = _first_of_range(tokens, one, before)
        if first is None or not isinstance(one.value, Day):
            told.append(one)
            continue
        if before is not None and first <= before.first:
            told.pop()
        told.append(Found(replace(one.value, weekday=None, vague=True), first, one.last))
    return told


def _first_of_range(tokens: Sequence[Token], one: Found, before: Found | None) -> int | None:
    """Return where the range begins that ends with a date, None where it is a date alone."""
    day = one.value
    if not isinstance(day, Day) or day.day is None or day.month is None:
        return None
    if word_at(tokens, one.first - 1) != "-":
        return None
    at = one.first - 2
    if before is not None and before.last > at:
        dated = isinstance(before.value, Day) and (before.value.day or before.value.vague)
        return before.first if dated and before.last == at + 1 else None
    at -= word_at(tokens, at) == "."
    number = tokens[at].number if at >= 0 else None
    return at if number is not None and 1 <= number < day.day else None
