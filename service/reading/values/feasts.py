"""Feasts as days: those with a date of their own, and those that move with Easter."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from service.reading.text.lexicon import is_a
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import words
from service.reading.values.kinds import Day

_KINDS = ("feasts", "easter_feasts")


def feast_at(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "nyårsafton" and "helatorstaina", but not the wish of one; and where it ends."""
    word = word_at(tokens, at)
    if not opens_feast(word) or is_a("wishing", word_at(tokens, at - 1)):
        return None
    lists = words("calendar")
    for size in (2, 1):
        said = " ".join(word_at(tokens, at + step) for step in range(size))
        dated = lists["feasts"].get(said)
        if dated and word_at(tokens, at - 2) == "week":
            return Day(vague=True), at + size  # "the week after Independence Day"
        if dated:
            day, month = dated.split(".")
            return Day(day=int(day), month=int(month)), at + size
        if said in lists["easter_feasts"]:
            return Day(easter=int(lists["easter_feasts"][said])), at + size
    return None


def opens_feast(word: str) -> bool:
    """Return whether the name of a feast may begin with a word."""
    return word in _first_words()


@cache
def _first_words() -> frozenset[str]:
    """Return the words that a feast may begin with; most words are none of them."""
    lists = words("calendar")
    return frozenset(one.split()[0] for kind in _KINDS for one in lists[kind])


def near_easter(steps: int, today: date) -> list[date]:
    """Return the days so many days from Easter Sunday, of the years around a day."""
    years = (today.year - 1, today.year, today.year + 1)
    return [_easter(year) + timedelta(days=steps) for year in years]


def _easter(year: int) -> date:
    """Return Easter Sunday of a year (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
