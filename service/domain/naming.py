"""Where words name somebody: by address or name, also inflected, and nobody else (P40, G4)."""

import json
import re
from collections.abc import Iterable

# A full name keeps them in Finnish and Swedish: "Eetu Koskelle", "Eetu Koskis".
_ENDINGS = (
    "n", "in", "a", "ä", "ta", "tä", "lle", "lla", "llä", "lta", "ltä", "sta", "stä", "ssa",
    "ssä", "na", "nä", "s",
)  # fmt: skip
# In JSON a name may follow "\n", whose letter belongs to no word.
_NO_WORD_BEFORE = r"(?:(?<!\w)|(?<=\\[nrt]))"
_NO_ADDRESS_BEFORE = r"(?:(?<![\w.+%-])|(?<=\\[nrt]))"
_NO_WORD_AFTER = r"(?!\w|\\u)"
_NO_ADDRESS_AFTER = r"(?![\w-]|\.\w|\\u)"


def tells(word: str) -> bool:
    """Return whether a name or address is enough to tell a person: a first name alone is not."""
    return "@" in word or len(word.split()) > 1


def naming(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds names and addresses in words, or in their JSON; never part of another.

    One name alone is found only as it was written, and not where a second name follows.
    """
    return re.compile("|".join(_one(word) for word in words) or r"(?!)")


def _one(word: str) -> str:
    said = _either(word)
    if "@" in word:
        return f"{_NO_ADDRESS_BEFORE}(?i:{said}){_NO_ADDRESS_AFTER}"
    ending = f"(?:{'|'.join(_either(one) for one in _ENDINGS)})?{_NO_WORD_AFTER}"
    if tells(word):
        return f"{_NO_WORD_BEFORE}(?i:{said}){ending}"
    if word[:1].islower():
        return r"(?!)"  # it may be a word of any kind, also one of the program's own
    return rf"(?:(?<![\w.@+-])|(?<=\\[nrt])){said}{ending}(?![.@-]\w| [A-ZÅÄÖ])"


def _either(word: str) -> str:
    """Return a word as it stands in plain text or in JSON."""
    forms = dict.fromkeys((word, json.dumps(word)[1:-1]))
    return f"(?:{'|'.join(re.escape(one) for one in forms)})"
