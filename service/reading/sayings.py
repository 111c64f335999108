"""Sayings found in a row of words: what each language's list calls a yes, a refusal, a move."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from service.domain.languages import Language
from service.reading.phrases import words
from service.reading.spoken import plain, stem_of
from service.reading.values import Clock, Day, Length, Money, Value

_WORD = re.compile(r"<\w+>|[^\W_]+(?:'[^\W_]+)?\*?|[^\w\s]")
_LOOSE = (
    "common",
    "matter",
    "filler",
    "outside",
    "talked",
    "own_verb",
    "if_verb",
    "then_verb",
    "after_yes",
    "wishing",
    "rest",
    "left_open",
    "where",
    "proposed",
    "place",
    "deed",
    "was_then",
    "other_days",
)  # words alone, no sayings
_GAP = 3  # words that three dots may stand for
_THAT = (("että",), ("etten",), ("ettei",), ("ettemme",), ("etteivät",))
_CUTS = {",", "(", ")", ":", ";"}

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
    onward: tuple[int, ...]  # from each place, the next one that is no filler
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
    row = _row(items, language)
    at = 0
    while at < len(items):
        hit = _best_at(row, at)
        if hit is None:
            at += 1
            continue
        hits.append(hit)
        at = hit.last
    return hits


def _row(items: Sequence[Item], language: Language) -> _Row:
    said = tuple(plain(item.text, language) for item in items)
    onward = tuple(_after_fillers(said, at, language) for at in range(len(said) + 1))
    return _Row(items, said, onward, language)


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


@cache
def _index(language: Language) -> dict[str, list[tuple[Pattern, frozenset[str]]]]:
    """Group the sayings by their first words; those that begin with a stem by its first letters."""
    meanings: dict[Pattern, set[str]] = {}
    for means, sayings in words(language).items():
        if means not in _LOOSE:
            for saying in sayings:
                pattern = tuple(plain(word, language) for word in _WORD.findall(saying))
                for one in (pattern, *_joined(pattern, means, language)):
                    meanings.setdefault(one, set()).add(means)
    index: dict[str, list[tuple[Pattern, frozenset[str]]]] = {}
    for pattern, means_all in meanings.items():
        index.setdefault(_key(pattern), []).append((pattern, frozenset(means_all)))
    return index


def _joined(pattern: Pattern, means: str, language: Language) -> Iterator[Pattern]:
    """The "enkä pääse" of "en pääse", which joins a Finnish refusal to what stands before it."""
    joined = {"en": "enkä", "emme": "emmekä"}.get(pattern[0])
    if language == "fi" and means == "cannot" and joined and len(pattern) > 1:
        yield (plain(joined, language), *pattern[1:])


def _key(pattern: Pattern) -> str:
    """Return where a saying is looked up: its first two words where both stand as they are."""
    if pattern[0].endswith("*"):
        return "*" + pattern[0][:2]
    plainly = len(pattern) > 1 and pattern[1] != "…" and not pattern[1].endswith("*")
    return " ".join(pattern[:2]) if plainly else pattern[0]


def _longest_at(row: _Row, at: int, most: int | None = None) -> Hit | None:
    last, best = at, frozenset[str]()
    index = _index(row.language)
    for key in _keys_at(row, at):
        for pattern, means in index.get(key, ()):
            end = _end_of(pattern, row, at)
            if end is None or (most is not None and end > most):
                continue
            if end >= last:
                best = best | means if end == last else means
                last = end
    return Hit(best, at, last) if best else None


def _keys_at(row: _Row, at: int) -> set[str]:
    """Return where sayings that begin here are looked up, fillers left out."""
    first, following = row.plain[at], row.onward[at + 1]
    keys = {first, " ".join(row.plain[at : at + 2]), "*" + row.items[at].text[:2], "*" + first[:2]}
    return keys | {f"{first} {row.plain[following]}"} if following < len(row.items) else keys


def _end_of(pattern: Pattern, row: _Row, at: int) -> int | None:
    for place, word in enumerate(pattern):
        if word == "…":
            return _after_gap(pattern[place + 1 :], row, at)
        if not _fits(word, row, at):
            after = row.onward[at] if place else at
            if after == at or not _fits(word, row, after):
                return None
            at = after
        at += 1
    return at


def _after_fillers(said: tuple[str, ...], at: int, language: Language) -> int:
    """Return the next place that is no filler: the "nähty" of "ei me sit nähty"."""
    fillers = _fillers(language)
    last = min(at + _GAP, len(said))
    while at < last and (said[at] in fillers or _leads_to_that(said, at)):
        at += 1
    return at


def _leads_to_that(said: tuple[str, ...], at: int) -> bool:
    """The comma of "luulen, että pääsen" parts nothing."""
    return said[at] == "," and said[at + 1 : at + 2] in _THAT


@cache
def _fillers(language: Language) -> frozenset[str]:
    return frozenset(plain(word, language) for word in words(language).get("filler", ()))


def _after_gap(rest: Pattern, row: _Row, at: int) -> int | None:
    for skipped in range(_GAP + 1):
        end = _end_of(rest, row, at + skipped)
        if end is not None:
            return end
        if at + skipped < len(row.items) and row.items[at + skipped].text in _CUTS:
            return None  # "vi sågs inte, ny tid ..." is not "inte ... ny tid"
    return None


def _fits(word: str, row: _Row, at: int) -> bool:
    if at >= len(row.items):
        return False
    if word.endswith("*"):
        stem, item = word[:-1], row.items[at]
        known = row.plain[at].startswith(stem_of(stem, row.language))
        said = known or item.text.startswith(stem)
        return item.value is None and said
    return row.plain[at] == word
