"""Sayings found in a row of words: what each language's list calls a yes, a refusal, a move."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from service.domain.languages import LANGUAGES, Language
from service.reading.phrases import words
from service.reading.values import Clock, Day, Length, Money, Value

_WORD = re.compile(r"<\w+>|[^\W_]+(?:'[^\W_]+)?\*?|[^\w\s]")
_GAP = 3  # words that three dots may stand for

Pattern = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a sign or a value of a text, and where it stands in it."""

    text: str
    start: int
    end: int
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A saying found: what it may mean, and its items from first to last (exclusive)."""

    means: frozenset[str]
    first: int
    last: int


def tag_of(value: Value) -> str:
    """Return how the lists write a value of this kind."""
    match value:
        case Day():
            return "<day>"
        case Clock():
            return "<clock>"
        case Length():
            return "<length>"
        case Money():
            return "<sum>"


def sayings_in(items: Sequence[Item], language: Language) -> list[Hit]:
    """Return the sayings of a row, left to right, the longest at each place, none overlapping."""
    hits: list[Hit] = []
    at = 0
    while at < len(items):
        hit = _longest_at(items, at, language)
        if hit is None:
            at += 1
            continue
        hits.append(hit)
        at = hit.last
    return hits


def language_of(text_words: Sequence[str], otherwise: Language) -> Language:
    """Return the language that most of the words are common in."""
    scores = {one: sum(word in _common(one) for word in text_words) for one in LANGUAGES}
    scores[otherwise] += 1
    return max(scores, key=lambda one: (scores[one], one == otherwise))


@cache
def _common(language: Language) -> frozenset[str]:
    return frozenset(words(language)["common"])


@cache
def _index(language: Language) -> dict[str, list[tuple[Pattern, frozenset[str]]]]:
    """Group the sayings by their first word; those that begin with a stem by its first letters."""
    meanings: dict[Pattern, set[str]] = {}
    for means, sayings in words(language).items():
        if means != "common":
            for saying in sayings:
                meanings.setdefault(tuple(_WORD.findall(saying)), set()).add(means)
    index: dict[str, list[tuple[Pattern, frozenset[str]]]] = {}
    for pattern, means_all in meanings.items():
        index.setdefault(_key(pattern[0]), []).append((pattern, frozenset(means_all)))
    return index


def _key(word: str) -> str:
    return "*" + word[:2] if word.endswith("*") else word


def _longest_at(items: Sequence[Item], at: int, language: Language) -> Hit | None:
    word = items[at].text
    best: Hit | None = None
    for key in (word, "*" + word[:2]):
        for pattern, means in _index(language).get(key, ()):
            end = _end_of(pattern, items, at)
            if end is None:
                continue
            if best is None or end > best.last:
                best = Hit(means, at, end)
            elif end == best.last:
                best = Hit(best.means | means, at, end)
    return best


def _end_of(pattern: Pattern, items: Sequence[Item], at: int) -> int | None:
    for place, word in enumerate(pattern):
        if word == "…":
            return _after_gap(pattern[place + 1 :], items, at)
        if at >= len(items) or not _fits(word, items[at]):
            return None
        at += 1
    return at


def _after_gap(rest: Pattern, items: Sequence[Item], at: int) -> int | None:
    for skipped in range(_GAP + 1):
        end = _end_of(rest, items, at + skipped)
        if end is not None:
            return end
    return None


def _fits(word: str, item: Item) -> bool:
    if word.endswith("*"):
        return item.value is None and item.text.startswith(word[:-1])
    return item.text == word
