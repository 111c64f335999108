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
from service.reading.values.hours import time_at
from service.reading.values.kinds import Day, Found
from service.reading.values.lengths import length_at
from service.reading.values.nths import nth_at, ordinal
from service.reading.values.openings import opens_and_suits
from service.reading.values.weeks import (
    counted_weeks,
    in_week,
    opens_counted_weeks,
    opens_weeks_ahead,
    week_at,
    weeks_ahead,
)

_SHORT = {"ma", "ti", "ke", "to", "pe", "la", "su"}
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
_MET = {
    "tavattiin", "tavattii", "nähtiin", "nähtii", "tapasimme", "pidettiin", "pidettii", "näimme",
    "treffattiin", "treffattii",
}  # fmt: skip
_SAYS_YES = {"joo", "juu", "jo", "kyllä", "kyl", "jep"}
_IN = ("ssa", "ssä", "lla", "llä")
_PARTS_OF_DAY = {
    "iltana", "illan", "illaksi", "illalla", "ilta", "aamuna", "aamun", "aamu", "aamupäivänä",
    "iltapäivänä", "iltapäivä", "iltapäivän", "illal", "iltaan",
    "aamulla", "aamul", "aamusta", "iltapäivällä",
}  # fmt: skip
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
_BETWEEN_MONTHS = {
    ",", "and", "och", "to", "till", "-", "–", "&", "å", "o", "samt", "ti", "tills", "tom", "med",
    "through", "thru", "until",
}  # fmt: skip
_MOST_JOINS = 4
_NAMES_AND_VERBS = {"may", "mar"}
_BEFORE_MONTH = ("i", "för", "från")
_AFTER_AFTER = {
    "at", "same", "work", "works", "suit", "suits", "would", "is", "be", "instead", "if", "or",
}  # fmt: skip
_NO_OTHER_WORD = {"tues", "weds", "thur", "thurs"}
_BOUNDS = {"until", "till", "til"}
_GONE = {"past", "gone"}  # "this Tuesday past"
_THROUGH = {(last, join) for last in ("med", "me", "mä") for join in ("och", "å", "o")}
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
        weekday = _short_weekday(tokens, at)
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
        weekday = _short_weekday(tokens, place)
    if weekday is None:
        return None
    word = word_at(tokens, place)
    past = word.endswith("dags") and word_at(tokens, place - 1) == "i"
    day = Day(
        weekday=weekday, qualifier="past" if past else qualifier,
        recurring=_is_recurring(word) or is_a("of_all", word_at(tokens, at - 1)),
    )  # fmt: skip
    end = place + 1
    if word_at(tokens, end) == "-" and word_at(tokens, end + 1) in _PARTS_OF_DAY:
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


def _short_weekday(tokens: Sequence[Token], at: int) -> int | None:
    weekday = weekday_short(word_at(tokens, at))
    told = word_at(tokens, at) in _NO_OTHER_WORD
    told = told or _before_clock(tokens, at) or _follows_its_word(tokens, at)
    return weekday if weekday is not None and told else None


def _follows_its_word(tokens: Sequence[Token], at: int) -> bool:
    """ "We met on wed", "thu was fine", "vi sågs tors hemma": a short name that can be no word."""
    named = word_at(tokens, at) not in (*_SHORT, "sun", "sat")
    before, after = word_at(tokens, at - 1), word_at(tokens, at + 1)
    return named and (is_a("before_short_day", before) or is_a("after_short_day", after))


def _before_clock(tokens: Sequence[Token], at: int) -> bool:
    if opens_and_suits(tokens, at) or _ends_its_clause(tokens, at) or _is_of_a_past_day(tokens, at):
        return True
    if word_at(tokens, at) in _SHORT and (_is_told_hour(tokens, at + 1) or _is_asked(tokens, at)):
        return True
    following = word_at(tokens, at + 1 + (word_at(tokens, at + 1) == "."))
    if (
        word_at(tokens, at) in ("to", "on", "sun", "sat", "la")
        and word_at(tokens, at - 1).isdecimal()
    ):
        return False  # "5 to 6"
    if word_at(tokens, at) == "sat" and _lasts(tokens, at + 1):
        return False  # "we sat 45 minutes"
    return (is_a("clock", following) and following != "at") or following.isdecimal()


def _lasts(tokens: Sequence[Token], at: int) -> bool:
    """ "45 minutes", "1.5 h", "1 1/2 hours": a length in figures begins here."""
    while not word_at(tokens, at).isalpha() and word_at(tokens, at) not in ("", "\n"):
        at += 1
    return is_a("minute", word_at(tokens, at)) or is_a("hour", word_at(tokens, at))


def _is_asked(tokens: Sequence[Token], at: int) -> bool:
    """ "Kävisikö to sen sijaan", "mites pe aamulla"."""
    part = is_a("morning", word_at(tokens, at + 1)) or word_at(tokens, at + 1) in _PARTS_OF_DAY
    asked = is_a("asks_day", word_at(tokens, at - 1)) and word_at(tokens, at) != "su"
    return part or asked  # "oisko su mahdollista" asks of you


def _is_told_hour(tokens: Sequence[Token], at: int) -> bool:
    """ "Ti neljältä", "ke puol viis", "pe yhden aikaan"."""
    return at < len(tokens) and time_at(tokens, at, marked=False, after_day=False) is not None


def _is_of_a_past_day(tokens: Sequence[Token], at: int) -> bool:
    """ "Tavattiin ke kirjastolla", "nähtiin Oodissa ma,"."""
    if word_at(tokens, at) not in _SHORT:
        return False
    before = word_at(tokens, at - 1)
    if not before.isalnum() and _opens_what_was(tokens, at + 1):
        return True
    if _is_beside_its_length(tokens, at):
        return True
    if before in _SAYS_YES:
        return word_at(tokens, at - 2) in _MET or word_at(tokens, at + 1) in _MET
    return before in _MET or (
        before.endswith(_IN)
        and word_at(tokens, at - 2) in _MET
        and word_at(tokens, at + 1) in ("", ".", ",", "!", "ja", "\n")
    )


def _is_beside_its_length(tokens: Sequence[Token], at: int) -> bool:
    """ "Ke, 1,25 h", "treffattiin ke - 40 min", "kyllä ke: tunti"."""
    before = word_at(tokens, at - 1)
    after = at + 1 + (word_at(tokens, at + 1) in (",", "-", ":", "("))
    led = not before.isalnum() or before in _SAYS_YES or before in _MET
    return led and length_at(tokens, after) is not None if after < len(tokens) else False


def _opens_what_was(tokens: Sequence[Token], at: int) -> bool:
    """ "Ke nähtiin, 70 min", "ti aamulla tavattiin": a short name first, and then what was done."""
    return word_at(tokens, at + (word_at(tokens, at) in _PARTS_OF_DAY)) in _MET


def _ends_its_clause(tokens: Sequence[Token], at: int) -> bool:
    """ "En pääse ke, ...": a short name after a word of coming, with nothing after it."""
    ends = word_at(tokens, at + 1) in (
        "",
        ".",
        ",",
        "!",
        "?",
        ")",
        "\n",
        "mut",
        "mutta",
        "kun",
        "ku",
    )
    return ends and is_a("before_day", word_at(tokens, at - 1))


def month_alone(tokens: Sequence[Token], at: int) -> Found | None:
    """Return a month that is said without a day: "elokuulle", "in May", "oktober till dec"."""
    word = word_at(tokens, at)
    month = month_named(word) or _short_of_span(tokens, at)
    if month is None and word in ("maj", "may", "mars"):
        month = _doubtful_month(tokens, at)
    if month is None and word != "jul" and _is_beside_a_month(tokens, at):
        month = month_near_number(word)
    return Found(Day(month=month, vague=True), at, at + 1) if month else None


def opens_month(word: str) -> bool:
    """Return whether a word may be a month that is said without a day."""
    named = month_named(word) or month_named(word + "kuu") or month_near_number(word)
    return named is not None


def _is_beside_a_month(tokens: Sequence[Token], at: int) -> bool:
    """ "Mars till maj", "jan–april", "feb, mars och april": another month is listed with it."""
    if month_near_number(word_at(tokens, at)) is None:
        return False
    return any(_is_joined_to_a_month(tokens, at, step) for step in (1, -1))


def _is_joined_to_a_month(tokens: Sequence[Token], at: int, step: int) -> bool:
    """ "Jan feb mars" puts nothing between, "februari till och med maj" four words at most."""
    place = at + step
    while abs(place - at) < _MOST_JOINS and word_at(tokens, place) in _BETWEEN_MONTHS:
        place += step
    beside = place == at + step
    if beside and {word_at(tokens, at), word_at(tokens, place)} & _NAMES_AND_VERBS:
        return False  # "Jan may come"
    return month_near_number(word_at(tokens, place)) is not None


def _short_of_span(tokens: Sequence[Token], at: int) -> int | None:
    """Read the "syys" of "syys-joulukuu", "syys- ja lokakuussa" and "syys loka marras"."""
    month = _shortened_month(tokens, at)
    if month is None:
        return None
    closest = 1 if word_at(tokens, at) in ("kesä", "joulu") else 0  # words of their own as well
    following = _beside_joins(tokens, at, 1)
    if following > at + closest and _is_month(tokens, following):
        return month
    before = _beside_joins(tokens, at, -1)
    return month if before < at - closest and _is_month(tokens, before) else None


def _shortened_month(tokens: Sequence[Token], at: int) -> int | None:
    return month_named(word_at(tokens, at) + "kuu") if 0 <= at < len(tokens) else None


def _is_month(tokens: Sequence[Token], at: int) -> bool:
    named = 0 <= at < len(tokens) and month_named(word_at(tokens, at)) is not None
    return named or _shortened_month(tokens, at) is not None


def _beside_joins(tokens: Sequence[Token], at: int, step: int) -> int:
    """Return the place of the next word on one side, past the signs and "ja" that join a list."""
    place = at + step
    while 0 <= place < len(tokens) and word_at(tokens, place) in (",", "-", "ja", "sekä", "&"):
        place += step
    return place


def _doubtful_month(tokens: Sequence[Token], at: int) -> int | None:
    """Read the "May" of "in May" and of "March, April and May", but not that of "I may"."""
    word, before = word_at(tokens, at), word_at(tokens, at - 1)
    if not before.isalnum() and word_at(tokens, at + 1) in words("rules")["after_a_month"]:
        return month_near_number(word)  # "Mars vet vi inte ännu"
    told = {
        "maj": _BEFORE_MONTH,
        "may": ("in", "of", "to", "until", "till"),
        "mars": _BEFORE_MONTH,
    }[word]
    through = (before, word_at(tokens, at - 2)) in _THROUGH  # "till och med maj"
    return month_near_number(word) if before in told or through else None
