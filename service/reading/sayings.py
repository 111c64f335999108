"""Sayings found in a row of words: what each language's list calls a yes, a refusal, a move."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from service.domain.languages import LANGUAGES, Language
from service.reading.phrases import words
from service.reading.spoken import plain
from service.reading.values import Clock, Day, Length, Money, Value

_WORD = re.compile(r"<\w+>|[^\W_]+(?:'[^\W_]+)?\*?|[^\w\s]")
_LOOSE = ("common", "matter", "own_verb", "after_yes")  # words alone, no sayings
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


@dataclass(frozen=True, slots=True)
class _Row:
    """Items in a language, with each word as its lists know it."""

    items: Sequence[Item]
    plain: tuple[str, ...]
    language: Language


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
    row = _Row(items, tuple(plain(item.text, language) for item in items), language)
    at = 0
    while at < len(items):
        hit = _best_at(row, at)
        if hit is None:
            at += 1
            continue
        hits.append(hit)
        at = hit.last
    return hits


def _best_at(row: _Row, at: int) -> Hit | None:
    """Return the longest saying at a place, unless it cuts into a longer one that begins later.

    "Jag kommer inte ihåg" is "kommer inte ihåg", not "jag kommer".
    """
    hit = _longest_at(row, at)
    for place in range(at + 1, hit.last if hit else at):
        other = _longest_at(row, place)
        if hit and other and other.last > hit.last and other.last - place > hit.last - at:
            return _longest_at(row, at, other.first)
    return hit


def languages_by_fit(said: Sequence[str], prior: Language, weight: float = 0.3) -> list[Language]:
    """Return the languages, best first, by how many of the words each knows.

    A word that is common in a language counts twice, one that others know too counts less; the
    prior, a hint, decides between equals, or by the weight that it has.
    """
    scores = {one: weight * (one == prior) for one in LANGUAGES}
    for word in said:
        knowing = _weights(word)
        for one, weight in knowing:
            scores[one] += weight
    return sorted(LANGUAGES, key=lambda one: -scores[one])


@lru_cache(maxsize=20_000)
def _weights(word: str) -> tuple[tuple[Language, float], ...]:
    known = [one for one in LANGUAGES if _knows(one, word)]
    total = len(known)
    return tuple((one, (1 + (word in _common(one))) / total) for one in known)


def _knows(language: Language, word: str) -> bool:
    whole, stems = _vocabulary(language)
    return word in whole or plain(word, language) in whole or word.startswith(stems)


@cache
def _vocabulary(language: Language) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words and the stems that stand in a language's lists."""
    lists = (listed for means, listed in words(language).items() if means != "matter")
    said = {word for listed in lists for one in listed for word in one.split()}
    said |= set(words("spoken")[language])
    stems = tuple(word[:-1] for word in said if len(word) > 4 and word.endswith("*"))
    return frozenset(said), stems


@cache
def _common(language: Language) -> frozenset[str]:
    return frozenset(words(language)["common"])


@cache
def _index(language: Language) -> dict[str, list[tuple[Pattern, frozenset[str]]]]:
    """Group the sayings by their first words; those that begin with a stem by its first letters."""
    meanings: dict[Pattern, set[str]] = {}
    for means, sayings in words(language).items():
        if means not in _LOOSE:
            for saying in sayings:
                pattern = tuple(plain(word, language) for word in _WORD.findall(saying))
                meanings.setdefault(pattern, set()).add(means)
    index: dict[str, list[tuple[Pattern, frozenset[str]]]] = {}
    for pattern, means_all in meanings.items():
        index.setdefault(_key(pattern), []).append((pattern, frozenset(means_all)))
    return index


def _key(pattern: Pattern) -> str:
    """Return where a saying is looked up: its first two words where both stand as they are."""
    if pattern[0].endswith("*"):
        return "*" + pattern[0][:2]
    plainly = len(pattern) > 1 and pattern[1] != "…" and not pattern[1].endswith("*")
    return " ".join(pattern[:2]) if plainly else pattern[0]


def _longest_at(row: _Row, at: int, most: int | None = None) -> Hit | None:
    best: Hit | None = None
    index = _index(row.language)
    both = " ".join(row.plain[at : at + 2])
    for key in {row.plain[at], both, "*" + row.items[at].text[:2]}:
        for pattern, means in index.get(key, ()):
            end = _end_of(pattern, row, at)
            if end is None or (most is not None and end > most):
                continue
            if best is None or end > best.last:
                best = Hit(means, at, end)
            elif end == best.last:
                best = Hit(best.means | means, at, end)
    return best


def _end_of(pattern: Pattern, row: _Row, at: int) -> int | None:
    for place, word in enumerate(pattern):
        if word == "…":
            return _after_gap(pattern[place + 1 :], row, at)
        if at >= len(row.items) or not _fits(word, row, at):
            return None
        at += 1
    return at


def _after_gap(rest: Pattern, row: _Row, at: int) -> int | None:
    for skipped in range(_GAP + 1):
        end = _end_of(rest, row, at + skipped)
        if end is not None:
            return end
    return None


def _fits(word: str, row: _Row, at: int) -> bool:
    if word.endswith("*"):
        stem, item = word[:-1], row.items[at]
        said = item.text.startswith(stem) or row.plain[at].startswith(stem)
        return item.value is None and said
    return row.plain[at] == word
