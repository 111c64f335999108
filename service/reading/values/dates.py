"""Dates in numbers and names of months: "16.4.", "den 9 juni", "April 14", "the 19th"."""

from collections.abc import Sequence

from service.reading.text.lexicon import is_a, month_near_number
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of
from service.reading.values.feasts import feast_at
from service.reading.values.kinds import Day

# After these a point ends the sentence; after "apr" and "huhti" it shortens.
_WHOLE_NAMES = {
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "january",
    "october",
    "mars",
    "maj",
}
_WHOLE_NAMES |= {"juni", "juli", "augusti", "januari", "oktober"}
_ORDINAL = {"st", "nd", "rd", "th", "e", "a", "s"}
_JOINS = {",", "and", "ja", "och", "å", "&", "sekä", "samt", "+"}
_NUMBERED = {"möte", "träff", "nr", "nummer", "meeting", "session", "tapaaminen", "numero"}
_AFTER_DAYS = {
    "kl", "klockan", "klo", "i", "på", "men", "så", "som", "vid", "hos", "passar", "funkar",
    "fungerar", "går", "kan", "är", "blir", "hinner", "vi", "jag", "ja", "eftersom", "för", "om",
    "samma", "istället", "varje", "flyttas", "flyttades", "skjuts", "sköts", "ställs", "enligt",
    "precis", "via",
}  # fmt: skip
_COUNTED = {
    "week", "weekend", "meeting", "session", "time", "year", "floor", "door", "building", "attempt",
    "semester", "term", "visit", "birthday", "child", "grade",
}  # fmt: skip
_LEADS_TO_DAY = {"on", "is", "it's", "to", "till", "until"}
_DAY_WORDS = {"päivä", "päivän", "päivänä", "päivälle", "päiväksi", "päivään", "päivää", "pvä"}


def written_date(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Return the date that begins at a token, and where it ends."""
    if not word_at(tokens, at).isdecimal():
        return _month_and_day(tokens, at) or feast_at(tokens, at)
    return (
        _iso(tokens, at)
        or _day_and_month(tokens, at)
        or _month_and_day(tokens, at)
        or _slashed(tokens, at)
        or _listed(tokens, at)
        or _ordinal(tokens, at)
        or feast_at(tokens, at)
    )


def number_between(tokens: Sequence[Token], at: int, low: int, high: int) -> int | None:
    """Return the number at a place where it lies within bounds."""
    number = tokens[at].number if 0 <= at < len(tokens) else None
    return number if number is not None and low <= number <= high else None


def day_of_month(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read the "17" of "torsdag den 17" and "Thursday the 17", which its weekday proves.

    So it does for "keskiviikko 16., klo 8.30", where the sentence does not end at the point.
    """
    day = number_between(tokens, at, 1, 31)
    if day is not None and _is_pointed(tokens, at):
        return Day(day=day), at + 2
    sign = word_at(tokens, at + 1)
    glued = at + 1 < len(tokens) and tokens[at + 1].glued and sign not in (",", "?", "!")
    if day is None or glued or word_at(tokens, at - 1) not in ("den", "the"):
        return None
    return Day(day=day), at + 1


def _is_pointed(tokens: Sequence[Token], at: int) -> bool:
    point, after = at + 1, at + 2
    if word_at(tokens, point) != "." or not tokens[point].glued or after >= len(tokens):
        return False
    spaced = tokens[after].is_word and not (tokens[after].glued or tokens[after].capital)
    return spaced or tokens[after].text in (",", ".")


def _iso(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    year = number_between(tokens, at, 2000, 2100)
    month, day = number_between(tokens, at + 2, 1, 12), number_between(tokens, at + 4, 1, 31)
    dashed = word_at(tokens, at + 1) == "-" == word_at(tokens, at + 3)
    if year and month and day and dashed:
        return Day(day=day, month=month, year=year), at + 5
    day, year = number_between(tokens, at, 13, 31), number_between(tokens, at + 4, 2000, 2100)
    whole = dashed and day and month and year  # "14-01-2026": what is over 12 is the day
    return (Day(day=day, month=month, year=year), at + 5) if whole else None


def _day_and_month(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "14.4.", "14.4.2026", "28 April", "3. helmikuuta", "9:e juni", "4th of May"."""
    day = number_between(tokens, at, 1, 31)
    if day is None:
        return None
    end = at + 1
    if word_at(tokens, end) == "." and tokens[end].glued:
        end += 1
        month = number_between(tokens, end, 1, 12)
        if month and tokens[end].glued:
            return _numeric(tokens, day, month, end)
    elif word_at(tokens, end) == ":" and word_at(tokens, end + 1) in _ORDINAL:
        end += 2
    elif word_at(tokens, end) in _ORDINAL and tokens[end].glued:
        end += 1
    end += word_at(tokens, end) in ("of", "päivä", "päivänä", "day", "i", "dagen")
    month = month_near_number(word_at(tokens, end))
    if month is None:
        return None
    end += 1
    named = word_at(tokens, end - 1)
    shortened = len(named) <= 7 and named not in _WHOLE_NAMES
    end += word_at(tokens, end) == "." and tokens[end].glued and shortened
    year, end = _year(tokens, end + (word_at(tokens, end) == ","), end)
    return Day(day=day, month=month, year=year), end


def _numeric(tokens: Sequence[Token], day: int, month: int, at: int) -> tuple[Day, int] | None:
    end = at + 1
    dotted = word_at(tokens, end) == "." and tokens[end].glued
    padded = len(word_at(tokens, at)) == 2 and month < 10
    if padded and not dotted:
        return None  # "16.05" is a time
    if not dotted:
        return None if word_at(tokens, end) in ("€", "e", "h") else (Day(day=day, month=month), end)
    year, after = _year(tokens, end + 1, end)
    if year is None and _opens_sentence(tokens, end + 1):
        return Day(day=day, month=month), end
    return Day(day=day, month=month, year=year), (after if year else end + 1)


def _opens_sentence(tokens: Sequence[Token], at: int) -> bool:
    """ "11.5. Neljännestä päätetään myöhemmin": its point ends the sentence as well."""
    return at < len(tokens) and tokens[at].capital and not tokens[at].glued


def _year(tokens: Sequence[Token], at: int, otherwise: int) -> tuple[int | None, int]:
    year = number_between(tokens, at, 2000, 2100) or _short_year(tokens, at)
    return (year, at + 1) if year else (None, otherwise)


def _short_year(tokens: Sequence[Token], at: int) -> int | None:
    """ "4.5.26", "4/5/26": more than any hour of the day, and neither minutes nor a sum follow."""
    year = number_between(tokens, at, 25, 59)
    if year is None or not tokens[at].glued or word_at(tokens, at - 1) not in (".", "/"):
        return None
    goes_on = at + 2 < len(tokens) and tokens[at + 1].glued and tokens[at + 2].glued
    counts = goes_on or is_a("minute", word_at(tokens, at + 1))
    return None if counts or word_at(tokens, at + 1) in ("€", "e", "euro") else 2000 + year


def _month_and_day(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "April 14", "helmikuun 3.", "Oct 16, 2026"."""
    month = month_near_number(word_at(tokens, at))
    if month is None:
        return None
    place = at + 1 + (word_at(tokens, at + 1) == "." and len(word_at(tokens, at)) <= 5)
    place += word_at(tokens, place) == "the"
    day = number_between(tokens, place, 1, 31)
    after = word_at(tokens, place + 1)
    if day is None or after in ("€", "pm", "am"):
        return None
    if after == ":" and place + 2 < len(tokens) and tokens[place + 2].glued:
        return None  # "in May 10:30 suits me", but "May 11: 10:30"
    whole = _day_and_month(tokens, place)
    if whole is not None and whole[0].month == month and word_at(tokens, place + 1) == ".":
        return whole  # "tammikuussa 14.1."
    if month_near_number(word_at(tokens, place + 1)) and word_at(tokens, at) in (
        "may",
        "mars",
    ):
        return None
    end = place + 1
    end += word_at(tokens, end) in _ORDINAL and tokens[end].glued
    dotted = word_at(tokens, end) == "." and tokens[end].glued
    end += dotted and not _opens_sentence(tokens, end + 1)
    end += word_at(tokens, end) in _DAY_WORDS
    year, end = _year(tokens, end + (word_at(tokens, end) == ","), end)
    return Day(day=day, month=month, year=year), end


def _slashed(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "4/11": day first; the reader of the whole decides where English may mean the other."""
    first, second = number_between(tokens, at, 1, 31), number_between(tokens, at + 2, 1, 31)
    if not (first and second) or word_at(tokens, at + 1) != "/" or not tokens[at + 2].glued:
        return None
    year, end = None, at + 3
    if word_at(tokens, end) == "/" and tokens[end].glued:
        year, end = _year(tokens, end + 1, end)  # "20/04/2026"
    if word_at(tokens, end) in ("/", "%", "€"):
        return None
    if second > 12:
        return (Day(day=second, month=first, year=year), end) if first <= 12 else None
    both = first <= 12 and first != second
    return Day(day=first, month=second, year=year, ambiguous=both), end


def _listed(tokens: Sequence[Token], at: int, most: int = 12) -> tuple[Day, int] | None:
    """Read the "7" of "7 and 21 October" or of "7. ja 21.10.": its month stands further on."""
    day = number_between(tokens, at, 1, 31)
    if day is None or most == 0 or word_at(tokens, at - 1) in _NUMBERED:
        return None
    if _ends_a_span_of_hours(tokens, at):
        return None
    end = at + 1
    end += word_at(tokens, end) in (".", "th", "st", "nd", "rd") and tokens[end].glued
    if word_at(tokens, end) not in _JOINS:
        return None
    following = end + 1
    denied = word_at(tokens, following) in said_of("rules", "not_the")  # "26 och inte den 16 april"
    following += denied
    following += word_at(tokens, following) in ("the", "den")
    if not denied and number_between(tokens, following, day + 1, 31) is None:
        return None  # days are told in their order
    later = _day_and_month(tokens, following) or _listed(tokens, following, most - 1)
    if later is None or later[0].month is None or later[0].day is None:
        return None
    return Day(day=day, month=later[0].month, year=later[0].year), end


def _ends_a_span_of_hours(tokens: Sequence[Token], at: int) -> bool:
    """ "18.2 16-17, 18.3 16-17": the 17 is an hour, and no day of March."""
    hours = number_between(tokens, at - 2, 6, 22) is not None and word_at(tokens, at - 1) in "-–"
    dated = number_between(tokens, at - 3, 1, 12) is not None and word_at(tokens, at - 4) == "."
    return hours and (dated or word_at(tokens, at - 3) in ("kl", "klo", "klockan"))


def _ordinal(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "the 19th", "28. päivä", "den 30:e", "Monday the 2nd"."""
    day = number_between(tokens, at, 1, 31)
    if day is None:
        return None
    end = at + 1
    swedish = ("e", "a") if word_at(tokens, at - 1) == "den" else ()
    if word_at(tokens, end) in ("st", "nd", "rd", "th", *swedish) and tokens[end].glued:
        counts = word_at(tokens, end + 1) in _COUNTED  # "the 3rd week of April"
        return None if counts else (Day(day=day), end + 1)
    if word_at(tokens, end) == ":" and word_at(tokens, end + 1) in ("e", "a"):
        return Day(day=day), end + 2
    if word_at(tokens, end) == ":" and word_at(tokens, end + 1) == "an":
        # "9:an kl 16 kan jag", no "8:an från Hagnäs"
        return (Day(day=day), end + 2) if word_at(tokens, end + 2) in _AFTER_DAYS else None
    if word_at(tokens, end) == "." and word_at(tokens, end + 1) in _DAY_WORDS:
        return Day(day=day), end + 2
    if word_at(tokens, end) in ("päivä", "päivänä"):
        return Day(day=day), end + 1  # "14 päivä"; fourteen days would be "päivää"
    told = _is_the_day(tokens, at) or _is_on_the(tokens, at)
    return (Day(day=day), end) if told else None


def _is_on_the(tokens: Sequence[Token], at: int) -> bool:
    """ "We'll meet on the 14 at 5 pm", "now it is the 26": as learners name a day."""
    verb, after = word_at(tokens, at - 2), word_at(tokens, at + 1)
    if word_at(tokens, at - 1) != "the" or verb not in _LEADS_TO_DAY:
        return False
    at_hour = after in ("at", "instead") or (after == "," and word_at(tokens, at + 2) == "at")
    return at_hour or (verb in ("is", "it's") and after in ("", ".", "!"))


def _is_the_day(tokens: Sequence[Token], at: int) -> bool:
    """ "Vi sågs den 6", "den 15 kan jag": a number that counts nothing after it."""
    following = word_at(tokens, at + 1)
    glued = at + 1 < len(tokens) and tokens[at + 1].glued and following not in (",", "?", "!", ".")
    listed = not following.isalpha() and number_between(tokens, at + 2, 0, 10_000) is not None
    counts = following.isalpha() and following not in _AFTER_DAYS
    return word_at(tokens, at - 1) == "den" and not (glued or listed or counts)
