"""One time of day: "klo 17", "puoli viisi", "halv fem", "quarter to six", "5pm"."""

from collections.abc import Sequence
from functools import lru_cache

from service.reading.lexicon import clock_word, is_a, number_named
from service.reading.tokens import Token, word_at
from service.reading.values import Clock

_ABOUT = {"maissa", "mais", "aikaan", "aikaa", "aikoihin", "tienoilla", "kieppeillä", "paikkeilla"}
_SEVENS = {"seitsemältä", "seittemältä", "seittemält", "seiskalta", "seittämältä"}  # or seven a.m.


def time_at(
    tokens: Sequence[Token], at: int, marked: bool, after_day: bool
) -> tuple[Clock, int] | None:
    """Return the time of day that begins at a token; `marked` where "klo" stands before it."""
    return (
        _half(tokens, at, marked)
        or _quarter(tokens, at)
        or _past(tokens, at)
        or _by_half(tokens, at)
        or digits_at(tokens, at, marked, after_day)
        or _in_words(tokens, at, marked)
    )


def quarter_or_minutes(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Return a time told from the full hour: "varttia yli kuuteen", "ten to seven"."""
    return _quarter(tokens, at) or _past(tokens, at)


def _half(tokens: Sequence[Token], at: int, marked: bool) -> tuple[Clock, int] | None:
    """ "Puoli viisi" and "halv fem" are 16.30; "half five" is 17.30 or 16.30, nobody knows."""
    word = word_at(tokens, at)
    if word == "half" and word_at(tokens, at + 1) == "past":
        hour = hour_named(word_at(tokens, at + 2))
        return (afternoon(hour, 30), at + 3) if hour else None
    ambiguous = word == "half"
    if not (is_a("half", word) or ambiguous):
        return None
    hour = hour_named(word_at(tokens, at + 1)) or inflected_hour(word_at(tokens, at + 1))
    if hour is None or hour > 12 or is_a("hour", word_at(tokens, at + 2)):
        return None
    clock = afternoon(hour - 1 or 12, 30)
    return Clock(clock.hour, 30, ambiguous=ambiguous or clock.ambiguous), at + 2


def inflected_hour(word: str) -> int | None:
    """Return the hour of "viittä", "neljältä" or "kuuteen", on a twelve-hour clock."""
    for stem in (word + "ltä", word + "lta"):
        found = clock_word("at_clock", stem)
        if found:
            return found - 12
    found = clock_word("to_clock", word) or clock_word("at_clock", word)
    if found:
        return found - 12 if found > 12 else found
    return {"seitsemältä": 7, "seittemältä": 7, "kymmenen": 10, "seittemält": 7}.get(word)


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
    if hour is None:
        return None
    if turn in ("över", "past", "yli"):
        return afternoon(hour, 15), at + 3
    return (afternoon(hour - 1 or 12, 45), at + 3) if turn in ("i", "to", "vaille") else None


def _past(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "ten past four", "twenty to six", "tio över fem"."""
    minutes = _minutes_word(word_at(tokens, at))
    hour = _hour_told(word_at(tokens, at + 2)) or inflected_hour(word_at(tokens, at + 2))
    if minutes is None or hour is None:
        return None
    turn = word_at(tokens, at + 1)
    if turn in ("past", "över", "yli"):
        return afternoon(hour, minutes), at + 3
    before = turn in ("to", "vaille", "i")
    return (afternoon(hour - 1 or 12, 60 - minutes), at + 3) if before else None


def _by_half(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read "fem över halv sex" and "tio i halv tre": minutes from the half hour."""
    minutes = number_named(word_at(tokens, at))
    turn, hour = word_at(tokens, at + 1), _hour_told(word_at(tokens, at + 3))
    halved = turn in ("över", "i") and word_at(tokens, at + 2) == "halv"
    if minutes not in (5, 10) or not halved or hour is None:
        return None
    return afternoon(hour - 1 or 12, 30 + minutes * (1 if turn == "över" else -1)), at + 4


def _spoken_out(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read the "arton", "sexton trettio" and "tretton noll noll" that follow "klockan"."""
    hour = number_named(word_at(tokens, at)) or 0
    if not 13 <= hour <= 22:
        return None
    if word_at(tokens, at + 1) == "noll":
        return Clock(hour), at + 2 + (word_at(tokens, at + 2) == "noll")
    minute = number_named(word_at(tokens, at + 1))
    if minute in (15, 30, 45) and not is_a("minute", word_at(tokens, at + 2)):
        return Clock(hour, minute), at + 2
    return Clock(hour), at + 1


def _minutes_word(word: str) -> int | None:
    number = number_named(word) or {"viittä": 5, "kymmentä": 10, "kahtakymmentä": 20}.get(word)
    return number if number in (5, 10, 20) else None


def _in_words(tokens: Sequence[Token], at: int, marked: bool) -> tuple[Clock, int] | None:
    hour = clock_word("at_clock", word_at(tokens, at))
    if hour is not None:
        return Clock(hour), at + 1
    if marked and (spoken := _spoken_out(tokens, at)):
        return spoken
    if word_at(tokens, at) in _SEVENS:
        return Clock(19, ambiguous=True), at + 1
    number = hour_named(word_at(tokens, at))
    if number is not None and word_at(tokens, at + 1) in _ABOUT:
        return afternoon(number, 0), at + 2
    oclock = word_at(tokens, at + 1) in ("o'clock", "oclock")
    amount = marked and not oclock and word_at(tokens, at + 1) in ("of", "p", "years")
    if number is None or not (marked or oclock) or amount:
        return None
    return afternoon(number, 0), at + 1 + oclock


def digits_at(
    tokens: Sequence[Token], at: int, marked: bool, after_day: bool
) -> tuple[Clock, int] | None:
    """Return a time in digits: "17", "16.30", "5pm", "1330"."""
    hour = tokens[at].number if at < len(tokens) else None
    if hour is None:
        return None
    minute, end, sign = _minute(tokens, at)
    half = half_day(tokens, end)
    if half:
        if not 1 <= hour <= 12:
            return None
        return Clock(hour % 12 + (12 if half[0] == "p" else 0), minute or 0), half[1]
    if hour > 23:
        military = marked and 100 <= hour <= 2359 and hour % 100 < 60 and minute is None
        return (Clock(hour // 100, hour % 100), end) if military else None
    if minute is None:
        return _bare_hour(tokens, at, hour, end, marked)
    plain = sign == ":" or (after_day and sign == "." and tokens[at + 2].text[:1] in "012345")
    usual = (3 if sign == ":" else 7) <= hour <= 21 and minute % 5 == 0
    return (_as_said(hour, minute), end) if marked or (plain and usual) else None


def _bare_hour(
    tokens: Sequence[Token], at: int, hour: int, end: int, marked: bool
) -> tuple[Clock, int] | None:
    if word_at(tokens, end) in ("o'clock", "oclock"):
        return afternoon(hour, 0), end + 1
    following = word_at(tokens, end)
    if following in ("€", "euro", "euros", "euroa", "eur", "km", "%"):
        return None
    if not marked or (following in ("/", "%", "€") and tokens[end].glued):
        return None
    if following == "." and tokens[end].glued and word_at(tokens, end + 1).isdecimal():
        return None
    return (_as_said(hour, 0), end)


def _as_said(hour: int, minute: int) -> Clock:
    """Digits are a 24-hour clock, but nobody meets at four in the morning: "at 5" is 17."""
    return Clock(hour + 12, minute) if 1 <= hour <= 6 else Clock(hour, minute)


def _minute(tokens: Sequence[Token], at: int) -> tuple[int | None, int, str]:
    if (
        at + 2 < len(tokens)
        and tokens[at + 1].text in (".", ":")
        and tokens[at + 1].glued
        and tokens[at + 2].glued
        and len(tokens[at + 2].text) == 2
        and (tokens[at + 2].number is not None and int(tokens[at + 2].text) < 60)
    ):
        return int(tokens[at + 2].text), at + 3, tokens[at + 1].text
    return None, at + 1, ""


def half_day(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Return "a" or "p" where am or pm stands, and where it ends."""
    word = word_at(tokens, at)
    if word in ("am", "pm"):
        return word[0], at + 1
    if word in ("a", "p") and word_at(tokens, at + 1) == "." and word_at(tokens, at + 2) == "m":
        return word, at + 3 + (word_at(tokens, at + 3) == ".")
    return None


def afternoon(hour: int | None, minute: int) -> Clock:
    """An hour in words is of the afternoon where it can be: one to six."""
    hour = hour or 12
    if 1 <= hour <= 6:
        return Clock(hour + 12, minute)
    return Clock(hour, minute, ambiguous=hour == 7 or (hour == 8 and minute < 30))
