"""Bare numbers whose unit a length beside them tells: "not 90 minutes but 60"."""

from collections.abc import Sequence

from service.reading.text.lexicon import is_a, number_named
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Found, Length

_NEAR = 4  # words between a length and the number that is put for it
_SHARED_OUT = 40  # words over which a meeting's minutes are shared out
_BETWEEN = ("but_rather", "no_more_than", "about_so_much")
_MOST_HOURS, _MOST_MINUTES = 6, 240


def with_units(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """Return the values with each number that is put for a length, or beside one, a length too."""
    told = list(found)
    taken = {at for one in found for at in range(one.first, one.last)}
    for length in found:
        if not isinstance(length.value, Length):
            continue
        reach = _SHARED_OUT if _is_shared(tokens, length.last) else _NEAR
        for at in range(length.first - _NEAR, length.last + reach):
            minutes = 0 if at in taken else _minutes_at(tokens, at, length)
            if minutes and _is_of_it(tokens, at, length):
                told.append(Found(Length(minutes), at, at + 1))
                taken.add(at)
    return sorted(told, key=lambda one: one.first)


def _minutes_at(tokens: Sequence[Token], at: int, length: Found) -> int:
    """Return the minutes of a number, counted as the length beside it; 0 where it is none."""
    word = word_at(tokens, at)
    number = int(word) if word.isdecimal() and len(word) < 4 else number_named(word) or 0
    unit = [one.text for one in tokens[length.first : length.last]]
    if any(is_a("minute", one) for one in unit):
        return number if 5 <= number <= _MOST_MINUTES else 0
    counted = number <= _MOST_HOURS and any(is_a("hour", one) for one in unit)
    return 60 * number if counted else 0


def _is_of_it(tokens: Sequence[Token], at: int, length: Found) -> bool:
    if at > length.last and _is_shared(tokens, length.last):
        apart = _said(tokens, at + 2, at + 4) & said_of("rules", "not_shared")
        return tokens[length.last].text == word_at(tokens, at + 1) and not apart
    if word_at(tokens, at + 1) not in said_of("rules", "after_bound"):
        return False
    nots = said_of("rules", "not_the")
    if at < length.first:  # "it was 45, not 60 minutes"
        return bool(nots & _said(tokens, at + 1, length.first)) and length.first - at <= _NEAR
    between = _said(tokens, length.last, at) - {","}
    turned = between & said_of("rules", "but_rather")
    only = between <= set[str]().union(*(said_of("rules", one) for one in _BETWEEN))
    denied = nots & _said(tokens, length.first - _NEAR, length.first)
    return bool(turned and only and denied)


def _is_shared(tokens: Sequence[Token], at: int) -> bool:
    """Whether "on" or "om" follows a length: "20 minutes on the CV, 20 on letters"."""
    return word_at(tokens, at) in said_of("rules", "shared_out")


def _said(tokens: Sequence[Token], first: int, last: int) -> set[str]:
    return {token.text for token in tokens[max(0, first) : last]}
