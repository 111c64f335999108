"""One time of day: "klo 17", "puoli viisi", "halv fem", "quarter to six", "5pm"."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from service.reading.text.lexicon import (
    clock_word,
    days_from_today,
    is_a,
    minutes_named,
    number_named,
    weekday_named,
    weekday_short,
)
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import stems_of
from service.reading.values.digits import afternoon, digits_at
from service.reading.values.kinds import Clock

_ABOUT = {
    "maissa", "mais", "aikaan", "aikaa", "aikkaan", "aikkaa", "aikhaan", "aikahan",
    "aikoihin", "tienoilla", "tienoil", "kieppeillä", "kieppeil", "paikkeilla", "paikkeil",
    "korvilla", "hujakoilla", "tietämillä", "pintaan", "nurkilla", "seutuvilla", "kanttiin",
}  # fmt: skip
_NOON = {("puolilta", "päivin"), ("puolelta", "päivin"), *(("puolenpäivän", one) for one in _ABOUT)}
_OPENINGS = {"a", "half", "ti", "puolenpäivän", "puolilta", "puolelta"}  # "a quarter to six"
_EITHER_HALF = (8, 19)  # eight and seven, in the morning or in the evening
_PARTED = ("aamu", "ilta")
_BEFORE = {"före", "innan", "before", "of", "till"}  # "kvart före sex", "quarter of six"
_GOES_ON = {
    "jos",
    "eli",
    "niin",
    "ja",
    "kun",
    "ku",
    "koska",
    "mutta",
    "mut",
    "tai",
    "asti",
    "illalla",
}
_TOWARDS = ("lle", "hin", "oon", "seen")
_THAT_IS, _REACH = {"eli", "elikkä", "siis"}, 6  # words back to what was moved
_BARE_DAYS = ("tai", "keskiviikko")  # "tiistai", "torstai"
_SHORT_DAYS = {"ti", "ke", "to", "pe"}
_WITH_MINUTES = {"vaille", "vailla", "vail", "yli"}  # "viittätoista vaille kuus"
_WITH_DIGITS = {"vaille", "vailla"}  # "10 vaille 5", but no "5 to 6"


@lru_cache(maxsize=8_000)
def opens_time(word: str) -> bool:
    """Return whether a time of day, or a span of it, may begin with a word; most words open none.

    A reader of times is asked about these words only: a new way to open one belongs here too.
    """
    if word.isdecimal() or word in _OPENINGS or minutes_named(word) is not None:
        return True
    kinds = ("at_clock", "from_clock", "to_clock")
    listed = is_a("half", word) or is_a("quarter", word)
    return listed or any(clock_word(kind, word) is not None for kind in kinds)


def time_at(
    tokens: Sequence[Token], at: int, marked: bool, after_day: bool
) -> tuple[Clock, int] | None:
    """Return the time of day that begins at a token; `marked` where "klo" stands before it."""
    return (
        _half(tokens, at)
        or _quarter(tokens, at)
        or _past(tokens, at)
        or _by_half(tokens, at)
        or digits_at(tokens, at, marked, after_day)
        or _in_words(tokens, at, marked)
    )


def quarter_or_minutes(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Return a time told from the full hour: "varttia yli kuuteen", "puoli kuuteen"."""
    told = _quarter(tokens, at) or _past(tokens, at)
    return told or _by_half(tokens, at) or _half(tokens, at)


def _half(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """ "Puoli viisi" and "halv fem" are 16.30; "half five" is 17.30 or 16.30, nobody knows."""
    word = word_at(tokens, at)
    if word == "half" and word_at(tokens, at + 1) == "past":
        hour = hour_named(word_at(tokens, at + 2))
        return (afternoon(hour, 30), at + 3) if hour else None
    ambiguous = word == "half"
    if not (is_a("half", word) or ambiguous):
        return None
    named = _hour_told if word == "halv" else hour_named
    hour = named(word_at(tokens, at + 1)) or inflected_hour(word_at(tokens, at + 1))
    if hour is None or hour > 12 or is_a("hour", word_at(tokens, at + 2)):
        return None
    clock = afternoon(hour - 1 or 12, 30)
    return Clock(clock.hour, 30, ambiguous=ambiguous or clock.ambiguous), at + 2


@lru_cache(maxsize=8_000)
def inflected_hour(word: str) -> int | None:
    """Return the hour of "viittä", "neljältä" or "kuuteen", on a twelve-hour clock."""
    asked = [("at_clock", word + "ltä"), ("at_clock", word + "lta")]
    asked += [(kind, word) for kind in ("to_clock", "at_clock", "from_clock")]
    found = next((hour for kind, said in asked if (hour := clock_word(kind, said))), None)
    return found - 12 if found and found > 12 else found


@lru_cache(maxsize=8_000)
def hour_named(word: str) -> int | None:
    """Return the hour that a word or a number names, one to twelve."""
    number = int(word) if word.isdecimal() and len(word) <= 2 else number_named(word)
    if word in ("a", "an", "en", "ett") or number is None or not 1 <= number <= 12:
        return None
    return number


def _hour_told(word: str) -> int | None:
    return 1 if word == "ett" else hour_named(word)  # "tio över ett"


def _quarter(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "kvart över fyra", "quarter to six", "varttia yli neljä", "varttia vaille viisi"."""
    at += word_at(tokens, at) == "a" and is_a("quarter", word_at(tokens, at + 1))
    if not is_a("quarter", word_at(tokens, at)):
        return None
    turn = word_at(tokens, at + 1)
    hour = _hour_told(word_at(tokens, at + 2)) or inflected_hour(word_at(tokens, at + 2))
    if hour is None or is_a("hour", word_at(tokens, at + 3)):
        return None  # "varttia vaille kaksi tuntia"
    if is_a("past_hour", turn) or turn == "after":
        return afternoon(hour, 15), at + 3
    before = is_a("before_hour", turn) or turn in _BEFORE
    return (afternoon(hour - 1 or 12, 45), at + 3) if before else None


def _past(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "ten past four", "twenty-five to six", "tio minuter över fem", "20 över 5"."""
    said = _minutes_said(tokens, at)
    if said is None:
        return None
    minutes, end = said
    turn, word = word_at(tokens, end), word_at(tokens, end + 1)
    hour = _hour_told(word) or inflected_hour(word)
    if hour is None or is_a("hour", word_at(tokens, end + 2)):
        return None  # "ten minutes over two hours"
    if is_a("past_hour", turn):
        return afternoon(hour, minutes), end + 2
    before = is_a("before_hour", turn) and not word_at(tokens, at).isdecimal()
    before = before or turn in _WITH_DIGITS
    return (afternoon(hour - 1 or 12, 60 - minutes), end + 2) if before else None


def _by_half(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "fem över halv sex" and "viittä vaille puol kuus": minutes from the half hour."""
    minutes, turn = minutes_named(word_at(tokens, at)), word_at(tokens, at + 1)
    half = _half(tokens, at + 2) if minutes in (5, 10) else None
    if half is None or word_at(tokens, at + 2) == "half":
        return None
    sign = is_a("past_hour", turn) - is_a("before_hour", turn)
    clock = replace(half[0], minute=30 + sign * (minutes or 0))
    return (clock, half[1]) if sign else None


def _spoken_out(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read the "arton", "sexton trettio", "kuusi kolmekymmentä" that follow "klockan", "kello"."""
    hour = number_named(word_at(tokens, at)) or 0
    if not 13 <= hour <= 22:
        return _with_its_minutes(tokens, at)
    if word_at(tokens, at + 1) == "noll":
        return Clock(hour), at + 2 + (word_at(tokens, at + 2) == "noll")
    end = at + 1 + (word_at(tokens, at + 1) == "och")  # "arton och femton"
    if minute := _minutes_after(tokens, end):
        return Clock(hour, minute), end + 1
    return Clock(hour), at + 1


def _with_its_minutes(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    hour, minute = hour_named(word_at(tokens, at)), _minutes_after(tokens, at + 1)
    worded = hour and minute and not word_at(tokens, at).isdecimal()
    return (afternoon(hour or 0, minute), at + 2) if worded else None


def _minutes_after(tokens: Sequence[Token], at: int) -> int:
    """Return the minutes that are told right after an hour, 0 where they count something else."""
    word, after = word_at(tokens, at), word_at(tokens, at + 1)
    minute = 0 if word.isdecimal() else number_named(word) or 0
    counts = is_a("minute", after) or is_a("hour", after)
    return minute if minute in (15, 30, 45) and not counts else 0


def _minutes_said(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Return the minutes that are told from a full hour, and where they end."""
    number = minutes_named(word_at(tokens, at)) or 10 * (word_at(tokens, at) == "ti")  # "ti i sex"
    end = at + 1
    if number == 20 and word_at(tokens, end) == "five":
        number, end = 25, end + 1
    unit = is_a("minute", word_at(tokens, end))
    spoken = word_at(tokens, end) in _WITH_MINUTES and not word_at(tokens, at).isdecimal()
    usual = (5, 10, 15, 20, 25) if unit or spoken or number == 25 else (5, 10, 20)
    return (number, end + unit) if number in usual else None


def _in_words(tokens: Sequence[Token], at: int, marked: bool) -> tuple[Clock, int] | None:
    hour = clock_word("at_clock", word_at(tokens, at))
    if hour is not None:
        loose = hour in _EITHER_HALF and not word_at(tokens, at).startswith(_PARTED)
        return Clock(hour, ambiguous=loose), at + 1
    if (word_at(tokens, at), word_at(tokens, at + 1)) in _NOON:
        return Clock(12), at + 2
    if marked and (spoken := _spoken_out(tokens, at)):
        return spoken
    led = marked or _leads_to_hour(tokens, at)
    towards = clock_word("to_clock", word_at(tokens, at)) if led else None
    if towards is not None:
        return Clock(towards), at + 1  # "siirrettiin kello neljään"
    marked = marked or _closes_its_day(tokens, at)
    number = (_hour_told if marked else hour_named)(word_at(tokens, at))
    if number is not None and word_at(tokens, at + 1) in _ABOUT:
        return afternoon(number, 0), at + 2
    oclock = word_at(tokens, at + 1) in ("o'clock", "oclock")
    amount = marked and not oclock and word_at(tokens, at + 1) in ("of", "p", "years")
    if number is None or not (marked or oclock) or amount:
        return None
    return afternoon(number, 0), at + 1 + oclock


def _leads_to_hour(tokens: Sequence[Token], at: int) -> bool:
    """ "Perjantaille yhteentoista", "siirretään tunnilla eli kuuteen"; not "kahteen otteeseen"."""
    before, after = word_at(tokens, at - 1), word_at(tokens, at + 1)
    day = weekday_named(before) is not None or days_from_today(before) is not None
    verbs = tokens[max(0, at - _REACH) : at] if before in _THAT_IS else tokens[at - 1 : at]
    moved = any(one.text.startswith(stems_of("rules", "moves_to_hour")) for one in verbs)
    counts = after.isalpha() and not (is_a("suiting", after) or after in _GOES_ON)
    return (moved or (day and before.endswith(_TOWARDS))) and not counts


def _closes_its_day(tokens: Sequence[Token], at: int) -> bool:
    """ "Oisko tiistai neljä mahdollinen?", "mitä jos to viis?": an hour, which counts nothing."""
    before, after = word_at(tokens, at - 1), word_at(tokens, at + 1)
    day = before.endswith(_BARE_DAYS) or (before in _SHORT_DAYS and weekday_short(before))
    ends = after in ("", "?", ".", ",", "!", "\n", ")") or is_a("suiting", after)
    return bool(day) and ends and not word_at(tokens, at).isdecimal()
