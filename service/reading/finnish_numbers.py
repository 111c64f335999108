"""Finnish numbers from eleven to ninety-nine in one word, as they are spelled, said and slurred."""

import re
from functools import lru_cache

_UNITS = (
    (1, r"y(?:ksi?|h[dr]en?)"),
    (2, r"ka(?:ksi?|h[dr]en|hen)"),
    (3, r"kol(?:o?me?|men)"),
    (4, r"nel(?:i?jä|jän|i|ä)?"),
    (5, r"viisi?|viiden"),
    (6, r"kuusi?|kuuden"),
    (7, r"sei(?:tse|tte|tte?)m[äe]n?|seittämän?"),
    (8, r"kah?(?:are|re|de|he|e)ksan?"),
    (9, r"yh?(?:yre|re|de|he|e)ksän?"),
)
_UNIT = re.compile("|".join(f"(?P<n{value}>{form})" for value, form in _UNITS))
_TEEN = re.compile(r"toist(?:a|oo)?")
_TENS = re.compile(r"kymmen(?:tä|t|een)|kymmen(?=\w)|kyt(?:ä|ä?n)?|kytä|kyn(?=\w)|kymppiä|kymppii")


@lru_cache(maxsize=8_000)
def finnish_number(word: str) -> int | None:
    """Return the number of "kaheksantoista" or "kuuskytviis", None for any other word."""
    first = _UNIT.match(word)
    if first is None:
        return None
    teen = _TEEN.fullmatch(word, first.end())
    if teen is not None:
        return 10 + _value(first)
    tens = _TENS.match(word, first.end())
    if tens is None or _value(first) == 1:
        return None
    if tens.end() == len(word):
        return 10 * _value(first)
    ones = _UNIT.fullmatch(word, tens.end())
    return 10 * _value(first) + _value(ones) if ones is not None else None


def _value(unit: re.Match[str]) -> int:
    return int((unit.lastgroup or "n0")[1:])
