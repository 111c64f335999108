"""All values in a text, left to right; at each place the kind that reads furthest wins."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from service.domain.languages import Language
from service.reading.text.lexicon import is_a
from service.reading.text.tokens import Token, word_at
from service.reading.values.bare_sums import is_fare_at
from service.reading.values.clocks import clock_at, opens_clock
from service.reading.values.day_ranges import with_ranges
from service.reading.values.days import day_at, opens_day
from service.reading.values.fares import as_fare, is_paid
from service.reading.values.kinds import Clock, Day, Found, Length
from service.reading.values.lengths import length_at, opens_length
from service.reading.values.lone_months import month_alone, opens_month
from service.reading.values.nths import with_listed_months
from service.reading.values.sums import opens_sum, sum_at
from service.reading.values.unmarked_hours import (
    INSTEAD,
    PLACED,
    as_departure,
    hour_moved_to,
    hour_of_day,
    hour_of_end,
    hour_proposed,
    is_begun,
    suiting_hour,
)
from service.reading.values.unsaid_units import with_parts, with_units
from service.reading.values.weeks import way_put, with_weekday

_ROOMS = (
    "huone",
    "sali",
    "luokka",
    "luokassa",
    "huoneessa",
    "salissa",
    "room",
    "rum",
    "sal",
    "nro",
)
_PUTS_BACK = {"put", "pushed", "push", "set", "been"}
_BRINGS_FORWARD = (["brought", "forward"], ["bring", "forward"])
_PUT_OFF = {
    "push", "pushed", "pushing", "postpone", "postponed", "postponing", "delay", "delaying",
    "defer",
}  # fmt: skip
_BETWEEN_A_DATE_AND_HOURS = {"", ",", ".", ":", "(", ".:", ".(", ".,", "\n", ".\n"}
_FINNISH_SHORT = {"ma", "ti", "ke", "to", "pe", "la", "su"}


def values_in(
    tokens: Sequence[Token], language: Language = "fi", sums: bool = False
) -> list[Found]:
    """Return the values of a text in order; with `sums`, numbers with two decimals are sums."""
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        opens = sums or opens_value(tokens[at].text)
        one = _value_at(tokens, at, found, sums) if opens else None
        if one is not None and (_is_foreign(tokens, one, language) or _is_room(tokens, one)):
            one = None
        if one is not None:
            paid = sums or is_paid(tokens, one)
            one = as_fare(tokens, one, found) if paid else as_departure(tokens, one, found)
        if one is None:
            at += 1
            continue
        found.append(_without_till(tokens, one) if language == "sv" else one)
        at = max(one.last, at + 1)  # whatever was read, never back: it would be read without end
    found = with_parts(tokens, with_units(tokens, found))
    return with_ranges(tokens, with_weekday(with_listed_months(tokens, found)))


@lru_cache(maxsize=20_000)
def opens_value(word: str) -> bool:
    """Return whether a value may begin with a word; most open none, and are asked no further.

    A sum among costs may open with more ("kympillä"): there every word is asked.
    """
    kinds = (opens_day, opens_clock, opens_length, opens_sum, opens_month)
    return any(opens(word) for opens in kinds)


def _value_at(
    tokens: Sequence[Token], at: int, before: Sequence[Found], sums: bool
) -> Found | None:
    last = before[-1] if before else None
    if not sums and is_fare_at(tokens, at, last):
        return sum_at(tokens, at, bare=True)
    marked = at + 1 < len(tokens) and is_a("clock", tokens[at].text)
    hour = hour_of_day(tokens, at + marked)
    hour = hour and replace(hour, first=at)
    length = None if hour else length_at(tokens, at)
    after_day = (bool(before) and _follows_day(tokens, before[-1], at)) or is_begun(tokens, at)
    after_day = after_day or not (sums or _is_numbered(tokens, at))
    after_day = after_day or (not sums and _is_plain_time(tokens, at))
    ways = (
        _later(tokens, at, length),
        day_at(tokens, at),
        clock_at(tokens, at, after_day, _follows_its_date(tokens, last, at)),
        hour,
        suiting_hour(tokens, at),
        hour_of_end(tokens, at),
        hour_moved_to(tokens, at),
        hour_proposed(tokens, at),
        length,
        sum_at(tokens, at, sums and (not after_day or is_fare_at(tokens, at, last))),
        month_alone(tokens, at),
    )
    read = [one for one in ways if one is not None]
    return max(read, key=lambda one: one.last, default=None)


def _is_foreign(tokens: Sequence[Token], one: Found, language: Language) -> bool:
    """ "To 6.30" is no Thursday in English, and "ti sex" no Tuesday in Swedish."""
    if tokens[one.first].text not in _FINNISH_SHORT or not isinstance(one.value, Day):
        return False
    return language == "en" or (language == "sv" and one.value.day is None)


def _is_room(tokens: Sequence[Token], one: Found) -> bool:
    """ "Room 4.12" is no fourth of December."""
    numbered = tokens[one.first].number is not None and isinstance(one.value, Day)
    # "Ägde rum 8.4": it took place.
    took_place = word_at(tokens, one.first - 2) in ("ägde", "äger", "ägt", "äga")
    return numbered and not took_place and word_at(tokens, one.first - 1) in _ROOMS


def _without_till(tokens: Sequence[Token], one: Found) -> Found:
    """ "Vi flytta he ti 23.4": the "ti" of Swedish dialects is "till", no Tuesday."""
    if tokens[one.first].text == "ti" and isinstance(one.value, Day):
        return replace(one, value=replace(one.value, weekday=None))
    return one


def _follows_day(tokens: Sequence[Token], before: Found, at: int) -> bool:
    between = [token.text for token in tokens[before.last : at]]
    return (
        isinstance(before.value, Day | Clock)
        and len(between) <= 2
        and not set(between) - {",", "(", "-", ".", *PLACED, *INSTEAD}
    )


def _follows_its_date(tokens: Sequence[Token], before: Found | None, at: int) -> bool:
    """ "18.2. 16-17", "4 May (16-17)", "4.5.2026: 16-17": two hours that need no word for it.

    "May 4, 10-11" may be days of May, "Mon May 4, 10-11" and "May 20, 10-11" are hours.
    """
    day = before.value if before else None
    if before is None or not isinstance(day, Day) or day.day is None or day.month is None:
        return False
    between = "".join(token.text for token in tokens[before.last : at])
    month_first = tokens[before.first].is_word and day.weekday is None and day.year is None
    goes_on = between == "," and month_first and (tokens[at].number or 0) > day.day
    apart = not tokens[at].glued or between.endswith("(")
    return between in _BETWEEN_A_DATE_AND_HOURS and apart and not goes_on


def _is_numbered(tokens: Sequence[Token], at: int) -> bool:
    """A number that may be no time: that of a room, or one with a month for its minutes."""
    before = tokens[at - 1].text if at else ""
    minute = tokens[at + 2].number if at + 2 < len(tokens) else None
    return minute is None or 1 <= minute <= 12 or before.endswith(_ROOMS)


def _is_plain_time(tokens: Sequence[Token], at: int) -> bool:
    """ "18.00 the same day": minutes that are no month, in a reply that is not of costs."""
    minutes = tokens[at + 2].text if at + 2 < len(tokens) else ""
    goes_on = at + 3 < len(tokens) and tokens[at + 3].glued and tokens[at + 3].text != ","
    return minutes in ("00", "15", "30", "45") and not goes_on


def _later(tokens: Sequence[Token], at: int, length: Found | None) -> Found | None:
    """Read "tuntia myöhemmin", "half an hour later": a time counted from the planned one."""
    minutes, end = 60, at + 1
    if length is not None and isinstance(length.value, Length):
        minutes, end = length.value.minutes, length.last
    elif tokens[at].text not in ("tunnilla", "tuntia", "tuntii", "hour", "timme"):
        return None
    word = tokens[end].text if end < len(tokens) else ""
    if length is not None and word_at(tokens, at - 1) == "by":
        verbs = {token.text for token in tokens[max(0, at - 5) : at - 1]}
        if verbs & _PUT_OFF and not verbs & {"be", "forward", "i", "i'm", "i'll"}:
            return Found(Clock(shift=minutes), at, end)  # "push it back by half an hour"
    if is_a("later", word):
        return Found(Clock(shift=minutes), at, end + 1)
    if is_a("earlier", word):
        return Found(Clock(shift=-minutes), at, end + 1)
    sign = _way_put(tokens, at) if length is not None else 0
    return Found(Clock(shift=sign * minutes), at, end) if sign else None


def _way_put(tokens: Sequence[Token], at: int) -> int:
    """Return -1 after a verb of "aikaistetaan kahdella tunnilla", 1 after one of putting off."""
    before = [token.text for token in tokens[max(0, at - 3) : at]]
    if before[-2:] in _BRINGS_FORWARD:
        return -1
    if before[-1:] == ["back"] and before[0] in _PUTS_BACK:
        return 1  # "it's been put back an hour"
    return way_put(tokens, at, 4)  # not "keskiviikosta aikaistettiin. Kaks tuntia."
