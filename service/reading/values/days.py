"""Days as people name them: "to 16.4.", "eilen", "ensi viikon maanantai", "Monday week"."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Literal

from service.reading.text.lexicon import (
    days_from_today,
    is_a,
    month_named,
    month_near_number,
    weekday_named,
    weekday_short,
)
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import words
from service.reading.values.dates import day_of_month, written_date
from service.reading.values.feasts import opens_feast
from service.reading.values.kinds import Day, Found
from service.reading.values.nths import nth_at, ordinal
from service.reading.values.short_weekdays import PARTS_OF_DAY, short_weekday
from service.reading.values.weeks import (
    counted_weeks,
    in_week,
    opens_counted_weeks,
    opens_weeks_ahead,
    week_at,
    weeks_ahead,
)

_GOES_ON = {
    "går",
    "passar",
    "funkar",
    "är",
    "kan",
    "skulle",
    "vore",
    "kl",
    "klockan",
    "samma",
    "istället",
}
_IS = {"on", "olisi", "ois", "olis", "voisi", "vois"}  # "seuraava päivä on 14.4."
Qualifier = Literal["next", "last", "this", "later", "past", "after", ""]

_OPENINGS = {
    "the",
    "den",
    "viikolla",
    "calendar",
    "på",
    "in",
    "of",
}  # "the first Monday", "in week 9"
_COLOURS = {"kyllä", "kyl", "nyt", "ny", "sitten", "sit", "tosiaan"}
_COUNTED = ("lla", "llä")  # "parilla viikolla"
_MOVES = ("siirr", "siirt", "lykä", "lykk", "myöhen")
_QUALIFIED = (
    "this", "next", "coming", "last", "nästa", "kommande", "förra", "ensi", "tulevana",
    "seuraavana", "viime", "tänä",
)  # fmt: skip
_AFTER_AFTER = {
    "at", "same", "work", "works", "suit", "suits", "would", "is", "be", "instead", "if", "or",
}  # fmt: skip
_BOUNDS = {"until", "till", "til"}
_GONE = {"past", "gone"}  # "this Tuesday past"
_OF_ANOTHER = ("after", "before", "efter", "före", "innan")
_NAMES = {  # "the day after the 10th", "dagen efter min operation"
    "the", "my", "our", "a", "an", "his", "her", "their", "your", "min", "mitt", "mina", "hans",
    "hennes", "deras", "vår", "vårt", "våra", "en", "ett",
}  # fmt: skip


def day_at(tokens: Sequence[Token], at: int) -> Found | None:
    """Return the day that begins at a token, weekday and date together where both are said."""
    if not opens_day(tokens[at].text):
        return None
    if word_at(tokens, at) == "seuraava" and word_at(tokens, at + 1).endswith(("na", "nä")):
        return None  # "seuraava maanantaina 30.3.": the next meeting
    read = (
        nth_at(tokens, at)
        or _weekday_ahead(tokens, at)
        or _by_weeks(tokens, at)
        or counted_weeks(tokens, at)
        or _pair(tokens, at)
        or _dated(tokens, at)
        or in_week(tokens, at)
        or _weekday(tokens, at)
    )
    return Found(read[0], at, read[1]) if read else None


@lru_cache(maxsize=8_000)
def opens_day(word: str) -> bool:
    """Return whether a day may begin with a word; most words open none, and are asked no further.

    A new way to open one belongs here too, or in the lists that this looks into.
    """
    if word.isdecimal() or word in _OPENINGS or word in _QUALIFIED or word in _phrases():
        return True
    kinds = ("next_qualifier", "last_qualifier", "this_qualifier", "week")
    if any(is_a(kind, word) for kind in kinds) or opens_weeks_ahead(word) or opens_feast(word):
        return True
    if opens_counted_weeks(word):
        return True
    named = (days_from_today, weekday_named, weekday_short, ordinal, month_near_number, month_named)
    return (
        any(one(word) is not None for one in named)
        or month_named(word.removesuffix("s")) is not None
    )


def _pair(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    for said, day in _phrases().get(word_at(tokens, at), ()):
        whole = all(word_at(tokens, at + step) == word for step, word in enumerate(said))
        following = word_at(tokens, at + len(said))
        if whole and not (said[-1] in _OF_ANOTHER and following in _NAMES):
            named = said[-1] == "päivä" and (following.isdecimal() or following in _IS)
            return None if named else (day, at + len(said))
    days = days_from_today(word_at(tokens, at))
    if days is None:
        return None
    # "Tänään torstaina" is one day, said twice.
    place = at + 1 + (word_at(tokens, at + 1) == ",")
    weekday = weekday_named(word_at(tokens, place))
    dated = day_of_month(tokens, place)  # "huomenna 7. kyllä onnistuisi"
    if dated is not None:
        return Day(from_today=days, day=dated[0].day), dated[1]
    if weekday is None or _is_recurring(word_at(tokens, place)) or _goes_on(tokens, place + 1):
        return Day(from_today=days), at + 1
    return Day(from_today=days, weekday=weekday), place + 1


def _weekday_ahead(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "viikon päästä torstaina", where no date follows that says it exactly."""
    if word_at(tokens, at - 1) in words("rules")["before_a_step"]:
        return None  # "every two weeks on Tuesdays"
    ahead = weeks_ahead(tokens, at)
    place = ahead[1] + (word_at(tokens, ahead[1]) in (",", "på")) if ahead else at
    weekday = weekday_named(word_at(tokens, place)) if ahead else None
    if ahead is None or weekday is None or _goes_on(tokens, place + 1):
        return None
    return Day(weekday=weekday, week=ahead[0], qualifier="later"), place + 1


def _by_weeks(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read the "viikolla" of "siirretään viikolla": a week on from the meeting."""
    if word_at(tokens, at) != "viikolla" or word_at(tokens, at + 1).isdecimal():
        return None
    before = word_at(tokens, at - 1)
    coloured = word_at(tokens, at - 1) in _COLOURS  # "siirtyis kyllä viikolla"
    moved = {word_at(tokens, at - 1 - coloured), word_at(tokens, at - 2 - coloured)}
    moves = any(word.startswith(_MOVES) for word in moved)
    other = (before.endswith(_COUNTED) and not coloured) or is_a("next_qualifier", before)
    return (Day(from_meeting=7), at + 1) if moves and not other else None


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a date follows the weekday: "idag, torsdag 16.4"."""
    return word_at(tokens, at).isdecimal() or is_a("week", word_at(tokens, at))


@cache
def _phrases() -> dict[str, list[tuple[list[str], Day]]]:
    """Return the phrases that name a day, longest first, by their first word."""
    lists = words("calendar")
    days = {said: Day(from_today=count) for said, count in lists["phrases_from_today"].items()}
    for said, count in lists["phrases_from_meeting"].items():
        days[said] = Day(from_meeting=count)
    for said, count in lists["phrases_from_either"].items():
        days[said] = Day(from_today=count, from_meeting=count)
    days |= dict.fromkeys(lists["words"]["weeks_after"], Day(from_meeting=7, vague=True))
    days |= dict.fromkeys(lists["words"]["vague_days"], Day(vague=True))
    phrases: dict[str, list[tuple[list[str], Day]]] = {}
    for said in sorted(days, key=len, reverse=True):
        phrases.setdefault(said.split()[0], []).append((said.split(), days[said]))
    return phrases


def _dated(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read a date, with the weekday before it where one is said: "Tuesday, 28 April"."""
    weekday, start = _leading_weekday(tokens, at)
    date = written_date(tokens, start)
    if date is None and weekday is not None:
        date = day_of_month(tokens, start)
    if date is None:
        return None
    day, end = date
    if weekday is not None and start == at + 1 and _is_recurring(word_at(tokens, at)):
        return replace(day, recurring=True), end
    return replace(day, weekday=weekday), end


def _leading_weekday(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    if _is_qualified(tokens, at):
        at += 1
    elif word_at(tokens, at + 1) == "week's" and is_a("next_qualifier", word_at(tokens, at)):
        at += 2  # "next week's Thursday 16.4."
    weekday = weekday_named(word_at(tokens, at))
    if weekday is None:
        weekday = short_weekday(tokens, at)
    if weekday is None:
        return None, at + (word_at(tokens, at) in ("den", "the"))
    start = at + 1
    while (
        word_at(tokens, start) in (".", ",", "den", "the", "na", "siis", "eli", "on")
        and start < at + 4
    ):
        start += 1
    return weekday, start


def _is_qualified(tokens: Sequence[Token], at: int) -> bool:
    """ "This Thursday 30.4" and "next Friday, the 8th" name their day exactly."""
    word = word_at(tokens, at)
    said = word in _QUALIFIED or is_a("next_qualifier", word) or is_a("this_qualifier", word)
    return said and weekday_named(word_at(tokens, at + 1)) is not None


def _is_recurring(word: str) -> bool:
    """ "Torstaisin", "Wednesdays" and "torsdagar" speak of more than one day."""
    return word.endswith(("isin", "days", "dagar", "dagarna"))


def _weekday(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read a weekday alone, with "ensi", "last" or "this" before it, or a week after it."""
    qualifier, place = _qualifier(tokens, at)
    weekday = weekday_named(word_at(tokens, place))
    if weekday is None and qualifier == "":
        weekday = short_weekday(tokens, place)
    if weekday is None:
        return None
    word = word_at(tokens, place)
    past = word.endswith("dags") and word_at(tokens, place - 1) == "i"
    day = Day(
        weekday=weekday, qualifier="past" if past else qualifier,
        recurring=_is_recurring(word) or is_a("of_all", word_at(tokens, at - 1)),
    )  # fmt: skip
    end = place + 1
    if word_at(tokens, end) == "-" and word_at(tokens, end + 1) in PARTS_OF_DAY:
        end += 2  # "tiistai-iltana"
    if word_at(tokens, end) == "week":
        return replace(day, qualifier="later"), end + 1
    if word_at(tokens, end) in _GONE and not word_at(tokens, end + 1).isdecimal():
        return replace(day, qualifier="past"), end + 1
    counted = _counted_on(tokens, end, day)
    if counted:
        return counted
    after = week_at(tokens, end + (word_at(tokens, end) in ("in", "of", "the")))
    if after:
        return replace(after[0], weekday=weekday), after[1]
    return day, end


def _counted_on(tokens: Sequence[Token], at: int, day: Day) -> tuple[Day, int] | None:
    """Read the "därpå" and "om två veckor" that follow a weekday."""
    if word_at(tokens, at) == "after" and _ends_english_after(tokens, at + 1):
        # "I'm in Spain until the 20th. The Tuesday after?": after which day?
        loose = any(token.number or token.text in _BOUNDS for token in tokens[: at - 2])
        return replace(day, qualifier="after", ambiguous=loose), at + 1
    if word_at(tokens, at) in ("därpå", "därefter"):
        return replace(day, qualifier="after"), at + 1
    if word_at(tokens, at - 1).endswith("dagen") and word_at(tokens, at) == "efter":
        if word_at(tokens, at + 1) == "det":
            return replace(day, qualifier="after"), at + 2
        if word_at(tokens, at + 1) in _GOES_ON:
            return replace(day, qualifier="after"), at + 1
    if [word_at(tokens, at + step) for step in range(3)] == ["om", "en", "vecka"]:
        return replace(day, qualifier="later"), at + 3
    ahead = weeks_ahead(tokens, at)
    return (replace(day, qualifier="later", week=ahead[0]), ahead[1]) if ahead else None


def _ends_english_after(tokens: Sequence[Token], at: int) -> bool:
    """ "Would the Tuesday after at 6 suit her?", but not "the Tuesday after Easter"."""
    named = word_at(tokens, at - 3) == "the"
    return named and (not word_at(tokens, at).isalnum() or word_at(tokens, at) in _AFTER_AFTER)


def _qualifier(tokens: Sequence[Token], at: int) -> tuple[Qualifier, int]:
    word = word_at(tokens, at)
    if is_a("next_qualifier", word):
        return "next", at + 1
    if is_a("last_qualifier", word):
        return "last", at + 1
    return ("this", at + 1) if is_a("this_qualifier", word) else ("", at)
