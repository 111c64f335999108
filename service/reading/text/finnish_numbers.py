"""Finnish numbers from eleven to ninety-nine in one word, as they are spelled, said and slurred,
and the hours of a span: "yhyreksästä", "kasiin".
"""

import re
from functools import lru_cache

_UNITS = (
    (1, r"y(?:ksi?|h(?:d|r|yr|)en?)"),
    (2, r"ka(?:ksi?|h(?:d|r|ar|)en)"),
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

# An hour before the "-sta" that opens a span, and before the long sound and "n" that end it.
_HOURS = (
    (13, r"yh?(?:yr|d|r)?e", r"yhteh?e"),
    (14, r"ka(?:har|h|hd|hr)e", r"kahteh?e"),
    (15, r"kolo?me", r"kolo?meh?e"),
    (16, r"nel[ij]{0,2}ä", r"neli?jäh?ä"),
    (17, r"vii[djr]?e", r"viiteh?e"),
    (18, r"kuu[dvr]?e", r"kuuteh?e"),
    (19, r"sei(?:tse|tte|t)m[äe]|seittämä|seiska", r"sei(?:tse|tte|ttä|t)mäh?ä|seiskah?a"),
    (20, r"kah?(?:are|re|de|he|e)ksa|kasi", r"kah?(?:are|re|de|he|e)h?ksah?a|kasii"),
    (21, r"yh?(?:yre|re|de|he|e)ksä|ysi", r"yh?(?:yre|re|de|he|e)ksäh?ä|ysii"),
    (10, r"kymmene|kympi", r"kymmeneh?e|kympp?ii"),
    (11, r"yh?(?:yr|d|r)?e(?=.*toist)", r"yhteh?e(?=.*toist)"),
    (12, r"ka(?:har|h|hd|hr)e(?=.*toist)", r"kahteh?e(?=.*toist)"),
)
_FROM = [
    (hour - 12 if hour >= 20 else hour, re.compile(rf"(?:{stem})st[aä]?(?:toista?)?"))
    for hour, stem, _ in _HOURS
]
_TO = [(hour, re.compile(rf"(?:{stem})n?(?:toista?)?")) for hour, _, stem in _HOURS]


@lru_cache(maxsize=8_000)
def hour_of_span(kind: str, word: str) -> int | None:
    """Return the hour that opens or ends a span, None for a word that does not."""
    if len(word) < 5:
        return None
    listed = _FROM if kind == "from_clock" else _TO
    fitting = [hour for hour, form in listed if form.fullmatch(word)]
    return fitting[-1] if fitting else None


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
