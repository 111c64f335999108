"""Words in the one form that the lists know: dialect, speech and haste evened out."""

import re
from functools import cache, lru_cache

from service.domain.languages import Language
from service.reading.text.finnish import evened
from service.reading.text.word_lists import words

# Swedish compounds, known by what they end with, and "-it" for "-igt": rolit, omöjlit.
_SWEDISH = (
    (re.compile(r"^[^\W\d]{3,}(?=möte$|mötet$|träff$|träffen$)"), ""),  # zoommöte, mentorträffen
    (re.compile(r"^[^\W\d]{3,}(?=museum$|museet$|utställning$|utställningen$|konserten$)"), ""),
    (re.compile(r"^[^\W\d]{3,}(?=(?:buss|tåg|taxi|färja|båt)(?:en|et|n)?$)"), ""),  # nattbussen
    (re.compile(r"^[^\W\d]{3,}(?=parkering$|parkeringen$)"), ""),
    (re.compile(r"(?<=[lrkt])it$"), "igt"),
)

# Finnish compounds: kansallismuseossa, valokuvanäyttely, kesäteatteri, yöjunalla.
_COMPOUND = re.compile(r"^[^\W\d]{2,}?(?=museo|näyttely|teatter|konsert|ooppera|juna|bussi)")

_CLITICS = ("kkaan", "kkään", "kkaa", "kkää", "han", "hän", "ha", "hä", "kin", "ki", "kaan", "kään")


@lru_cache(maxsize=40_000)
def plain(word: str, language: Language) -> str:
    """Return a word as the lists know it; the sayings themselves go through this as well."""
    known = _table(language).get(word)
    if language == "sv" and known is None and len(word) > 5:
        return _swedish(word)
    if language != "fi" or not word.isalpha():
        return known or word
    if known is None and len(word) > 5:
        word = _COMPOUND.sub("", _without_clitic(word))
    word = evened(known or _table(language).get(word, word))
    return _evened_table().get(word, word)


def stem_of(stem: str, language: Language) -> str:
    """Return the beginning of a word, starred in the lists, as `plain` leaves it in a text."""
    return evened(stem, whole=False) if language == "fi" else stem


def _swedish(word: str) -> str:
    """Return a word with the first of the rules that fits it applied."""
    for ending, said in _SWEDISH:
        word, changed = ending.subn(said, word)
        if changed:
            return word
    return word


def _without_clitic(word: str) -> str:
    """Return "tapasimmehan" and "nähtiinkin" without what only colours them."""
    for clitic in _CLITICS:
        if word.endswith(clitic) and len(word) - len(clitic) >= 5:
            return word[: -len(clitic)]
    return word


@cache
def _table(language: Language) -> dict[str, str]:
    listed = words("spoken")[language]
    table = {said: known for known, ways in listed.items() for said in ways}
    return table | {known: known for known in listed}


@cache
def _evened_table() -> dict[str, str]:
    """The Finnish table once more, for a spelling of a spelling: "kattellahan"."""
    table = {evened(said): evened(known) for said, known in _table("fi").items()}
    return table | {known: known for known in table.values()}
