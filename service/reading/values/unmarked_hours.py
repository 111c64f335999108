"""Hours that need no "klo": of an end, of a move, of what is proposed or suits, of a timetable."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.text.lexicon import is_a
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.digits import afternoon, digits_at
from service.reading.values.hours import hour_named
from service.reading.values.kinds import Clock, Day, Found
from service.reading.values.openings import opens_and_suits

_BESIDE_HOURS = {
    "började", "slutade", "börjar", "slutar", "startade", "vid", "runt", "kring", "prick", "igång",
    "börja", "sluta", "started", "began", "finished", "ended",
}  # fmt: skip
INSTEAD = {"istället", "stället", "instead", "sijaan"}
PLACED = {"i", "istället", "instead"}
_AFTER_AN_HOUR = {"", ".", ",", "!", "?", "\n", ")", "samma", "på", "så", "the", "on", "so", "that"}
_SUITS = {"går", "passar", "funkar", "fungerar", "vore"}
_SHIFTS = ("flytt", "tidigareläg", "senareläg", "skjut", "ändra", "byta", "mov", "push", "bring")
_VEHICLES = ("tåget", "bussen", "flyget", "planet", "båten", "färjan")
_PROPOSES = {"säga", "säger", "say"}
_NOON, _LAST_HOUR, _HOUR = 12, 21, 60
_DONE = {"done", "finished", "over", "out", "up"}
_WERE = {"were", "was", "all", "we", "it", "got", "and", "wrapped", "packed", "wound", "finished"}
_NEAR_ITS_END = 5  # words from the hour of the beginning


def hour_of_end(tokens: Sequence[Token], at: int) -> Found | None:
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
    ends = ends or {word_at(tokens, at + 1), word_at(tokens, at + 2)} & INSTEAD != set()
    follows = at + 2 < len(tokens) and tokens[at + 1].glued and tokens[at + 2].glued
    return Found(Clock(hour), at, at + 1) if ends and not follows else None


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


def _lasts_till(tokens: Sequence[Token], at: int) -> bool:
    """ "Vi hölls till 19", "we sat talking until 18"."""
    verbs = [token.text for token in tokens[max(0, at - 4) : max(0, at - 1)]]
    verbs += [f"{one} {two}" for one, two in pairwise(verbs)]  # "went on"
    lasts = any(word.startswith(stems_of("rules", "lasts")) for word in verbs)
    return lasts and word_at(tokens, at - 1) in said_of("rules", "closing")


def _is_done_by(tokens: Sequence[Token], at: int) -> bool:
    """ "We were done by 6", "started by 5"; but not "I must be done by 6"."""
    before = [word_at(tokens, place) for place in range(at - 3, at)]
    bound = before[1] in said_of("rules", "bound_verbs") and before[0] not in said_of(
        "rules", "to_begin"
    )
    return before[2] == "by" and (bound or (before[0] in _WERE and before[1] in _DONE))


def hour_moved_to(tokens: Sequence[Token], at: int) -> Found | None:
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
    if before in ("för", "of") and tokens[at - 2].text in INSTEAD and at > 1:
        return Found(Clock(hour), at, at + 1)
    verbs = tokens[max(0, at - 9) : at - 1] if before in ("till", "to", "from", "från") else ()
    shifted = any(verb.text.startswith(_SHIFTS) for verb in verbs)
    ends = after in said_of("rules", "after_an_hour_put")
    return Found(Clock(hour), at, at + 1) if shifted and ends else None


def _hour_for_another(tokens: Sequence[Token], at: int) -> Found | None:
    """ "Fyra i stället för halv sex", "five instead of six": two hours, the first for the other."""
    hour = hour_named(word_at(tokens, at)) if word_at(tokens, at + 1) in PLACED else None
    if hour is None:
        return None
    place = at + 1 + (word_at(tokens, at + 1) == "i")
    if word_at(tokens, place) not in INSTEAD or word_at(tokens, place + 1) not in ("för", "of"):
        return None
    other = place + 2
    half = is_a("half", word_at(tokens, other))
    ends = word_at(tokens, other + half + 1) in _AFTER_AN_HOUR
    swapped = hour_named(word_at(tokens, other + half)) is not None and ends
    return Found(afternoon(hour, 0), at, at + 1) if swapped else None


def _is_in_place(tokens: Sequence[Token], at: int) -> bool:
    """ "I stället för", "instead of"; "18 in place of 17" too."""
    return {word_at(tokens, at), word_at(tokens, at + 1)} & INSTEAD != set()


def hour_proposed(tokens: Sequence[Token], at: int) -> Found | None:
    """ "Kan vi säga sex?", "ska vi säga 18 i stället": an hour, and nothing that it counts."""
    before = word_at(tokens, at - 1 - (word_at(tokens, at - 1) == "vi"))
    hour = tokens[at].number or hour_named(word_at(tokens, at))
    if before not in _PROPOSES or hour is None or not 7 <= afternoon(hour, 0).hour <= _LAST_HOUR:
        return None
    ends = word_at(tokens, at + 1) in ("?", "") or _is_in_place(tokens, at + 1)
    return Found(afternoon(hour, 0), at, at + 1) if ends else None


def hour_of_day(tokens: Sequence[Token], at: int) -> Found | None:
    """ "15h always", "17h30": an hour of the afternoon, for no meeting lasts as long."""
    hour, sign = tokens[at].number, word_at(tokens, at + 1)
    if hour is None or not _NOON <= hour <= _LAST_HOUR or sign != "h" or not tokens[at + 1].glued:
        return None
    minute = tokens[at + 2].number if at + 2 < len(tokens) and tokens[at + 2].glued else None
    if minute is None:
        return Found(Clock(hour), at, at + 2)
    return Found(Clock(hour, minute), at, at + 3) if minute < _HOUR else None


def suiting_hour(tokens: Sequence[Token], at: int) -> Found | None:
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


def is_begun(tokens: Sequence[Token], at: int) -> bool:
    """ "Alettiin 17.30": a time, where the number after the point can be no month."""
    if at == 0 or not is_a("before_clock", tokens[at - 1].text) or at + 2 >= len(tokens):
        return False
    minute = tokens[at + 2].number
    return minute is not None and not 1 <= minute <= 12


def as_departure(tokens: Sequence[Token], one: Found, before: Sequence[Found]) -> Found:
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
