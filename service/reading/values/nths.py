"""The nth weekday of a month: "first Monday of October", "helmikuun toinen tiistai"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.text.lexicon import month_named, weekday_named
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import words
from service.reading.values.kinds import Day, Found

_OF = {"of", "in", "i", "on", "this", "coming", "next", "nästa", "ensi"}
_JOINS = {
    ",", "and", "ja", "och", "å", "o", "&", "sekä", "samt", "of", "in", "i", "den", "the", "then",
}  # fmt: skip
_DAY_WORDS = {"päivä", "päivänä", "päivälle", "päiväksi", "päivään"}
_FEBRUARY, _SHORT_MONTHS = 2, {4, 6, 9, 11}
_MOST_BETWEEN = 3  # words: ", and in"


def nth_at(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Return the nth weekday of a named month that begins at a token, and where it ends."""
    read = _month_last(tokens, at) or _month_first(tokens, at) or _one_of_two(tokens, at)
    return read or _last_day(tokens, at)


def _last_day(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "tammikuun viimeisenä päivänä"; February's is another one every fourth year."""
    month = _month(word_at(tokens, at))
    if not month or month == _FEBRUARY:
        return None
    if ordinal(word_at(tokens, at + 1)) != -1 or word_at(tokens, at + 2) not in _DAY_WORDS:
        return None
    return Day(day=30 if month in _SHORT_MONTHS else 31, month=month), at + 3


def ordinal(word: str) -> int | None:
    """Return the place that a word names: 1 to 5, -1 for the last."""
    found = words("rules")["ordinals"].get(word)
    return int(found) if found is not None else None


def _nth_weekday(tokens: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """Read "the last Tuesday", "toisena keskiviikkona": its place, its weekday and its end."""
    at += word_at(tokens, at) in ("the", "den")
    nth, weekday = ordinal(word_at(tokens, at)), weekday_named(word_at(tokens, at + 1))
    if nth is None or weekday is None or word_at(tokens, at) == "other":
        return None
    return nth, weekday, at + 2


def _month_last(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "the first Monday of October", "första torsdagen i februari".

    "Joka toinen keskiviikko huhtikuun loppuun" is every other one, up to April's end.
    """
    read = _nth_weekday(tokens, at)
    if read is None or (at and word_at(tokens, at - 1) in words("rules")["before_a_step"]):
        return None
    nth, weekday, end = read
    end += word_at(tokens, end) in _OF
    month = _month_after(tokens, end)
    return (Day(weekday=weekday, nth=nth, month=month), end + 1) if month else None


def _month_after(tokens: Sequence[Token], at: int) -> int | None:
    word = word_at(tokens, at)
    if word_at(tokens, at + 1).isdecimal() and word not in ("may", "maj"):
        following = word_at(tokens, at + 2)
        if len(word_at(tokens, at + 1)) < 3 and following not in (":", "pm", "am"):
            return None  # "the first Monday in March 9": a date of its own
    return _month(word) or (5 if word in ("may", "maj") else None)


def _month_first(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "helmikuun ensimmäisenä torstaina", "februaris första torsdag"."""
    month = _month(word_at(tokens, at))
    read = _nth_weekday(tokens, at + 1) if month else None
    if read is None:
        return None
    return Day(weekday=read[1], nth=read[0], month=month), read[2]


def _month(word: str) -> int | None:
    return month_named(word) or month_named(word.removesuffix("s"))


def _one_of_two(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read the "first" of "the first and third Monday of March"."""
    start = at + (word_at(tokens, at) in ("the", "den"))
    nth = ordinal(word_at(tokens, start))
    if nth is None or word_at(tokens, start + 1) not in ("and", "och", "ja", "&", "å"):
        return None
    later = _month_last(tokens, start + 2)
    return (replace(later[0], nth=nth), start + 1) if later else None


def with_listed_months(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """Return the values, the months listed beside "the first Monday of October" made such days."""
    forward = _carried(tokens, list(found), 1)
    return _carried(tokens, forward, -1)


def _carried(tokens: Sequence[Token], found: list[Found], step: int) -> list[Found]:
    places = range(2 * len(found)) if step > 0 else range(len(found) - 1, -1, -1)
    for place in places:
        if place >= len(found):
            break
        source = found[place - step] if 0 <= place - step < len(found) else None
        value = found[place].value
        if source is None or not isinstance(source.value, Day) or not isinstance(value, Day):
            continue
        first, second = (source, found[place]) if step > 0 else (found[place], source)
        bare = value.vague and value.month is not None
        if bare and source.value.nth and _is_listed(tokens, first.last, second.first):
            day = replace(source.value, month=value.month)
            found[place] = replace(found[place], value=day)
            found[place:place] = _other_nth(found, place, day) if step > 0 else []
    return found


def _other_nth(found: Sequence[Found], place: int, day: Day) -> list[Found]:
    """ "The first and the third Monday in May and June" has two in June as well: on its "and"."""
    twin, one = (found[at].value if at >= 0 else None for at in (place - 2, place - 1))
    gap = found[place - 1].last < found[place].first
    if not (gap and isinstance(twin, Day) and isinstance(one, Day) and twin.nth != one.nth):
        return []
    if (twin.weekday, twin.month) != (one.weekday, one.month) or not twin.nth:
        return []
    return [Found(replace(day, nth=twin.nth), found[place].first - 1, found[place].first)]


def _is_listed(tokens: Sequence[Token], first: int, last: int) -> bool:
    # The "-" of "syys-, loka- ja marraskuun" shortens; alone, it spans.
    # "January February and March" puts nothing between.
    between = {token.text for token in tokens[first:last]} - {"-"}
    joined = first == last or bool(between)
    return last - first <= _MOST_BETWEEN and joined and not between - _JOINS
