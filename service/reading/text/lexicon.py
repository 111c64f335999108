"""Single words of days, clocks and numbers, looked up in the word lists."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from service.reading.text.finnish_numbers import finnish_number, hour_of_span
from service.reading.text.word_lists import words

_LONGEST_ENDING = 6
_SHORTEST_WEEKDAY = 6  # letters of "tiista"
_NOT_WEEKDAYS = ("mys", "möte", "möten", "mötet", "kväll", "klubb", "fika")
_FINNISH_MONTHS = (
    "tammik", "helmik", "maalisk", "huhtik", "toukok", "kesäk", "heinäk", "elok", "syysk", "lokak",
    "marrask", "jouluk",
)  # fmt: skip

_TENS = {
    20: ("tjugo", "tjuge", "tjugi", "tjugu", "tju"), 30: ("trettio", "tretti"),
    40: ("fyrtio", "fyrti", "förti"),
    50: ("femtio", "femti"), 60: ("sextio", "sexti"), 70: ("sjuttio", "sjutti"),
    80: ("åttio", "åtti"), 90: ("nittio", "nitti"),
}  # fmt: skip
_ONES = {
    "en": 1, "ett": 1, "två": 2, "tva": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7,
    "åtta": 8, "nio": 9, "nie": 9,
}  # fmt: skip


def _calendar() -> Mapping[str, Any]:
    return words("calendar")


@lru_cache(maxsize=8_000)
def weekday_named(word: str) -> int | None:
    """Return the weekday of a word written out in any of its forms."""
    found = _by_stem("weekday_stems", _without_part_of_day(word))
    if found is None or not word.endswith(_NOT_WEEKDAYS):
        return found
    return None


def _without_part_of_day(word: str) -> str:
    """ "Keskiviikkoaamuna" and "perjantai-iltapäivällä" are of their day."""
    if word.startswith("keskiviikkoilta"):  # but "tiistailta" is from its day
        return word[: -len(word.removeprefix("keskiviikko"))]
    place = word.find("aamu", _SHORTEST_WEEKDAY)
    return word[:place] if place > 0 else word


def weekday_short(word: str) -> int | None:
    """Return the weekday of a short form such as "ti" or "Thu"."""
    return _as_int(_calendar()["weekday_short"].get(word))


@lru_cache(maxsize=8_000)
def month_named(word: str) -> int | None:
    """Return the month of a word written out in any of its forms."""
    # "Juni" and "juninmöte" are not the same: only Finnish months are inflected.
    finnish = word.startswith(_FINNISH_MONTHS) and not word.startswith("elokuv")  # a film
    if _as_int(_calendar()["month_stems"].get(word)) or finnish:
        return _by_stem("month_stems", word)
    return None


def month_near_number(word: str) -> int | None:
    """Return the month of a word that stands beside a number, short forms included."""
    return month_named(word) or _as_int(_calendar()["month_short"].get(word))


@lru_cache(maxsize=8_000)
def number_named(word: str) -> int | None:
    """Return the number of a word such as "kaksi", "forty" or "trettiotvå"."""
    listed = _as_int(_calendar()["numbers"].get(word))
    return listed or finnish_number(word) or _swedish_tens(word)


def _swedish_tens(word: str) -> int | None:
    """ "Trettiotvå", "åttifem" and "tjufem" are written as one word."""
    for ten, stems in _TENS.items():
        for stem in stems:
            ones = _ONES.get(word.removeprefix(stem)) if word.startswith(stem) else None
            if ones is not None:
                return ten + ones
    return None


@lru_cache(maxsize=8_000)
def days_from_today(word: str) -> int | None:
    """Return the days from today of a word such as "eilen" or "eilisaamun"."""
    listed = _as_int(_calendar()["relative"].get(word))
    return _part_of_near_day(word) if listed is None else listed


def _part_of_near_day(word: str) -> int | None:
    """ "Eilisiltapäivän", "huomisaamuksi", "toissailtainen": a day, with its part in one word."""
    for opening, days in _calendar()["near_days"].items():
        if word.startswith(opening):
            parts = tuple(_calendar()["words"]["parts_of_day"])
            return int(days) if word.removeprefix(opening).startswith(parts) else None
    return None


@lru_cache(maxsize=8_000)
def clock_word(kind: str, word: str) -> int | None:
    """Return the hour of a word such as "neljältä"; `kind` is at_clock, from_clock or to_clock."""
    listed = _as_int(_calendar().get(kind, {}).get(word))
    return hour_of_span(kind, word) if listed is None else listed


@lru_cache(maxsize=8_000)
def minutes_named(word: str) -> int | None:
    """Return the minutes that a word counts to or from an hour: "viittä", "kymppi", "20"."""
    listed = _as_int(_calendar()["minutes_told"].get(word))
    return listed or (int(word) if word.isdecimal() and len(word) < 3 else number_named(word))


def is_a(kind: str, word: str) -> bool:
    """Return whether a word is of a kind listed under [words]."""
    return word in _kinds()[kind]


@cache
def _kinds() -> dict[str, frozenset[str]]:
    return {kind: frozenset(listed) for kind, listed in _calendar()["words"].items()}


def _by_stem(table: str, word: str) -> int | None:
    for stem, value in _calendar()[table].items():
        if word.startswith(stem) and len(word) <= len(stem) + _LONGEST_ENDING:
            return int(value)
    return None


def _as_int(value: object) -> int | None:
    return value if isinstance(value, int) else None
