"""Months without a day: "elokuulle", "in May", "syys- ja lokakuussa"."""

from collections.abc import Sequence

from service.reading.text.lexicon import (
    month_named,
    month_near_number,
)
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import words
from service.reading.values.kinds import Day, Found

_BETWEEN_MONTHS = {
    ",", "and", "och", "to", "till", "-", "–", "&", "å", "o", "samt", "ti", "tills", "tom", "med",
    "through", "thru", "until",
}  # fmt: skip
_MOST_JOINS = 4
_NAMES_AND_VERBS = {"may", "mar"}
_BEFORE_MONTH = ("i", "för", "från")
_THROUGH = {(last, join) for last in ("med", "me", "mä") for join in ("och", "å", "o")}


def month_alone(tokens: Sequence[Token], at: int) -> Found | None:
    """Return a month that is said without a day: "elokuulle", "in May", "oktober till dec"."""
    word = word_at(tokens, at)
    month = month_named(word) or _short_of_span(tokens, at)
    if month is None and word in ("maj", "may", "mars"):
        month = _doubtful_month(tokens, at)
    if month is None and word != "jul" and _is_beside_a_month(tokens, at):
        month = month_near_number(word)
    return Found(Day(month=month, vague=True), at, at + 1) if month else None


def opens_month(word: str) -> bool:
    """Return whether a word may be a month that is said without a day."""
    named = month_named(word) or month_named(word + "kuu") or month_near_number(word)
    return named is not None


def _is_beside_a_month(tokens: Sequence[Token], at: int) -> bool:
    """ "Mars till maj", "jan–april", "feb, mars och april": another month is listed with it."""
    if month_near_number(word_at(tokens, at)) is None:
        return False
    return any(_is_joined_to_a_month(tokens, at, step) for step in (1, -1))


def _is_joined_to_a_month(tokens: Sequence[Token], at: int, step: int) -> bool:
    """ "Jan feb mars" puts nothing between, "februari till och med maj" four words at most."""
    place = at + step
    while abs(place - at) < _MOST_JOINS and word_at(tokens, place) in _BETWEEN_MONTHS:
        place += step
    beside = place == at + step
    if beside and {word_at(tokens, at), word_at(tokens, place)} & _NAMES_AND_VERBS:
        return False  # "Jan may come"
    return month_near_number(word_at(tokens, place)) is not None


def _short_of_span(tokens: Sequence[Token], at: int) -> int | None:
    """Read the "syys" of "syys-joulukuu", "syys- ja lokakuussa" and "syys loka marras"."""
    month = _shortened_month(tokens, at)
    if month is None:
        return None
    closest = 1 if word_at(tokens, at) in ("kesä", "joulu") else 0  # words of their own as well
    following = _beside_joins(tokens, at, 1)
    if following > at + closest and _is_month(tokens, following):
        return month
    before = _beside_joins(tokens, at, -1)
    return month if before < at - closest and _is_month(tokens, before) else None


def _shortened_month(tokens: Sequence[Token], at: int) -> int | None:
    return month_named(word_at(tokens, at) + "kuu") if 0 <= at < len(tokens) else None


def _is_month(tokens: Sequence[Token], at: int) -> bool:
    named = 0 <= at < len(tokens) and month_named(word_at(tokens, at)) is not None
    return named or _shortened_month(tokens, at) is not None


def _beside_joins(tokens: Sequence[Token], at: int, step: int) -> int:
    """Return the place of the next word on one side, past the signs and "ja" that join a list."""
    place = at + step
    while 0 <= place < len(tokens) and word_at(tokens, place) in (",", "-", "ja", "sekä", "&"):
        place += step
    return place


def _doubtful_month(tokens: Sequence[Token], at: int) -> int | None:
    """Read the "May" of "in May" and of "March, April and May", but not that of "I may"."""
    word, before = word_at(tokens, at), word_at(tokens, at - 1)
    if not before.isalnum() and word_at(tokens, at + 1) in words("rules")["after_a_month"]:
        return month_near_number(word)  # "Mars vet vi inte ännu"
    told = {
        "maj": _BEFORE_MONTH,
        "may": ("in", "of", "to", "until", "till"),
        "mars": _BEFORE_MONTH,
    }[word]
    through = (before, word_at(tokens, at - 2)) in _THROUGH  # "till och med maj"
    return month_near_number(word) if before in told or through else None
