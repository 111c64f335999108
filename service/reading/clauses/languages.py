"""Which language a text is in: the one whose lists know most of its words."""

from collections.abc import Sequence
from functools import cache, lru_cache

from service.domain.languages import LANGUAGES, Language
from service.reading.text.spoken import plain
from service.reading.text.word_lists import lists, pieces_of, ways, words


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
    listed = (one for means, said in lists(language).items() if means != "matter" for one in said)
    pieces = {piece for one in listed for piece in pieces_of(one)}
    said = {word for piece in pieces for way in ways(piece) for word in way.split()}
    said |= set(words("spoken")[language])
    said |= {plain(word, language) for word in said}
    stems = tuple(word[:-1] for word in said if len(word) > 4 and word.endswith("*"))
    return frozenset(said), stems


@cache
def _common(language: Language) -> frozenset[str]:
    return frozenset(words(language)["common"])
