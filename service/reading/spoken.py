"""Words in the one form that the lists know: dialect, speech and haste evened out."""

import re
from functools import cache, lru_cache

from service.domain.languages import Language
from service.reading.phrases import words

Rules = tuple[tuple[re.Pattern[str], str], ...]

# Finnish endings as they are said, each with one plain form; applied in turn.
_FINNISH: Rules = (
    (re.compile(r"t(?:ihin|ihi|ii)$"), "tiin"),  # tavattihin, nähtii
    (re.compile(r"t(ah|aha|a)a?n?$"), "taan"),  # tavatahan, perutaa
    (re.compile(r"t(äh|ähä|ä)ä?n?$"), "tään"),  # siirretähän
    (re.compile(r"(?<=[^aeiouyäö])i[aä]$"), "ii"),  # tuntia, tuntii
    (re.compile(r"(?<=[^aeiouyäö])(?:ea|eä|oa|ua)$"), "ee"),  # vaikea, vaikee
)

# Swedish compounds, known by what they end with, and "-it" for "-igt": rolit, omöjlit.
_SWEDISH: Rules = (
    (re.compile(r"^[^\W\d]{3,}(?=möte$|mötet$|träff$|träffen$)"), ""),  # zoommöte, mentorträffen
    (re.compile(r"^[^\W\d]{3,}(?=museum$|museet$|utställning$|utställningen$|konserten$)"), ""),
    (re.compile(r"(?<=[lrkt])it$"), "igt"),
)

_CLITICS = ("kkaan", "kkään", "kkaa", "kkää", "han", "hän", "ha", "hä", "kin", "ki", "kaan", "kään")


@lru_cache(maxsize=20_000)
def plain(word: str, language: Language) -> str:
    """Return a word as the lists know it; the sayings themselves go through this as well."""
    known = _table(language).get(word)
    if known is not None:
        return known
    if language == "fi" and len(word) > 5:
        word = _without_clitic(word)
        return _table(language).get(word) or _evened(word, _FINNISH)
    return _evened(word, _SWEDISH) if language == "sv" and len(word) > 5 else word


def _evened(word: str, rules: Rules) -> str:
    """Return a word with the first of the rules that fits it applied."""
    for ending, said in rules:
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
