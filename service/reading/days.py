"""Days in words and numbers: "to 16.4.", "den 9 juni", "the 19th", "ensi viikon maanantai"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from service.reading.lexicon import (
    days_from_today,
    is_a,
    month_named,
    month_near_number,
    weekday_named,
    weekday_short,
)
from service.reading.tokens import Token
from service.reading.values import Day, Found

Qualifier = Literal["next", "last", "this", "later", "past", ""]
_ORDINAL = {"st", "nd", "rd", "th", "e", "a", "s"}
_JOINS = {",", "and", "ja", "och", "å", "&", "sekä", "samt", "+"}
_DAY_WORDS = {"päivä", "päivän", "päivänä", "päivälle", "päiväksi", "päivää", "pvä"}
# Two words that name a day from today, or from the meeting that is asked about.
_PAIRS = {
    ("i", "går"): Day(from_today=-1), ("i", "dag"): Day(from_today=0),
    ("i", "morgon"): Day(from_today=1), ("i", "förrgår"): Day(from_today=-2),
    ("i", "övermorgon"): Day(from_today=2), ("i", "kväll"): Day(from_today=0),
    ("i", "morron"): Day(from_today=1), ("i", "eftermiddag"): Day(from_today=0),
    ("last", "night"): Day(from_today=-1), ("tänä", "iltana"): Day(from_today=0),
    ("tänä", "aamuna"): Day(from_today=0), ("this", "morning"): Day(from_today=0),
    ("this", "afternoon"): Day(from_today=0), ("this", "evening"): Day(from_today=0),
    ("i", "morse"): Day(from_today=0), ("eilen", "illalla"): Day(from_today=-1),
    ("seuraavana", "päivänä"): Day(from_meeting=1), ("seuraavana", "aamuna"): Day(from_meeting=1),
    ("dagen", "efter"): Day(from_meeting=1), ("dagen", "därpå"): Day(from_meeting=1),
    ("following", "day"): Day(from_meeting=1), ("edellisenä", "päivänä"): Day(from_meeting=-1),
    ("edellisenä", "iltana"): Day(from_meeting=-1), ("dagen", "innan"): Day(from_meeting=-1),
    ("dagen", "före"): Day(from_meeting=-1), ("päivää", "myöhemmin"): Day(from_meeting=1),
    ("päivää", "aiemmin"): Day(from_meeting=-1), ("day", "later"): Day(from_meeting=1),
    ("day", "earlier"): Day(from_meeting=-1), ("dag", "senare"): Day(from_meeting=1),
    ("viikkoa", "myöhemmin"): Day(from_meeting=7), ("viikkoa", "myöhemmäksi"): Day(from_meeting=7),
    ("viikkua", "myöhemmäksi"): Day(from_meeting=7), ("viikolla", "eteenpäin"): Day(from_meeting=7),
    ("week", "later"): Day(from_meeting=7), ("vecka", "senare"): Day(from_meeting=7),
    ("viikko", "myöhemmin"): Day(from_meeting=7), ("samana", "päivänä"): Day(from_meeting=0),
    ("same", "day"): Day(from_meeting=0), ("that", "day"): Day(from_meeting=0),
    ("samma", "dag"): Day(from_meeting=0), ("den", "dagen"): Day(from_meeting=0),
    ("sinä", "päivänä"): Day(from_meeting=0), ("day", "after"): Day(from_meeting=1),
    ("day", "before"): Day(from_meeting=-1),
    ("viikon", "päästä"): Day(from_today=7, from_meeting=7),
    ("viikon", "kuluttua"): Day(from_today=7, from_meeting=7),
}  # fmt: skip


def day_at(tokens: Sequence[Token], at: int) -> Found | None:
    """Return the day that begins at a token, weekday and date together where both are said."""
    read = _pair(tokens, at) or _dated(tokens, at) or _in_week(tokens, at) or _weekday(tokens, at)
    return Found(read[0], at, read[1]) if read else None


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _pair(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    if [token.text for token in tokens[at : at + 3]] == ["om", "en", "vecka"]:
        return Day(from_today=7, from_meeting=7), at + 3
    first, second = _word(tokens, at), _word(tokens, at + 1)
    if (first, second, _word(tokens, at + 2)) == ("day", "after", "tomorrow"):
        return Day(from_today=2), at + 3
    if (first, second, _word(tokens, at + 2)) == ("day", "before", "yesterday"):
        return Day(from_today=-2), at + 3
    pair = _PAIRS.get((first, second))
    if pair:
        return pair, at + 2
    days = days_from_today(first)
    return (Day(from_today=days), at + 1) if days is not None else None


def _dated(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read a date, with the weekday before it where one is said: "Tuesday, 28 April"."""
    weekday, start = _leading_weekday(tokens, at)
    date = _date(tokens, start, weekday is not None)
    if date is None:
        return None
    day, end = date
    if weekday is not None and start == at + 1 and _is_recurring(_word(tokens, at)):
        return replace(day, recurring=True), end
    return replace(day, weekday=weekday), end


def _leading_weekday(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    weekday = weekday_named(_word(tokens, at))
    if weekday is None and _before_clock(tokens, at):
        weekday = weekday_short(_word(tokens, at))
    if weekday is None:
        return None, at + (_word(tokens, at) in ("den", "the"))
    start = at + 1
    while (
        _word(tokens, start) in (".", ",", "den", "the", "na", "siis", "eli", "on")
        and start < at + 4
    ):
        start += 1
    return weekday, start


def _is_recurring(word: str) -> bool:
    """ "Torstaisin", "Wednesdays" and "torsdagar" speak of more than one day."""
    return word.endswith(("isin", "days", "dagar", "dagarna"))


def _date(tokens: Sequence[Token], at: int, after_weekday: bool) -> tuple[Day, int] | None:
    return (
        _iso(tokens, at)
        or _day_and_month(tokens, at)
        or _month_and_day(tokens, at)
        or _slashed(tokens, at)
        or _listed(tokens, at)
        or _ordinal(tokens, at, after_weekday)
    )


def _number(tokens: Sequence[Token], at: int, low: int, high: int) -> int | None:
    number = tokens[at].number if 0 <= at < len(tokens) else None
    return number if number is not None and low <= number <= high else None


def _iso(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    year = _number(tokens, at, 2000, 2100)
    month, day = _number(tokens, at + 2, 1, 12), _number(tokens, at + 4, 1, 31)
    if year and month and day and _word(tokens, at + 1) == "-" == _word(tokens, at + 3):
        return Day(day=day, month=month, year=year), at + 5
    return None


def _day_and_month(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "14.4.", "14.4.2026", "28 April", "3. helmikuuta", "9:e juni", "4th of May"."""
    day = _number(tokens, at, 1, 31)
    if day is None:
        return None
    end = at + 1
    if _word(tokens, end) == "." and tokens[end].glued:
        end += 1
        month = _number(tokens, end, 1, 12)
        if month and tokens[end].glued:
            return _numeric(tokens, day, month, end)
    elif _word(tokens, end) == ":" and _word(tokens, end + 1) in _ORDINAL:
        end += 2
    elif _word(tokens, end) in _ORDINAL and tokens[end].glued:
        end += 1
    end += _word(tokens, end) in ("of", "päivä", "päivänä", "day", "i", "dagen")
    month = month_near_number(_word(tokens, end))
    if month is None:
        return None
    end += 1
    end += _word(tokens, end) == "." and tokens[end].glued and len(_word(tokens, end - 1)) <= 7
    year, end = _year(tokens, end + (_word(tokens, end) == ","), end)
    return Day(day=day, month=month, year=year), end


def _numeric(tokens: Sequence[Token], day: int, month: int, at: int) -> tuple[Day, int] | None:
    end = at + 1
    dotted = _word(tokens, end) == "." and tokens[end].glued
    padded = len(_word(tokens, at)) == 2 and month < 10
    if padded and not dotted:
        return None  # "16.05" is a time
    if not dotted:
        return None if _word(tokens, end) in ("€", "e", "h") else (Day(day=day, month=month), end)
    year, after = _year(tokens, end + 1, end)
    return Day(day=day, month=month, year=year), (after if year else end + 1)


def _year(tokens: Sequence[Token], at: int, otherwise: int) -> tuple[int | None, int]:
    year = _number(tokens, at, 2000, 2100)
    return (year, at + 1) if year else (None, otherwise)


def _month_and_day(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "April 14", "helmikuun 3.", "Oct 16, 2026"."""
    month = month_near_number(_word(tokens, at))
    place = at + 1 + (_word(tokens, at + 1) == "." and len(_word(tokens, at)) <= 5)
    place += _word(tokens, place) == "the"
    day = _number(tokens, place, 1, 31)
    if month is None or day is None or _word(tokens, place + 1) in (":", "€", "pm", "am"):
        return None
    if month_near_number(_word(tokens, place + 1)) and _word(tokens, at) in ("may", "mars"):
        return None
    end = place + 1
    end += _word(tokens, end) in _ORDINAL and tokens[end].glued
    end += _word(tokens, end) == "." and tokens[end].glued
    end += _word(tokens, end) in _DAY_WORDS
    year, end = _year(tokens, end + (_word(tokens, end) == ","), end)
    return Day(day=day, month=month, year=year), end


def _slashed(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "4/11": day first; the reader of the whole decides where English may mean the other."""
    first, second = _number(tokens, at, 1, 31), _number(tokens, at + 2, 1, 31)
    if not (first and second) or _word(tokens, at + 1) != "/" or not tokens[at + 2].glued:
        return None
    end = at + 3
    if _word(tokens, end) in ("/", "%", "€"):
        return None
    if second > 12:
        return (Day(day=second, month=first), end) if first <= 12 else None
    both = first <= 12 and first != second
    return Day(day=first, month=second, ambiguous=both), end


def _listed(tokens: Sequence[Token], at: int, most: int = 12) -> tuple[Day, int] | None:
    """Read the "7" of "7 and 21 October" or of "7. ja 21.10.": its month stands further on."""
    day = _number(tokens, at, 1, 31)
    if day is None or most == 0:
        return None
    end = at + 1
    end += _word(tokens, end) in (".", "th", "st", "nd", "rd") and tokens[end].glued
    if _word(tokens, end) not in _JOINS:
        return None
    following = end + 1
    following += _word(tokens, following) in ("the", "den")
    later = _day_and_month(tokens, following) or _listed(tokens, following, most - 1)
    if later is None or later[0].month is None or later[0].day is None or later[0].day <= day:
        return None
    return Day(day=day, month=later[0].month, year=later[0].year), end


def _ordinal(tokens: Sequence[Token], at: int, after_weekday: bool) -> tuple[Day, int] | None:
    """Read "the 19th", "28. päivä", "den 30:e", "Monday the 2nd"."""
    day = _number(tokens, at, 1, 31)
    if day is None:
        return None
    end = at + 1
    if _word(tokens, end) in ("st", "nd", "rd", "th") and tokens[end].glued:
        return Day(day=day), end + 1
    if _word(tokens, end) == ":" and _word(tokens, end + 1) in ("e", "a"):
        return Day(day=day), end + 2
    if _word(tokens, end) == "." and _word(tokens, end + 1) in _DAY_WORDS:
        return Day(day=day), end + 2
    return None


def _in_week(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "ensi viikon maanantai", "nästa vecka onsdag", "viikolla 45 keskiviikkona"."""
    read = _week(tokens, at)
    if read is None:
        return None
    week, end = read
    place = end
    while _word(tokens, place) in (",", "på", "on", "den", "-", "the") and place < end + 2:
        place += 1
    weekday = weekday_named(_word(tokens, place))
    if weekday is None:
        weekday = weekday_short(_word(tokens, place))
    if weekday is None:
        return replace(week, vague=True), end
    return replace(week, weekday=weekday), place + 1


def _week(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    if _word(tokens, at) in ("calendar", "på", "in", "of") and is_a("week", _word(tokens, at + 1)):
        at += 1
    if is_a("week", _word(tokens, at)):
        place = at + 1 + (_word(tokens, at + 1) == ".")
        number = _number(tokens, place, 1, 53)
        return (Day(week_number=number), place + 1) if number else None
    step = _week_step(tokens, at)
    if step is None or not is_a("week", _word(tokens, at + step[1])):
        return None
    return Day(week=step[0]), at + step[1] + 1


def _week_step(tokens: Sequence[Token], at: int) -> tuple[Literal[-1, 0, 1], int] | None:
    word = _word(tokens, at)
    if is_a("next_qualifier", word):
        return 1, 1
    if is_a("last_qualifier", word):
        return -1, 1
    if is_a("this_qualifier", word):
        return 0, 1
    return (0, 2) if (word, _word(tokens, at + 1)) == ("den", "här") else None


def _weekday(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read a weekday alone, with "ensi", "last" or "this" before it, or a week after it."""
    qualifier, place = _qualifier(tokens, at)
    weekday = weekday_named(_word(tokens, place))
    if weekday is None and qualifier == "" and _before_clock(tokens, place):
        weekday = weekday_short(_word(tokens, place))
    if weekday is None:
        return None
    word = _word(tokens, place)
    past = word.endswith("dags") and _word(tokens, place - 1) == "i"
    day = Day(
        weekday=weekday, qualifier="past" if past else qualifier, recurring=_is_recurring(word)
    )
    end = place + 1
    if _word(tokens, end) == "week":
        return replace(day, qualifier="later"), end + 1
    after = _week(tokens, end + (_word(tokens, end) in ("in", "of", "the")))
    if after:
        return replace(after[0], weekday=weekday), after[1]
    return day, end


def _qualifier(tokens: Sequence[Token], at: int) -> tuple[Qualifier, int]:
    word = _word(tokens, at)
    if is_a("next_qualifier", word):
        return "next", at + 1
    if is_a("last_qualifier", word):
        return "last", at + 1
    return ("this", at + 1) if is_a("this_qualifier", word) else ("", at)


def _before_clock(tokens: Sequence[Token], at: int) -> bool:
    following = _word(tokens, at + 1 + (_word(tokens, at + 1) == "."))
    if _word(tokens, at) in ("to", "on", "sun", "sat", "la") and _word(tokens, at - 1).isdecimal():
        return False  # "5 to 6"
    return (is_a("clock", following) and following != "at") or following.isdecimal()


def month_alone(tokens: Sequence[Token], at: int) -> Found | None:
    """Return a month that is said without a day: "elokuulle", "in May"."""
    word = _word(tokens, at)
    month = month_named(word)
    if month is None and word in ("maj", "may") and _word(tokens, at - 1) in ("i", "in", "för"):
        month = 5
    return Found(Day(month=month, vague=True), at, at + 1) if month else None
