"""Sayings found in a row of words: what each language's list calls a yes, a refusal, a move."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from service.domain.languages import Language
from service.reading.clauses.patterns import Place, Stem, grown, opening, opening_stems
from service.reading.text.spoken import plain
from service.reading.text.word_lists import words
from service.reading.values.kinds import Clock, Day, Length, Money, Value

_GAP = 3  # words that three dots may stand for
_THAT = (("että",), ("etten",), ("ettei",), ("ettemme",), ("etteivät",))
_CUTS = {",", "(", ")", ":", ";", "mutta", "mut", "men", "but"}


@dataclass(slots=True)  # a reply makes dozens; frozen, each takes three times as long
class Item:
    """A word, a sign or a value of a text, and where it stands in it."""

    text: str
    start: int
    end: int
    value: Value | None = None


@dataclass(slots=True)  # a reply makes dozens; frozen, each takes three times as long
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


def _longest_at(row: _Row, at: int, most: int | None = None) -> Hit | None:
    last, best = at, frozenset[str]()
    for place, end in _that_begin(row, at):
        if end >= last and (most is None or end <= most):
            best = best | place.means if end == last else place.means
            last = end
    return Hit(best, at, last) if best else None


def _that_begin(row: _Row, at: int) -> Iterator[tuple[Place, int]]:
    """Yield the sayings that begin at an item, each as the place and the item where it ends."""
    item = row.items[at]
    for place in _opened_by(item.text, row.plain[at], row.language, item.value is None):
        yield from _that_go_on(place, row, at + 1)


@lru_cache(maxsize=20_000)
def _opened_by(written: str, known: str, language: Language, is_word: bool) -> list[Place]:
    """Return where the sayings go on that a word begins, as it is written and as it is known."""
    place = opening(language).words.get(known)
    opened = [] if place is None else [place]
    if is_word:
        stems = opening_stems(language)
        for first in {written[:2]: 0, known[:2]: 0}:
            opened += [one.place for one in stems.get(first, ()) if _fits(one, written, known)]
    return opened


def _that_go_on(
    place: Place, row: _Row, at: int, skips: bool = True
) -> Iterator[tuple[Place, int]]:
    """Yield the sayings that go on from a place; one that `skips` may step over fillers."""
    waiting = [(place, at, skips)]
    while waiting:
        place, at, skips = waiting.pop()
        if grown(place).means:
            yield place, at
        if place.gap is not None:
            yield from _after_gap(place.gap, row, at)
        if at < len(row.items):
            waiting += ((one, end, True) for one, end in _one_on(place, row, at, skips))


def _one_on(place: Place, row: _Row, at: int, skips: bool) -> Iterator[tuple[Place, int]]:
    """Yield where the next word leads, or the one after the fillers where that does not fit."""
    after = row.onward[at] if skips else at
    places = (at, after) if at < after < len(row.items) else (at,)
    fitting = set[str]()
    for one in places:
        word = row.plain[one]
        if word in place.words and word not in fitting:
            fitting.add(word)
            yield place.words[word], one + 1
        if word.startswith(place.heads) or row.items[one].text.startswith(place.heads):
            for said, stem in place.stems.items():
                if said not in fitting and _begins(stem, row, one):
                    fitting.add(said)
                    yield stem.place, one + 1


def _begins(stem: Stem, row: _Row, at: int) -> bool:
    item = row.items[at]
    return item.value is None and _fits(stem, item.text, row.plain[at])


def _fits(stem: Stem, written: str, known: str) -> bool:
    return known.startswith(stem.known) or written.startswith(stem.written)


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


def _after_gap(place: Place, row: _Row, at: int) -> Iterator[tuple[Place, int]]:
    """Yield the sayings that go on after three dots, each where it does so first."""
    seen = set[int]()
    for start in range(at, at + _GAP + 1):
        for one, end in list(_that_go_on(place, row, start, skips=False)):
            if id(one) not in seen:
                seen.add(id(one))
                yield one, end
        if start >= len(row.items) or row.items[start].text in _CUTS:
            return  # "vi sågs inte, ny tid ..." is not "inte ... ny tid"
