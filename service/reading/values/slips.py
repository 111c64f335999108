"""Finnish values put right at once: "klo 16, eiku 17", "perjantaina, tai siis lauantaina"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of
from service.reading.values.digits import afternoon
from service.reading.values.hours import hour_named
from service.reading.values.kinds import Clock, Day, Found, Length, Money

_SIGNS = {",", ".", "!", "-", "\n"}
_ENDS = {"", "?", *_SIGNS}
_TURNS = {("tai", "siis"), ("ei", "kun"), ("ei", "ku"), ("anteeksi", "siis"), ("sori", "siis")}
_NEAR = 4  # words that may stand between a value and its correction: "viideltä kävis, eiku"


def put_right(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """Return the values, each that is put right at once with what it was to be.

    A sum is told once; of a day and an hour the slip keeps its place, and tells the right one.
    """
    told: list[Found] = []
    for one in _with_bare_hours(tokens, found):
        first = _slip_before(tokens, one.first, told[-1].last if told else 0)
        at = next((at for at in range(len(told))[::-1] if _is_slip_of(told[at], one, first)), None)
        if first == one.first or at is None:
            told.append(one)
        elif isinstance(one.value, Money):
            told[at:] = [replace(one, first=told[at].first)]
        else:
            told[at] = replace(told[at], value=one.value)
            told.append(replace(one, first=first))
    return told


def _is_slip_of(one: Found, right: Found, first: int) -> bool:
    same = type(one.value) is type(right.value) and not isinstance(one.value, Length)
    near = _NEAR if isinstance(right.value, Clock | Day) else len(_SIGNS)
    return same and one.last <= first <= one.last + near


def _slip_before(tokens: Sequence[Token], at: int, least: int = 0) -> int:
    """Return where the words of a slip begin that end at a token, or that token itself."""
    first = at
    while first > least and word_at(tokens, first - 1) in said_of("rules", "slip_words") | _SIGNS:
        first -= 1
    said = [word for place in range(first, at) if (word := word_at(tokens, place)) not in _SIGNS]
    firm = {*said} & said_of("rules", "slip_words_alone") or any(
        two in _TURNS for two in pairwise(said)
    )
    return first if firm else at


def _with_bare_hours(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """Add the 17 of "klo 16, eiku 17": an hour where another one is put right."""
    taken = {at for one in found for at in range(one.first, one.last)}
    ends = {one.last for one in found if isinstance(one.value, Clock)}
    hours = [
        Found(afternoon(hour, 0), at, at + 1)
        for at in range(len(tokens))
        if at not in taken
        and ends & set(range(_slip_before(tokens, at) - _NEAR, at))
        and (hour := _hour_at(tokens, at)) is not None
    ]
    return sorted([*found, *hours], key=lambda one: one.first)


def _hour_at(tokens: Sequence[Token], at: int) -> int | None:
    if _slip_before(tokens, at) == at or word_at(tokens, at + 1) not in _ENDS:
        return None
    hour = tokens[at].number or hour_named(word_at(tokens, at))
    return hour if hour and (1 <= hour <= 6 or 8 <= hour <= 21) else None
