"""The sayings of a language as a tree of words, laid out where texts walk in it."""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from threading import Lock

from service.domain.languages import Language
from service.reading.text.spoken import plain, stem_of
from service.reading.text.word_lists import lists, pieces_of, ways

_WORD = re.compile(r"<\w+>|[^\W_]+(?:'[^\W_]+)?\*?|[^\w\s]")
_LOOSE = {
    "common", "matter", "filler", "outside", "talked", "own_verb", "if_verb", "then_verb",
    "after_yes", "wishing", "rest", "left_open", "where", "proposed", "place", "deed",
    "was_then", "is_so", "other_days", "affairs", "errand", "way",
}  # fmt: skip # words alone, no sayings
_JOINED = {"en": "enkä", "emme": "emmekä"}
_GAP = "…"
_LAYING_OUT = Lock()
_OPENING = 2  # letters of a stem by which the sayings that begin with it are found

Rest = tuple[tuple[str, ...], tuple[str, ...], str]  # words, the pieces after them, the meaning


@dataclass(slots=True)
class Place:
    """A place within sayings: what those mean that end here, and where the others go on.

    `rests` are sayings not laid out yet: all that {a|b} stands for would be 90,000 rows of words,
    and texts come by few of them.
    """

    language: Language
    rests: list[Rest] = field(default_factory=list)
    means: frozenset[str] = frozenset()
    words: dict[str, "Place"] = field(default_factory=dict)
    stems: dict[str, "Stem"] = field(default_factory=dict)
    heads: tuple[str, ...] = ()  # of all stems, to ask once whether any begins a word
    gap: "Place | None" = None  # after three dots


@dataclass(frozen=True, slots=True)
class Stem:
    """The beginning of a word, written and as a text's words are known, and where it leads."""

    written: str
    known: str
    place: Place


def grown(place: Place) -> Place:
    """Return a place with what may follow it laid out; safe to call from two threads."""
    if place.rests:
        with _LAYING_OUT:
            for rest in place.rests:
                _lay_out(place, rest)
            stems = place.stems.values()
            place.heads = tuple(one for stem in stems for one in (stem.written, stem.known))
            place.rests = []  # last: another thread walks on where none are left
    return place


@cache
def opening(language: Language) -> Place:
    """Return the place where all sayings of a language begin."""
    said = [(one, means) for means, listed in lists(language).items() for one in listed]
    rests: list[Rest] = [((), pieces_of(one), means) for one, means in said if means not in _LOOSE]
    return _with_joined(grown(Place(language, rests)))


@cache
def opening_stems(language: Language) -> dict[str, list[Stem]]:
    """Return the stems that sayings begin with, by their first letters."""
    found: dict[str, list[Stem]] = {}
    for word, stem in opening(language).stems.items():
        found.setdefault(word[:_OPENING], []).append(stem)
    return found


def _with_joined(place: Place) -> Place:
    """Add the "enkä pääse" of "en pääse", which joins a Finnish refusal to what is before it."""
    for word, joined in _JOINED.items():
        if place.language == "fi" and word in place.words:
            rests = [rest for rest in place.words[word].rests if rest[2] == "cannot"]
            for rest in rests:
                if rest[0] or rest[1]:
                    _following(place, plain(joined, "fi")).rests.append(rest)
    return place


def _lay_out(place: Place, rest: Rest) -> None:
    words, pieces, means = rest
    if words:
        _following(place, words[0]).rests.append((words[1:], pieces, means))
    elif pieces:
        left = pieces[1:]
        for way in _ways_of(pieces[0], place.language):
            if way:
                _following(place, way[0]).rests.append((way[1:], left, means))
            else:
                _lay_out(place, (way, left, means))
    else:
        place.means |= {means}


def _following(place: Place, word: str) -> Place:
    """Return the place that a word of a saying leads to."""
    if (laid_out := place.words.get(word)) is not None:
        return laid_out
    if word == _GAP:
        place.gap = place.gap or Place(place.language)
        return place.gap
    if word.endswith("*"):
        if word not in place.stems:
            stem = word[:-1]
            known = stem_of(stem, place.language)
            place.stems[word] = Stem(stem, known, Place(place.language))
        return place.stems[word].place
    place.words[word] = Place(place.language)
    return place.words[word]


@lru_cache(maxsize=20_000)
def _ways_of(piece: str, language: Language) -> tuple[tuple[str, ...], ...]:
    """Return what a piece of a saying stands for, each word as the lists know it."""
    said = (_WORD.findall(way) for way in ways(piece))
    return tuple(dict.fromkeys(tuple(plain(word, language) for word in one) for one in said))
