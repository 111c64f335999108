"""Finnish numbers from eleven to ninety-nine in one word, as they are spelled, said and slurred,
and the hours of a clock: "yhyreksästä", "kasiin", "iltakuuvelta".
"""

import re
from functools import lru_cache

_UNITS = (  # nine before the one that it begins with
    (9, r"yh?(?:yre|re|de|he|e)ksän?|ysi(?=k)"),
    (1, r"y(?:ksi?|h(?:d|r|yr|)en?)"),
    (2, r"ka(?:ksi?|h(?:d|r|ar|)en)"),
    (3, r"kol(?:o?me?|men)?"),
    (4, r"nel(?:i?jä|jän|j|i|ä)?"),
    (5, r"viisi?|viiden"),
    (6, r"kuusi?|kuuden"),
    (7, r"sei(?:tse|hte|tte?)m[äe]n?|seittämän?|seit(?:en)?(?=k)"),
    (8, r"kah?(?:are|re|de|he|e)ksan?|kasi(?=k)"),
)
_UNIT = re.compile("|".join(f"(?P<n{value}>{form})" for value, form in _UNITS))
_TEEN = re.compile(r"toist(?:a|oo)?")
_TENS = re.compile(r"kymmen(?:tä|t|een)|kymmen(?=\w)|kyt(?:ä|ä?n)?|kytä|kyn(?=\w)|kymppiä|kymppii")

# An hour before its "-sta" and "-lta", and before the long sound and "n" that end a span.
_HOURS = (
    (13, r"yh?(?:yr|d|r)?e", r"yhteh?e"),
    (14, r"ka(?:har|h|hd|hr)e", r"kahteh?e"),
    (15, r"kolo?me", r"kolo?meh?e"),
    (16, r"nele?[ij]{0,2}ä", r"nele?i?j{1,2}äh?ä"),
    (17, r"vii[djr]?e", r"viiteh?e"),
    (18, r"kuu(?:[dr]|v{1,2})?e", r"kuuteh?e"),
    (19, r"sei(?:tse|tte|hte|t)m[äe]|seittämä|seiska", r"sei(?:tse|tte|ttä|hte|t)mäh?ä|seiskah?a"),
    (20, r"kah?(?:are|re|de|he|e)ksa|kasi", r"kah?(?:are|re|de|he|e)h?ksah?a|kasii"),
    (21, r"yh?(?:yre|re|de|he|e)ksä|ysi", r"yh?(?:yre|re|de|he|e)ksäh?ä|ysii"),
    (10, r"kymmene|kympi", r"kymmeneh?e|kympp?ii"),
)
_PART, _TEENTH = r"(?P<part>aamu|ilta)?", r"(?P<teenth>toista?)?"
_TO = [(hour, re.compile(rf"(?:{stem})n?{_TEENTH}(?P<part>x)?")) for hour, _, stem in _HOURS]
_FROM, _AT = (
    [
        (hour - 12 if hour >= 20 else hour, re.compile(rf"{_PART}(?:{stem}){case}t[aä]?{_TEENTH}"))
        for hour, stem, _ in _HOURS
    ]
    for case in "sl"
)


@lru_cache(maxsize=8_000)
def hour_of_span(kind: str, word: str) -> int | None:
    """Return the hour that a word names, opens or ends a span with; None where it does not."""
    if len(word) < 5:
        return None
    listed = {"at_clock": _AT, "from_clock": _FROM, "to_clock": _TO}[kind]
    for hour, form in listed:
        if (read := form.fullmatch(word)) is not None:
            return _of_its_part(hour, read)
    return None


def _of_its_part(hour: int, read: re.Match[str]) -> int:
    """ "Kahdestatoista" is twelve, and "iltakahdeksasta" no eight in the morning."""
    if read["teenth"]:
        return hour % 12 + 10
    return {"aamu": hour % 12, "ilta": hour % 12 + 12}.get(read["part"] or "", hour)


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
