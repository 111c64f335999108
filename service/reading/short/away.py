"""Absences as people announce them: "lomalla 1.–31.7.", "bortrest 3–10.4", "away until 5 May"."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from service.domain.wishes import Wish
from service.reading.text.word_lists import words

_LONGEST = timedelta(days=366)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|:e|:a)(?![^\W\d_])")
_NAMED = re.compile(r"(\d{1,2})\s*\.?\s*(?:of\s+)?%(\d{1,2})%")
_NAME_FIRST = re.compile(r"%(\d{1,2})%\s*(\d{1,2})\.?(?!\d)")
_WHOLE = re.compile(r"%(\d{1,2})%(?:\s*(20\d\d))?")
_END = re.compile(r"%(\d{1,2})% loppuun|(?:slutet av|end of) %(\d{1,2})%")
_MAYBE = re.compile(r"(?<!\bin )(?<!\ball )(?<!during )\bmay\b")  # "I may be away" names no month
_DAY = re.compile(r"(\d{1,2})(?:[./](\d{1,2})(?!\d))?[.]?(?:\s?(20\d\d))?")


@dataclass(frozen=True)
class _Day:
    """A day as said; what was not said is None."""

    day: int
    month: int | None
    year: int | None


def away_in(said: str, received_on: date) -> Wish | None:
    """Return the absence that a whole message, in lower case, announces; None for all else.

    A single day with "until" is its last; with "back", the day after it. Days without a year
    are the next that are not over on the day of receipt.
    """
    text = _numbered(said)
    spoken = _LETTERS.findall(text)
    lists = _lists()
    if not lists["says"] & set(spoken) or set(spoken) - frozenset().union(*lists.values()):
        return None
    if end := _END.search(text):
        more = re.search(r"\d", _END.sub("", text))
        return None if more else _until_end_of(end[1] or end[2], received_on)
    if months := _WHOLE.findall(text):
        told = set(spoken) & (lists["until"] | lists["returns"]) or _MAYBE.search(said)
        more = re.search(r"\d", _WHOLE.sub("", text))
        return None if told or more else _whole(months, received_on)
    days = [_day(*found.groups()) for found in _DAY.finditer(text)]
    if len(days) == 2:
        return _between(days[0], days[1], received_on)
    return _alone(days[0], set(spoken), received_on) if len(days) == 1 else None


def _numbered(said: str) -> str:
    """Return a text with "5 May" and "May 5" written as "5.5."."""
    plain = _ORDINAL.sub(".", said.replace("–", "-").replace("—", "-"))
    named = _LETTERS.sub(lambda word: _month(word[0]), plain)
    return _NAME_FIRST.sub(r"\2.\1. ", _NAMED.sub(r"\1.\2. ", named))


def _month(word: str) -> str:
    number = _months().get(word)
    return f"%{number}%" if number else word


def _day(day: str, month: str | None, year: str | None) -> _Day:
    return _Day(int(day), int(month) if month else None, int(year) if year else None)


def _whole(months: list[tuple[str, str]], received_on: date) -> Wish | None:
    """Return an absence of a whole month, or of some in a row: the next ones not over."""
    (first, _), (last, said) = months[0], months[-1]
    years = [int(said)] if said else [received_on.year, received_on.year + 1]
    for year in years:
        ends = date(year, int(last), monthrange(year, int(last))[1])
        begins = date(year - (int(first) > int(last)), int(first), 1)
        if ends >= received_on:
            return Wish("away", first=begins, last=ends) if ends - begins <= _LONGEST else None
    return None


def _until_end_of(month: str, received_on: date) -> Wish | None:
    """Return an absence from today to a month's last day: "huhtikuun loppuun"."""
    whole = _whole([(month, "")], received_on)
    return replace(whole, first=received_on) if whole else None


def _between(first: _Day, last: _Day, received_on: date) -> Wish | None:
    """Return an absence from one day to another; "1.–31.7." names the month once."""
    month = last.month or first.month
    ends = _next(_Day(last.day, month, last.year or first.year), received_on)
    if ends is None:
        return None
    begins = _date(ends.year, first.month or ends.month, first.day)
    if begins is None:
        return None
    if begins > ends:
        begins = _date(ends.year - 1, begins.month, begins.day)
    if begins is None or ends - begins > _LONGEST:
        return None
    return Wish("away", first=begins, last=ends)


def _alone(said: _Day, spoken: set[str], received_on: date) -> Wish | None:
    lists = _lists()
    on = _next(said, received_on)
    if on is None or on - received_on > _LONGEST:
        return None
    if spoken & lists["returns"]:
        last = on - timedelta(days=1)
        return Wish("away", first=received_on, last=last) if last >= received_on else None
    if spoken & lists["until"]:
        return Wish("away", first=received_on, last=on)
    return Wish("away", first=on, last=on) if said.month else None


def _next(said: _Day, received_on: date) -> date | None:
    """Return the first such day that is not over; a day without a month has none."""
    if said.month is None:
        return None
    years = [said.year] if said.year else [received_on.year, received_on.year + 1]
    days = [_date(year, said.month, said.day) for year in years]
    return next((on for on in days if on is not None and on >= received_on), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    listed = words("commands")["away"]["months"]
    return {name: number for number, names in enumerate(listed, start=1) for name in names}


@cache
def _lists() -> dict[str, frozenset[str]]:
    listed = words("commands")["away"]
    return {name: frozenset(listed[name]) for name in ("says", "fill", "until", "returns")}
