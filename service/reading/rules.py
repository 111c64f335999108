"""A rule for meetings written out: "joka kuun toinen tiistai klo 17, 4 kertaa"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service.reading.lexicon import number_named
from service.reading.phrases import words
from service.reading.resolve import date_of, moment
from service.reading.sayings import Item
from service.reading.values import Clock, Day
from service.reading.verdicts import Case

MOST_TIMES = 12


@dataclass(frozen=True, slots=True)
class Rule:
    """Every `step` weeks, or the `nth` such weekday of each month (-1 is the last)."""

    weekday: int
    step: int = 1
    nth: int | None = None


def written_out(case: Case) -> tuple[datetime, ...] | None:
    """Return the starts of a rule; empty where it has no one reading, None where none is said."""
    items = [item for clause in case.clauses for item in clause.items]
    if not _tells_a_rule(items):
        return None
    rule, clock, count = _rule(items), _clock(items), _count(items)
    first = _beginning(case, items)
    last = _end(case, items)
    if rule is None or clock is None or first is None or (count is None and last is None):
        return ()
    days = _days(rule, first, count or MOST_TIMES, last)
    starts = [moment(day, clock, case.calendar) for day in days]
    known = [start for start in starts if start is not None]
    return tuple(known) if len(known) == len(starts) > 1 else ()


def _tells_a_rule(items: Sequence[Item]) -> bool:
    """ "Each at 16:00" after a list of dates is no rule, "each Tuesday" is."""
    lists = words("rules")
    said = {one for one in _words_of_rules(items) if one in lists["every"]}
    dated = [day for day in _days_said(items) if day.day is not None or day.week_number]
    return bool(said - set(lists["loose"])) or (bool(said) and len(dated) < 2)


def _words_of_rules(items: Sequence[Item]) -> Iterator[str]:
    """Leave out the "varje" of "varje gång kl. 14", which tells of the dates that are listed."""
    for place, item in enumerate(items):
        after = items[place + 1].text if place + 1 < len(items) else ""
        if after not in words("rules")["times"] and (item.text, after) != ("each", "other"):
            yield item.text


def _rule(items: Sequence[Item]) -> Rule | None:
    lists = words("rules")
    places = {v.weekday for v in _days_said(items) if v.weekday is not None and not v.month}
    if len(places) != 1:
        return None
    weekday = places.pop()
    nth = _ordinal_near(items, lists["ordinals"])
    if any(item.text in lists["month"] for item in items):
        last = any(day.qualifier == "last" for day in _days_said(items))  # "the last Wednesday"
        nth = -1 if last and nth is None else nth
        return Rule(weekday, nth=nth) if nth else None
    return Rule(weekday, step=step) if (step := _step(items, nth)) else None


def _step(items: Sequence[Item], nth: int | None) -> int | None:
    lists = words("rules")
    said = [item.text for item in items]
    if any(word in lists["other"] for word in said):
        return 2
    for place, word in enumerate(said[:-1]):
        count = number_named(word) or (int(word) if word.isdecimal() else None)
        if count and count < 9 and _in_weeks(said, place):
            return count
    if {"weeks", "veckor", "veckors", "mellanrum", "välein"} & set(said):
        return None  # so many weeks, and we did not read how many
    if nth and nth > 1:
        return nth
    return 1 if nth is None else None


def _in_weeks(said: Sequence[str], place: int) -> bool:
    """Read the "4" of "4 viikon välein", "every four weeks" and "med fyra veckors mellanrum"."""
    after = " ".join(said[place + 1 : place + 3])
    every = place > 0 and said[place - 1] in ("every", "var", "each")
    return after in words("rules")["between"] or (every and said[place + 1] in ("weeks", "veckor"))


def _ordinal_near(items: Sequence[Item], ordinals: dict[str, int]) -> int | None:
    """Return the ordinal that stands right before the weekday or the week."""
    lists = words("rules")
    for place, item in enumerate(items[:-1]):
        following = items[place + 1]
        weekday = isinstance(following.value, Day) and following.value.weekday is not None
        if item.text in ordinals and (weekday or following.text in lists["week"]):
            return ordinals[item.text]
    return None


def _days_said(items: Sequence[Item]) -> list[Day]:
    return [item.value for item in items if isinstance(item.value, Day)]


def _clock(items: Sequence[Item]) -> Clock | None:
    clocks = [item.value for item in items if isinstance(item.value, Clock)]
    plain = [one for one in clocks if not one.same]
    return plain[0] if len(plain) == 1 else None


def _count(items: Sequence[Item]) -> int | None:
    """Read "4 kertaa", "sammanlagt fyra träffar", "five meetings in total", "yhteensä neljä"."""
    lists = words("rules")
    for place, item in enumerate(items):
        count = int(item.text) if item.text.isdecimal() and len(item.text) < 3 else None
        count = count or number_named(item.text)
        if not count or not 2 <= count <= MOST_TIMES:
            continue
        after = items[place + 1].text if place + 1 < len(items) else ""
        before = items[place - 1].text if place else ""
        if after in lists["times"] or before in lists["total"]:
            return count
    return None


def _beginning(case: Case, items: Sequence[Item]) -> date | None:
    """Return the day from which the rule counts: a date, a week or a month that is named."""
    today = case.calendar.today
    for day in _days_said(items):
        if day.day is not None:
            return date_of(day, "future", case.calendar)
        if day.week is not None or day.week_number is not None:
            return _monday(day, case)
        if day.month is not None:
            return _month_start(day.month, today)
    return today + timedelta(days=1)


def _monday(day: Day, case: Case) -> date | None:
    start = Day(weekday=0, week=day.week, week_number=day.week_number)
    return date_of(start, "future", case.calendar)


def _month_start(month: int, today: date) -> date:
    if month == today.month:
        return today + timedelta(days=1)
    return date(today.year + (month < today.month), month, 1)


def _end(case: Case, items: Sequence[Item]) -> date | None:
    """Return the last day of a span of months, or the last date that is named."""
    days = _days_said(items)
    dated = [date_of(day, "future", case.calendar) for day in days if day.day is not None]
    if len(dated) == 2 and dated[1] is not None:
        return dated[1]
    months = [day.month for day in days if day.month is not None and day.day is None]
    if len(months) != 2:
        return None
    first = _month_start(months[0], case.calendar.today)
    after = _month_start(months[1], first)
    return (after.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _days(rule: Rule, first: date, count: int, last: date | None) -> list[date]:
    days: list[date] = []
    day = first + timedelta(days=(rule.weekday - first.weekday()) % 7)
    while len(days) < count and (last is None or day <= last):
        if rule.nth is None or _is_nth(day, rule.nth):
            days.append(day)
        day += timedelta(weeks=rule.step if rule.nth is None else 1)
    return days


def _is_nth(day: date, nth: int) -> bool:
    if nth == -1:
        return (day + timedelta(weeks=1)).month != day.month
    return (day.day - 1) // 7 + 1 == nth
