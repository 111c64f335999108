"""All values in a text, left to right; at each place the kind that reads furthest wins."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from service.domain.languages import Language
from service.reading.text.lexicon import is_a, number_named
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.bare_sums import is_fare_at
from service.reading.values.clocks import clock_at, opens_clock
from service.reading.values.day_ranges import with_ranges
from service.reading.values.days import day_at, month_alone, opens_day, opens_month
from service.reading.values.digits import afternoon, digits_at
from service.reading.values.hours import hour_named
from service.reading.values.kinds import Clock, Day, Found, Length, Money
from service.reading.values.lengths import length_at, opens_length
from service.reading.values.nths import with_listed_months
from service.reading.values.openings import opens_and_suits
from service.reading.values.resolve import Calendar
from service.reading.values.sums import opens_sum, sum_at
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
_BESIDE_HOURS = {
    "började", "slutade", "börjar", "slutar", "startade", "vid", "runt", "kring", "prick", "igång",
    "börja", "sluta", "started", "began", "finished", "ended",
}  # fmt: skip
_INSTEAD = {"istället", "stället", "instead", "sijaan"}
_PLACED = {"i", "istället", "instead"}
_AFTER_AN_HOUR = {"", ".", ",", "!", "?", "\n", ")", "samma", "på", "så", "the", "on", "so", "that"}
_SUITS = {"går", "passar", "funkar", "fungerar", "vore"}
_SHIFTS = ("flytt", "tidigareläg", "senareläg", "skjut", "ändra", "byta", "mov", "push", "bring")
_PUTS_BACK = {"put", "pushed", "push", "set", "been"}
_BRINGS_FORWARD = (["brought", "forward"], ["bring", "forward"])
_PUT_OFF = {
    "push", "pushed", "pushing", "postpone", "postponed", "postponing", "delay", "delaying",
    "defer",
}  # fmt: skip
_VEHICLES = ("tåget", "bussen", "flyget", "planet", "båten", "färjan")
_PROPOSES = {"säga", "säger", "say"}
_NOON, _LAST_HOUR, _HOUR, _HALF = 12, 21, 60, 30
_DONE = {"done", "finished", "over", "out", "up"}
_WERE = {"were", "was", "all", "we", "it", "got", "and", "wrapped", "packed", "wound", "finished"}
_BETWEEN_A_DATE_AND_HOURS = {"", ",", ".", ":", "(", ".:", ".(", ".,", "\n", ".\n"}
_NEAR_ITS_END = 5  # words from the hour of the beginning
_FULL_MARKS, _SLASHED = (5, 10), 3  # "10", "/" and "10"
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
            paid = sums or _is_paid(tokens, one)
            one = _as_fare(tokens, one, found) if paid else _as_departure(tokens, one, found)
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
    hour = _hour_of_day(tokens, at + marked)
    hour = hour and replace(hour, first=at)
    length = None if hour else length_at(tokens, at)
    after_day = (bool(before) and _follows_day(tokens, before[-1], at)) or _is_begun(tokens, at)
    after_day = after_day or not (sums or _is_numbered(tokens, at))
    after_day = after_day or (not sums and _is_plain_time(tokens, at))
    ways = (
        _later(tokens, at, length),
        day_at(tokens, at),
        clock_at(tokens, at, after_day, _follows_its_date(tokens, last, at)),
        hour,
        _suiting_hour(tokens, at),
        _hour_of_end(tokens, at),
        _hour_moved_to(tokens, at),
        _hour_proposed(tokens, at),
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


def _as_departure(tokens: Sequence[Token], one: Found, before: Sequence[Found]) -> Found:
    """ "Tåget 15.10", "the bus gets in at 17.05", "the 13.12 bus": an hour of a timetable."""
    led = word_at(tokens, one.first) == "the" and is_a("by_timetable", word_at(tokens, one.last))
    one = replace(one, first=one.first + 1) if led else one
    if not isinstance(one.value, Day) or tokens[one.first].number is None:
        return one
    at = one.first - 1
    while at > one.first - 4 and is_a("on_its_way", word_at(tokens, at)):
        at -= 1
    read = digits_at(tokens, one.first, marked=True, after_day=False)
    vehicle = word_at(tokens, at)
    leaves = is_a("by_timetable", vehicle) or vehicle.endswith(_VEHICLES)  # "Arlandaplanet"
    leaves = leaves or led or _has_its_end(tokens, one) or _ends_what_began(tokens, one, before)
    return Found(read[0], one.first, read[1]) if leaves and read else one


def _has_its_end(tokens: Sequence[Token], one: Found) -> bool:
    """ "Alkoi 17.10 ja päättyi 18.40": the hour of its beginning, and no date."""
    begins = is_a("before_clock", word_at(tokens, one.first - 1))
    ahead = range(one.last + 1, min(one.last + 5, len(tokens) - 1))
    ends = any(
        _opens_an_hour(tokens[at].text) and tokens[at + 1].number is not None for at in ahead
    )
    return begins and ends and one.last - one.first == 3


def _ends_what_began(tokens: Sequence[Token], one: Found, before: Sequence[Found]) -> bool:
    """ "Alku 17.00, loppu 18.10", "började 17.10, höll på till 19.10": its end is an hour too."""
    start = before[-1] if before else None
    if (
        start is None
        or not isinstance(start.value, Clock)
        or one.first - start.last > _NEAR_ITS_END
    ):
        return False
    led = tokens[max(0, start.first - 2) : start.first]
    begun = any(is_a("before_clock", token.text) for token in led)
    return begun and _opens_an_hour(word_at(tokens, one.first - 1))


def _opens_an_hour(word: str) -> bool:
    return is_a("before_clock", word) or word in said_of("rules", "closing")


def _as_fare(tokens: Sequence[Token], one: Found, before: Sequence[Found]) -> Found:
    """ "Bus 3.10 each way", "rides at 3.30 €", where costs are told: a sum, and no time."""
    if not isinstance(one.value, Day | Clock):
        return one
    first = next((at for at in range(one.first, one.last) if tokens[at].number is not None), None)
    if first is None:
        return one  # "four o'clock each time"
    marked = sum_at(tokens, first, bare=False)
    fare = is_a("fare", word_at(tokens, one.last)) or (marked and marked.last > one.last)
    fare = fare or _is_one_of_several(tokens, first) or _is_one_way(tokens, one.last)
    fare = fare or word_at(tokens, first - 1) in said_of("rules", "costs_so")
    fare = (
        fare or _is_paid(tokens, one) or is_fare_at(tokens, first, before[-1] if before else None)
    )
    if not fare and not _goes_on_from_a_sum(tokens, one, before):
        return one
    return sum_at(tokens, first, bare=True) or one


def _is_paid(tokens: Sequence[Token], one: Found) -> bool:
    """ "I paid 3.10 for the tram", "it cost me 3.10 for the tram", whatever was asked."""
    before = word_at(tokens, one.first - 1)
    paid = before in said_of("rules", "paid_a_sum")
    cost = word_at(tokens, one.first - 2) in said_of("rules", "costs_so")
    paid = paid or (cost and before in ("me", "us"))
    return paid and word_at(tokens, one.last) in said_of("rules", "paid_for_it")


def _is_one_of_several(tokens: Sequence[Token], at: int) -> bool:
    """ "Four trips at 3.10": as many, each at that price."""
    at_a_price = word_at(tokens, at - 1) in ("at", "à", "á", "för") and at > 2
    counted = tokens[at - 3].number or number_named(word_at(tokens, at - 3)) if at_a_price else 0
    return (counted or 0) > 1


def _is_one_way(tokens: Sequence[Token], at: int) -> bool:
    """ "3.10 one way, 3.10 the other way"."""
    said = [word_at(tokens, place) for place in range(at, at + 3)]
    return said[:2] == ["one", "way"] or said == ["the", "other", "way"]


def _goes_on_from_a_sum(tokens: Sequence[Token], one: Found, before: Sequence[Found]) -> bool:
    """ "Museum ticket 18 and 4.10 on the metro": a bare number beside a sum is another sum."""
    beside = bool(before) and isinstance(before[-1].value, Money)
    beside = beside and before[-1].last == one.first - 1 and one.last == one.first + 3
    decimal = isinstance(one.value, Day) and tokens[one.first].number is not None
    return beside and decimal and is_a("in_a_list", word_at(tokens, one.first - 1))


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
        and not set(between) - {",", "(", "-", ".", *_PLACED, *_INSTEAD}
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


def _is_begun(tokens: Sequence[Token], at: int) -> bool:
    """ "Alettiin 17.30": a time, where the number after the point can be no month."""
    if at == 0 or not is_a("before_clock", tokens[at - 1].text) or at + 2 >= len(tokens):
        return False
    minute = tokens[at + 2].number
    return minute is not None and not 1 <= minute <= 12


def _is_plain_time(tokens: Sequence[Token], at: int) -> bool:
    """ "18.00 the same day": minutes that are no month, in a reply that is not of costs."""
    minutes = tokens[at + 2].text if at + 2 < len(tokens) else ""
    goes_on = at + 3 < len(tokens) and tokens[at + 3].glued and tokens[at + 3].text != ","
    return minutes in ("00", "15", "30", "45") and not goes_on


def _hour_of_end(tokens: Sequence[Token], at: int) -> Found | None:
    """ "Slutade 17": an hour after a word of beginning or ending, with nothing that it counts."""
    hour = tokens[at].number
    if (read := _begun_at_minutes(tokens, at)) is not None:
        return read
    done = _is_done_by(tokens, at)
    if (done or word_at(tokens, at - 1) in _BESIDE_HOURS) and (hour is None or hour < 8):
        named = hour_named(word_at(tokens, at))
        hour = afternoon(named, 0).hour if named else None
    before = word_at(tokens, at - 1 - (word_at(tokens, at - 1) == "redan"))
    bound = done or is_a("before_clock", before) or _lasts_till(tokens, at)
    if hour is None or not 8 <= hour <= 21 or not bound:
        return None
    ends = word_at(tokens, at + 1) in said_of("rules", "after_bound")
    ends = ends or {word_at(tokens, at + 1), word_at(tokens, at + 2)} & _INSTEAD != set()
    follows = at + 2 < len(tokens) and tokens[at + 1].glued and tokens[at + 2].glued
    return Found(Clock(hour), at, at + 1) if ends and not follows else None


def _lasts_till(tokens: Sequence[Token], at: int) -> bool:
    """ "Vi hölls till 19", "we sat talking until 18"."""
    verbs = [token.text for token in tokens[max(0, at - 4) : max(0, at - 1)]]
    verbs += [f"{one} {two}" for one, two in pairwise(verbs)]  # "went on"
    lasts = any(word.startswith(stems_of("rules", "lasts")) for word in verbs)
    return lasts and word_at(tokens, at - 1) in said_of("rules", "closing")


def _hour_moved_to(tokens: Sequence[Token], at: int) -> Found | None:
    """ "Tidigarelägga till 16", "ses 18 istället för 17": one hour in another's place."""
    hour = tokens[at].number
    if (read := _hour_for_another(tokens, at)) is not None:
        return read
    if hour is None or not 7 <= hour <= 21:
        return None
    if at + 2 < len(tokens) and tokens[at + 1].glued and tokens[at + 2].glued:
        return None
    before, after = word_at(tokens, at - 1), word_at(tokens, at + 1)
    if after in ("i", "istället", "instead") and _is_in_place(tokens, at + 1):
        return Found(Clock(hour), at, at + 1)
    if before in ("för", "of") and tokens[at - 2].text in _INSTEAD and at > 1:
        return Found(Clock(hour), at, at + 1)
    verbs = tokens[max(0, at - 9) : at - 1] if before in ("till", "to", "from", "från") else ()
    shifted = any(verb.text.startswith(_SHIFTS) for verb in verbs)
    ends = after in said_of("rules", "after_an_hour_put")
    return Found(Clock(hour), at, at + 1) if shifted and ends else None


def _hour_for_another(tokens: Sequence[Token], at: int) -> Found | None:
    """ "Fyra i stället för halv sex", "five instead of six": two hours, the first for the other."""
    hour = hour_named(word_at(tokens, at)) if word_at(tokens, at + 1) in _PLACED else None
    if hour is None:
        return None
    place = at + 1 + (word_at(tokens, at + 1) == "i")
    if word_at(tokens, place) not in _INSTEAD or word_at(tokens, place + 1) not in ("för", "of"):
        return None
    other = place + 2
    half = is_a("half", word_at(tokens, other))
    ends = word_at(tokens, other + half + 1) in _AFTER_AN_HOUR
    swapped = hour_named(word_at(tokens, other + half)) is not None and ends
    return Found(afternoon(hour, 0), at, at + 1) if swapped else None


def _hour_proposed(tokens: Sequence[Token], at: int) -> Found | None:
    """ "Kan vi säga sex?", "ska vi säga 18 i stället": an hour, and nothing that it counts."""
    before = word_at(tokens, at - 1 - (word_at(tokens, at - 1) == "vi"))
    hour = tokens[at].number or hour_named(word_at(tokens, at))
    if before not in _PROPOSES or hour is None or not 7 <= afternoon(hour, 0).hour <= _LAST_HOUR:
        return None
    ends = word_at(tokens, at + 1) in ("?", "") or _is_in_place(tokens, at + 1)
    return Found(afternoon(hour, 0), at, at + 1) if ends else None


def _is_in_place(tokens: Sequence[Token], at: int) -> bool:
    """ "I stället för", "instead of"; "18 in place of 17" too."""
    return {word_at(tokens, at), word_at(tokens, at + 1)} & _INSTEAD != set()


def _begun_at_minutes(tokens: Sequence[Token], at: int) -> Found | None:
    """ "Alku 16.04": to the minute, where the number after the point can be no month."""
    bound = is_a("before_clock", word_at(tokens, at - 1)) or _is_done_by(tokens, at)
    if not (bound or _lasts_till(tokens, at)):
        return None
    read = digits_at(tokens, at, marked=True, after_day=False)
    minutes = tokens[at + 2].number if at + 2 < len(tokens) else None
    if read is None or read[1] != at + 3 or minutes in (10, 11, 12):
        return None
    if 1 <= (minutes or 0) <= 9 and word_at(tokens, at + 3) == ".":
        return None
    return Found(read[0], at, read[1])


def _is_done_by(tokens: Sequence[Token], at: int) -> bool:
    """ "We were done by 6", "started by 5"; but not "I must be done by 6"."""
    before = [word_at(tokens, place) for place in range(at - 3, at)]
    bound = before[1] in said_of("rules", "bound_verbs") and before[0] not in said_of(
        "rules", "to_begin"
    )
    return before[2] == "by" and (bound or (before[0] in _WERE and before[1] in _DONE))


def _hour_of_day(tokens: Sequence[Token], at: int) -> Found | None:
    """ "15h always", "17h30": an hour of the afternoon, for no meeting lasts as long."""
    hour, sign = tokens[at].number, word_at(tokens, at + 1)
    if hour is None or not _NOON <= hour <= _LAST_HOUR or sign != "h" or not tokens[at + 1].glued:
        return None
    minute = tokens[at + 2].number if at + 2 < len(tokens) and tokens[at + 2].glued else None
    if minute is None:
        return Found(Clock(hour), at, at + 2)
    return Found(Clock(hour, minute), at, at + 3) if minute < _HOUR else None


def _suiting_hour(tokens: Sequence[Token], at: int) -> Found | None:
    """ "18 kävis": an hour that opens its clause and suits."""
    hour = tokens[at].number
    named = hour_named(word_at(tokens, at)) if word_at(tokens, at + 1) in _SUITS else None
    if named and opens_and_suits(tokens, at):
        return Found(afternoon(named, 0), at, at + 1)  # "men fem går bra"
    if hour is None or not 7 <= hour <= 21:
        return None
    if opens_and_suits(tokens, at):
        return Found(Clock(hour), at, at + 1)
    read = digits_at(tokens, at, marked=True, after_day=False)
    if read is None or read[1] != at + 3 or not opens_and_suits(tokens, at, read[1]):
        return None
    return Found(read[0], at, read[1])  # "18.30 vore perfekt"


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


def settled_slashes(found: Sequence[Found], language: Language, calendar: Calendar) -> list[Found]:
    """Return the values with "4/11" read as one date where only one reading is possible.

    Finnish and Swedish write the day first. In English the meeting's own date shows which comes
    first, where the text names it; else it stays ambiguous.
    """
    days = [one.value for one in found if isinstance(one.value, Day)]
    meeting = calendar.meeting_day
    pairs = {(day.day, day.month) for day in days if day.ambiguous}
    month_first = bool(meeting and (meeting.month, meeting.day) in pairs)
    day_first = bool(meeting and (meeting.day, meeting.month) in pairs)
    clear = language != "en" or (day_first and not month_first)
    if not clear and not month_first:
        return list(found)
    return [_read_as(one, month_first and language == "en") for one in found]


def settled_halves(found: Sequence[Found], calendar: Calendar) -> list[Found]:
    """Return the values, the "half three" of a meeting that was to begin then as that half."""
    return [_as_its_start(one, calendar) for one in found]


def _as_its_start(one: Found, calendar: Calendar) -> Found:
    clock, planned = one.value, calendar.meeting
    if not isinstance(clock, Clock) or not clock.is_half_of_two or planned is None:
        return one
    if planned.minute != _HALF or planned.hour - clock.hour not in (0, 1):
        return one
    later = planned.hour > clock.hour
    length = clock.minutes  # of a span that ends at another half, both are meant alike
    if later and length and length % _HOUR:
        length -= _HOUR
    return replace(one, value=replace(clock, hour=planned.hour, minutes=length, ambiguous=False))


def without_marks(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """Return the values without the "10/10" that praises a meeting."""
    return [one for one in found if not _is_a_mark(tokens, one, found)]


def _is_a_mark(tokens: Sequence[Token], one: Found, found: Sequence[Found]) -> bool:
    """ "Betyg: 10/10", "great, 5/5": full marks, and no day of a list or with its hour."""
    day, before = one.value, one.first - 1
    before -= word_at(tokens, before) == ":"
    slashed = one.last - one.first == _SLASHED and word_at(tokens, one.first + 1) == "/"
    if not (isinstance(day, Day) and slashed and day.day == day.month and day.day in _FULL_MARKS):
        return False
    timed = any(isinstance(o.value, Clock) and 0 <= o.first - one.last <= 2 for o in found)
    listed = any(isinstance(o.value, Day) and o.last == before for o in found)
    alone = day.weekday is None and not (timed or listed)
    return alone and word_at(tokens, before) in said_of("rules", "before_a_mark")


def _read_as(one: Found, month_first: bool) -> Found:
    day = one.value
    if not isinstance(day, Day) or not day.ambiguous or day.day is None:
        return one
    turned = replace(day, day=day.month, month=day.day) if month_first else day
    return replace(one, value=replace(turned, ambiguous=False))
