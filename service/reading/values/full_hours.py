"""Two full hours that need no word for them: "eilen 18-19", "Saturday morning, 11 to 12"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.text.lexicon import (
    clock_word,
    days_from_today,
    is_a,
    month_near_number,
    weekday_named,
    weekday_short,
)
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of
from service.reading.values.dates import written_date
from service.reading.values.digits import afternoon
from service.reading.values.hours import hour_named
from service.reading.values.kinds import Clock

_MOST_HOURS = 4
UNTIL = {"till", "until", "til"}
_TO_HOUR = {"to", *UNTIL}


def full_hours(tokens: Sequence[Token], at: int, after_date: bool) -> tuple[Clock, int] | None:
    """Read the "18-19" of "eilen 18-19": two full hours after a day that needs no number."""
    if word_at(tokens, at + 1) in _TO_HOUR and (told := _hours_of_a_part(tokens, at)):
        return told
    if word_at(tokens, at + 1) not in ("-", *UNTIL):
        return None
    first, last = (tokens[one].number if one < len(tokens) else None for one in (at, at + 2))
    day = word_at(tokens, at - 1)
    named = days_from_today(day) in (-1, 0, 1) or weekday_named(day) is not None
    named = named or (weekday_short(day) is not None and not word_at(tokens, at - 2).isdecimal())
    apart = day in ("", "(", ",", ".", "!", "\n") and word_at(tokens, at + 3) in said_of(
        "rules", "after_hours"
    )
    named = named or (apart and (first or 0) >= 12) or _at_a_place_of_a_day(tokens, at)
    named = named or _is_when_it_was_held(tokens, at)
    named = named or after_date or is_a("of_all", day)
    if not named or first is None or last is None:
        return None
    following = word_at(tokens, at + 3)
    goes_on = following in (".", "/", ":", "-", ",") and word_at(tokens, at + 4).isdecimal()
    goes_on = goes_on and tokens[at + 4].glued  # not the next date of "16-17, 18.3"
    goes_on = goes_on or following in ("%", "€", "/", "euroa", "eur", "min", "h")
    goes_on = goes_on or (not tokens[at + 2].glued and is_a_date(tokens, at + 2, at + 3))
    if goes_on or not 8 <= first < last <= min(first + 4, 22):
        return None
    return Clock(first, minutes=60 * (last - first)), at + 3


def _hours_of_a_part(tokens: Sequence[Token], at: int) -> tuple[Clock, int] | None:
    """Read the "11 to 12" of "Saturday morning, 11 to 12", the "five till six" of "aye, …"."""
    before = word_at(tokens, at - 1 - (word_at(tokens, at - 1) in (",", "(", "from")))
    morning = is_a("morning", before)
    parted = morning or is_a("afternoon", before) or before == "night"
    digits = word_at(tokens, at).isdecimal()
    if word_at(tokens, at + 1) == "to" and not (parted and digits):
        return None  # "five to six" is a time of its own
    if word_at(tokens, at + 4).isdecimal() and tokens[at + 4].glued:
        return None  # "6 to 7.30"
    first, last = hour_named(word_at(tokens, at)), hour_named(word_at(tokens, at + 2))
    if not first or not last or word_at(tokens, at + 3) not in said_of("rules", "after_hours"):
        return None
    start = Clock(first) if morning else afternoon(first, 0)
    length = (last - first) % 12 * 60
    return (replace(start, minutes=length), at + 3) if 0 < length <= _MOST_HOURS * 60 else None


def _is_when_it_was_held(tokens: Sequence[Token], at: int) -> bool:
    """ "Held 17-18 as planned", "tavattiin 9-10": after a word of meeting, and of nothing else."""
    before = word_at(tokens, at - 1 - (word_at(tokens, at - 1) == "på"))  # "vi höll på 17-18"
    held = before in said_of("rules", "before_hours")
    following = word_at(tokens, at + 3)
    ends = following in said_of("rules", "after_hours") or following in said_of("rules", "as_told")
    return held and ends


def _at_a_place_of_a_day(tokens: Sequence[Token], at: int) -> bool:
    """ "Eilen aamulla toimistolla 9-10": between the day and its hours stands where it was."""
    place = word_at(tokens, at - 1)
    if len(place) < 6 or not place.endswith(("ssa", "ssä", "lla", "llä")):
        return False
    before = [word_at(tokens, one) for one in (at - 2, at - 3)]
    return any(days_from_today(one) == -1 or weekday_named(one) is not None for one in before)


def is_a_date(tokens: Sequence[Token], at: int, end: int) -> bool:
    """ "At 16 until 5 May", "kl 14 – 11.5. kl 15": the next date, and no end of the hours.

    But "five may do" is an hour, and "16.30-18.10." ends its sentence.
    """
    date = written_date(tokens, at)
    if date is None or date[1] <= end:
        numeric = date is not None and date[1] == end
        return numeric and _opens_hours(tokens, end)
    month = month_near_number(word_at(tokens, end)) is not None
    if month and word_at(tokens, end) in ("may", "mars"):
        return tokens[at].number is not None or tokens[end].capital
    return any(one.is_word for one in tokens[at : date[1]]) or _opens_hours(tokens, date[1])


def _opens_hours(tokens: Sequence[Token], at: int) -> bool:
    at += word_at(tokens, at) in (":", ",", "(")
    word = word_at(tokens, at)
    named = is_a("clock", word) or word == "at" or clock_word("at_clock", word) is not None
    return named or (word.isdecimal() and not tokens[at].glued)
