"""Weeks as people name them, with the weekday beside them: "ensi viikon maanantai", "week 12"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise, takewhile

from service.reading.text.lexicon import is_a, number_named, weekday_named, weekday_short
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import stems_of, words
from service.reading.values.dates import number_between
from service.reading.values.kinds import Clock, Day, Found

_SHORTENED = 3  # letters of a "vk." or "v.", whose point ends no sentence
_MOST_WEEKS = 20  # counted ahead
_NEAR = 3  # tokens between a week and its "same time"
_ENDS = {".", "!", "?", ",", "\n"}
_NO_STEP = {"om", "för", "inom", "var", "varje", "i"}
_SINCE = {"sedan", "sen", "siden"}
_JOINS = {",", "and", "ja", "och", "&", "sekä", "samt", ".", "å"}


def in_week(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "ensi viikon maanantai", "nästa vecka onsdag", "viikolla 45 keskiviikkona"."""
    read = week_at(tokens, at) or listed_week(tokens, at)
    if read is None:
        return None
    week, end = read
    place = end
    while word_at(tokens, place) in (",", "på", "on", "den", "-", "the") and place < end + 2:
        place += 1
    weekday = weekday_named(word_at(tokens, place))
    if weekday is None and not (word_at(tokens, place) == "to" and _is_english(tokens, at)):
        weekday = weekday_short(word_at(tokens, place))
    if weekday is None:
        return replace(week, vague=True), end
    return replace(week, weekday=weekday), place + 1


def _is_english(tokens: Sequence[Token], at: int) -> bool:
    """ "Week 2 to week 8", where the Finnish "viikko 2 to" is a Thursday."""
    return {word_at(tokens, at), word_at(tokens, at + 1)} & {"week", "weeks", "wk"} != set()


def listed_week(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read each number of "viikoilla 36, 40 ja 44": a week, whose weekday stands elsewhere."""
    number = number_between(tokens, at, 1, 53)
    opened = number is not None and _opens_weeks(tokens, at)
    return (Day(week_number=number, vague=True), at + 1) if opened else None


def _opens_weeks(tokens: Sequence[Token], at: int) -> bool:
    place = at - 1
    while place >= 0 and at - place < 16:
        word = tokens[place]
        if is_a("weeks", word.text):
            return True
        if is_a("week", word.text):  # "vecka 3, 7 och 11"
            return _joins_numbers(tokens, place) and not _is_of_an_hour(tokens, at)
        if word.number is None and word.text not in _JOINS:
            return False
        place -= 1
    return False


def _joins_numbers(tokens: Sequence[Token], at: int) -> bool:
    """An "and" stands among the numbers and commas that follow a word."""
    row = [one for one in tokens[at + 1 : at + 16] if one.text != "."]
    listed = takewhile(lambda one: one.number is not None or one.text in _JOINS, row)
    return any(one.text in _JOINS - {",", "."} for one in listed)


def _is_of_an_hour(tokens: Sequence[Token], at: int) -> bool:
    """ "V. 7 och 9 17.30": a number with minutes glued to it."""
    glued = at + 2 < len(tokens) and tokens[at + 1].glued and tokens[at + 2].glued
    return glued and word_at(tokens, at + 1) in (".", ":", "-")


def with_weekday(found: Sequence[Found]) -> list[Found]:
    """Return the values, the one weekday of "weeks 36, 40 and 44, on Thursdays" given to each."""
    weeks = [one for one in found if _is_listed(one)]
    weeks += [two for one, two in pairwise(found) if _goes_on_with(one, two)]
    # "Wednesday of week 3, 7 and 11": it was read with the first of them.
    weeks = [one for one, two in pairwise(found) if _goes_on_with(two, one)] + weeks
    plain = [one for one in found if isinstance(one.value, Day) and _is_weekday(one.value)]
    # "Weeks 8 and 10, on Thursday": the weekday was read with the last of them.
    named = plain or [one for one in weeks if _weekday_in(one) is not None]
    if len(weeks) < 2 or len(named) != 1 or not (plain or named in (weeks[:1], weeks[-1:])):
        return list(found)
    weekday = _weekday_in(named[0])
    return [_in_its_week(one, weekday, one in plain) for one in found]


def _goes_on_with(week: Found, day: Found) -> bool:
    """ "Week 3 and week 5, Wednesdays": the weekday was read with the last of two weeks."""
    numbered = isinstance(day.value, Day) and day.value.week_number is not None
    whole = numbered and _weekday_in(day) is not None and not _is_listed(day)
    return whole and _is_listed(week) and 1 in (day.first - week.last, week.first - day.last)


def of_the_same_day(found: Sequence[Found], meeting: date | None) -> list[Found]:
    """Return the values, "next week, same time" on the weekday of the meeting."""
    days = [(one, one.value) for one in found if isinstance(one.value, Day)]
    weeks = [(one, day) for one, day in days if _is_week_ahead(day)]
    if meeting is None or len(weeks) != 1:
        return list(found)
    if any(day.weekday not in (None, meeting.weekday()) and day.day is None for _, day in days):
        return list(found)
    week, day = weeks[0]
    if not any(_says_same(one, week) for one in found):
        return list(found)
    on = replace(day, weekday=meeting.weekday(), vague=False)
    return [replace(one, value=on) if one is week else one for one in found]


def _is_week_ahead(day: Day) -> bool:
    ahead = (day.week or 0) > 0 or day.week_number is not None or bool(day.from_meeting)
    return day.vague and ahead and day.weekday is None


def _says_same(one: Found, week: Found) -> bool:
    """ "Same day", "samma tid", close to the week that is named."""
    same = isinstance(one.value, Day) and one.value.from_meeting == 0
    same = same or (isinstance(one.value, Clock) and one.value.same)
    apart = max(one.first - week.last, week.first - one.last)
    return same and apart <= _NEAR


def _in_its_week(one: Found, weekday: int | None, is_common: bool) -> Found:
    if not isinstance(one.value, Day):
        return one
    if is_common:
        return replace(one, value=replace(one.value, recurring=True))
    listed = _is_listed(one)
    return replace(one, value=replace(one.value, weekday=weekday, vague=False)) if listed else one


def _weekday_in(one: Found) -> int | None:
    return one.value.weekday if isinstance(one.value, Day) else None


def _is_listed(one: Found) -> bool:
    day = one.value
    return isinstance(day, Day) and day.week_number is not None and day.vague


def _is_weekday(day: Day) -> bool:
    alone = day.day is None and day.week is None and day.week_number is None and day.nth is None
    return day.weekday is not None and alone and day.from_today is None


def week_at(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Return the week that begins at a token: "week 12", "next week", "viikolla 45"."""
    if word_at(tokens, at) in ("calendar", "på", "in", "of") and is_a(
        "week", word_at(tokens, at + 1)
    ):
        at += 1
    if is_a("week", word_at(tokens, at)):
        stop = word_at(tokens, at + 1) == "."
        if stop and len(word_at(tokens, at)) > _SHORTENED:
            return None  # "krasslig hela veckan. 50 min"
        place = at + 1 + stop
        number = number_between(tokens, place, 1, 53)
        return (Day(week_number=number), place + 1) if number else None
    step = _week_step(tokens, at)
    if step is None or not is_a("week", word_at(tokens, at + step[1])):
        return None
    if step[0] == 0 and counted_weeks(tokens, at + step[1]):
        return None  # "pidetään tämä viikkoa myöhemmin"
    # "Seuraavan viikon maanantai" may follow this week or the meeting's.
    loose = word_at(tokens, at).startswith(("seuraava", "följande", "following"))
    since = word_at(tokens, at - 1) in ("sitä", "siitä", "sit")  # the week after one just named
    said = Day(week=step[0], ambiguous=loose, qualifier="after" if loose and since else "")
    return said, at + step[1] + 1


def weeks_ahead(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Return how many weeks ahead "kahden viikon päästä" is, and where it ends."""
    if not (opens_weeks_ahead(word_at(tokens, at)) or opens_counted_weeks(word_at(tokens, at))):
        return None
    counted = counted_weeks(tokens, at)
    if counted and counted[0].from_today:
        return counted[0].from_today // 7, counted[1]
    for size in (3, 2):
        said = " ".join(word_at(tokens, at + step) for step in range(size))
        count = words("calendar")["weeks_ahead"].get(said)
        if count is not None:
            return int(count), at + size
    return None


def counted_weeks(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Read "neljän viikon päästä", "siitä kaksi viikkoa eteenpäin", "päivällä aikaisemmaksi".

    From the meeting, or the day named last, where "siitä" or "eteenpäin" says so; else from either.
    """
    lists = words("calendar")["counted_weeks"]
    since = word_at(tokens, at) in lists["since"]
    place = at + since
    some = word_at(tokens, place) in lists["some"]
    count = _weeks_counted(word_at(tokens, place))
    place += some or count is not None
    unit, way = lists["units"].get(word_at(tokens, place)), word_at(tokens, place + 1)
    ahead = way in lists["ahead"]
    told = (ahead or way in lists["onward"]) - (way in lists["back"])
    sign = told or (_way_put_by_days(tokens, at, place) if unit and (count or some) else 0)
    if unit is None or not sign or (ahead and (unit == 1 or not (count or since))):
        return None
    end = place + 1 + (told != 0)
    if some:
        return Day(vague=True), end
    after = word_at(tokens, end) in lists["since"]
    days = sign * unit * (count or 1)
    from_either = ahead and not (since or after)
    return Day(from_today=days if from_either else None, from_meeting=days), end + after


def _way_put_by_days(tokens: Sequence[Token], at: int, unit: int) -> int:
    """ "Vi skjuter upp det två veckor"; not "flyttade hit för två veckor sedan"."""
    since = word_at(tokens, at - 1) in _NO_STEP or word_at(tokens, unit + 1) in _SINCE
    return 0 if since else way_put(tokens, at, 5)


def way_put(tokens: Sequence[Token], at: int, reach: int) -> int:
    """Return -1 after a verb of "aikaistetaan kahdella tunnilla", 1 after one of putting off."""
    before = [token.text for token in tokens[max(0, at - reach) : at]]
    ended = max((place for place, word in enumerate(before, 1) if word in _ENDS), default=0)
    before = before[ended:]
    if any(word.startswith(stems_of("rules", "puts_earlier")) for word in before):
        return -1
    later = any(word.startswith(stems_of("rules", "puts_later")) for word in before)
    return int(later or _is_moved_on(before))


def _is_moved_on(before: Sequence[str]) -> bool:
    """ "Flyttade fram mötet", "flytta den med": by so much, and later."""
    moved = next((at for at, word in enumerate(before) if word.startswith("flytt")), len(before))
    return bool({"fram", "framåt", "med"} & set(before[moved:]))


def opens_counted_weeks(word: str) -> bool:
    """Return whether "neljän viikon päästä" or its like may begin with a word."""
    lists = words("calendar")["counted_weeks"]
    listed = any(word in lists[kind] for kind in ("since", "some", "units"))
    return listed or bool(_weeks_counted(word))


def _weeks_counted(word: str) -> int | None:
    count = int(word) if word.isdecimal() and len(word) < 3 else number_named(word)
    return count if count and count <= _MOST_WEEKS else None


def opens_weeks_ahead(word: str) -> bool:
    """Return whether "kahden viikon päästä" or its like may begin with a word."""
    return word in _first_of_weeks()


@cache
def _first_of_weeks() -> frozenset[str]:
    """Return the words with which "kahden viikon päästä" and its like begin."""
    return frozenset(said.split()[0] for said in words("calendar")["weeks_ahead"])


def _week_step(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    word = word_at(tokens, at)
    if is_a("next_qualifier", word):
        return 1, 1
    if is_a("last_qualifier", word):
        return -1, 1
    if is_a("this_qualifier", word):
        return 0, 1
    return (0, 2) if (word, word_at(tokens, at + 1)) == ("den", "här") else None
