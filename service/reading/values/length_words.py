"""Lengths in one word: "kaksituntinen", "90-minuuttinen", "tvåtimmarsmöte", "timslångt"."""

import re
from collections.abc import Sequence
from functools import lru_cache

from service.reading.text.tokens import Token, word_at

_HOURS = {
    "puoli": 30, "puolen": 30, "yksi": 60, "yhden": 60, "yks": 60, "puolitoista": 90,
    "puolentoista": 90, "puoltoista": 90, "kaksi": 120, "kaks": 120, "kahden": 120, "kolmi": 180,
    "kolmen": 180, "neli": 240, "neljän": 240, "halv": 30, "en": 60, "två": 120, "tre": 180,
    "fyra": 240,
}  # fmt: skip
_ADJECTIVE = r"(?:nen|sen|sta|seen|seksi|seks|sessa|ses|sella|selta|set|ne)"
_HOUR_WORD = re.compile(
    rf"({'|'.join(_HOURS)})tunti{_ADJECTIVE}"
    r"|(halv|en|två|tre|fyra)timm(?:es|as|ars)[^\W\d]{3,}|tim(?:me|ma)?slång[at]?"
)
_QUARTERS = re.compile(rf"kolo?m(?:e|i|en)vart(?:tii?|ti[an]|ti{_ADJECTIVE})")
_HOUR_PART = re.compile(rf"tunti{_ADJECTIVE}|timm(?:es|ars)(?:[^\W\d]{{3,}})?")
_MINUTE_PART = re.compile(rf"minuutti{_ADJECTIVE}")


def length_in_a_word(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Return the minutes of a length that is an adjective, and where it ends."""
    minutes = minutes_of(tokens[at].text)
    if minutes:
        return minutes, at + 1
    number = tokens[at].number
    after = at + 1 + (word_at(tokens, at + 1) == "-")
    if number is None or not 0 < number < 600:
        return None
    if _MINUTE_PART.fullmatch(word_at(tokens, after)):
        return number, after + 1
    hours = number < 10 and _HOUR_PART.fullmatch(word_at(tokens, after))
    return (number * 60, after + 1) if hours else None


@lru_cache(maxsize=8_000)
def minutes_of(word: str) -> int:
    """Return the minutes of a length in one word, 0 where it is none."""
    found = _HOUR_WORD.fullmatch(word)
    if found is None:
        return 45 * bool(_QUARTERS.fullmatch(word))
    return _HOURS[found[1] or found[2] or "en"]  # "timslång"
