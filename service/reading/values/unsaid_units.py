"""Bare numbers whose unit a value beside them tells: "not 90 minutes but 60"."""

from collections.abc import Sequence

from service.reading.text.lexicon import is_a, number_named
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Found, Length, Money

_NEAR = 4  # words between a length and the number that is put for it
_SHARED_OUT = 40  # words over which a meeting's minutes are shared out
_LISTED = 16  # tokens before a total among which its parts stand
_SWAPS = (["instead", "of"], ["rather", "than"], ["i", "stället"], ["istället", "för"])
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


def with_parts(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """Return the values with the bare sums of "9,60 ja 11,20, yhteensä 20,80 €": they make it."""
    taken = {at for one in found for at in range(one.first, one.last)}
    for one in found:
        near = {word_at(tokens, at) for at in (one.first - 2, one.first - 1, one.last)}
        if not isinstance(one.value, Money) or not near & said_of("rules", "in_total"):
            continue
        places = [at for at in range(max(0, one.first - _LISTED), one.first) if at not in taken]
        parts = [(at, cents) for at in places if (cents := _bare_cents(tokens, at))]
        if len(parts) > 1 and sum(cents for _, cents in parts) == one.value.cents:
            sums = [Found(Money(cents, marked=False), at, at + 3) for at, cents in parts]
            return sorted([*found, *sums], key=lambda one: one.first)
    return list(found)


def _bare_cents(tokens: Sequence[Token], at: int) -> int:
    """Return the cents of a "9,60", 0 where a token opens no such number."""
    row = tokens[at : at + 3]
    whole = len(row) == 3 and row[0].number is not None and row[1].text in (",", ".")
    decimals = whole and row[1].glued and row[2].glued and row[2].text.isdecimal()
    decimals = decimals and len(row[2].text) == 2
    return 100 * (row[0].number or 0) + int(row[2].text) if decimals else 0


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
    nots = said_of("rules", "not_the")
    swaps = [token.text for token in tokens[at + 1 : length.first]][:2] in _SWAPS
    if swaps:
        return True  # "75 instead of 90 minutes"
    if word_at(tokens, at + 1) not in said_of("rules", "after_bound"):
        return False
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
