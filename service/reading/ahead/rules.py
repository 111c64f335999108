"""A rule for meetings written out: "joka kuun toinen tiistai klo 17, 4 kertaa"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from service.reading.ahead.rule_bounds import Bounds, bounds_of, parity_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.sayings import Item
from service.reading.clauses.verdicts import Case
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import words
from service.reading.values.kinds import Clock, Day, Value
from service.reading.values.resolve import moment

MOST_TIMES = 12
_MOST_DAYS = 20  # a rule that goes on longer than this is not written out
_EACH_WEEK, _SOME = ("viikon", "välein"), {"muutaman", "parin", "monen", "useamman", "joidenkin"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Every `step` weeks, or the `nth` such weekday of each month (-1 is the last), or a `day`.

    With a `parity`, only in the even (0) or the odd (1) weeks of the year.
    """

    weekday: int
    step: int = 1
    nth: int | None = None
    day: int | None = None
    parity: int | None = None


def written_out(case: Case) -> tuple[datetime, ...] | None:
    """Return the starts of a rule; empty where it has no one reading, None where none is said."""
    told = _without_reasons(case.clauses)
    told = [one for one in told if one.values or not one.negated]  # "hon åker inte hit varje månad"
    items = [item for clause in told for item in clause.items]
    if not _tells_a_rule(items):
        return None
    bounds = bounds_of(case, items)
    rule, clock = _rule(items, bounds), _clock(items)
    count = count_of(items) or (_count_by_span(items, rule) if rule else None)
    if counts_on(items):
        # "31.8. klo 16 ja siitä neljän viikon välein kolme kertaa lisää"
        if not (count and len(bounds.named) == 1 and _goes_on_from_it(items)):
            return ()
        count += 1
    elif count and len(bounds.named) == 1 and _follow_the_named(items):
        count += 1
    if rule is None or clock is None or not bounds.clear or _has_loose_numbers(case, count, rule):
        return ()
    days = _within(rule, bounds, count, case.calendar.today)
    starts = [moment(day, clock, case.calendar) for day in days]
    known = [start for start in starts if start is not None]
    return tuple(known) if len(known) == len(starts) > 1 else ()


def _without_reasons(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses that may tell a rule: "joka toinen tiistai" does, whatever "joka" opens.

    "Joka on sittemmin purettu" tells of a thing, and what goes on from a reason is one too: "koska
    hän käy siellä, joka toinen viikko".
    """
    lists = words("rules")
    every, told = {*lists["every"], *lists["end"]}, list[Clause]()
    reasoned = False
    for clause in clauses:
        opens = clause.said[0] in every
        if clause.said[0] in lists["relative_too"]:
            counted = bool(clause.values) or set(clause.said[1:3]) & {*every, *lists["counts_rule"]}
            opens = bool(counted) and not reasoned
        if clause.turn != "reason" or opens:
            told.append(clause)
        reasoned = clause.turn == "reason" and not opens and not clause.ends
    return told


def _within(rule: Rule, bounds: Bounds, count: int | None, today: date) -> list[date]:
    """Return the days of a rule within its bounds; none where they contradict each other."""
    first = bounds.begins or today + timedelta(days=1)
    if count is None and bounds.ends is None:
        return []
    whole = _days(rule, first, _MOST_DAYS if bounds.ends else count or 0, bounds.ends)
    if not whole or whole[0] <= today:
        return []  # "starting this week" has begun, and its Thursday may be to come
    numbered = [day for day in whole if day.day in bounds.numbers_out]
    if len(numbered) != len(bounds.numbers_out):
        return []
    days = [day for day in whole if not _is_left_out(day, bounds)]
    away = any(day.isocalendar().week in bounds.away for day in days)
    missed = away or [day for day in bounds.left_out if day not in whole]
    contradicts = bool(count) and (len(days) != count if bounds.ends else len(days) != len(whole))
    if missed or contradicts or not set(bounds.named) <= set(days):
        return []
    return [] if bounds.ends and len(whole) == _MOST_DAYS else days


def _is_left_out(day: date, bounds: Bounds) -> bool:
    if day.day in bounds.numbers_out or (bounds.months and day.month not in bounds.months):
        return True
    week = day.isocalendar().week in bounds.weeks_out
    return day in bounds.left_out or week or day.month in bounds.months_out


def _has_loose_numbers(case: Case, count: int | None, rule: Rule) -> bool:
    """A number that is neither how many nor how far apart may bound the rule."""
    known = {count, rule.step, abs(rule.nth or 0)}
    numbers = [word for clause in case.clauses for word in clause.unknown if word[0].isdecimal()]
    return any(not (word.isdecimal() and int(word) in known) for word in numbers)


def _tells_a_rule(items: Sequence[Item]) -> bool:
    """ "Each at 16:00" after a list of dates is no rule, "each Tuesday" is."""
    lists = words("rules")
    said = {one for one in _words_of_rules(items) if one in lists["every"]}
    days = _days_said(items)
    dated = [day for day in days if day.day is not None or day.week_number or _is_nth_said(day)]
    nth = _ordinal_near(items, lists["ordinals"]) is not None
    if parity_of(items) is not None and any(map(_is_weekly, days)):
        return True
    if bool(said - set(lists["loose"])) or (bool(said) and (nth or len(dated) < 2)):
        return True
    if dated:
        weekly = any(map(_is_weekly, days)) or _are_counted(items)
        return len(dated) == 1 and weekly and bool(count_of(items))
    months = any(day.vague and day.month for day in days)
    often = any(map(_is_weekly, days)) or _are_counted(items)
    return (months and nth) or (often and (months or bool(count_of(items))))


def _is_nth_said(day: Day) -> bool:
    return day.nth is not None


def _words_of_rules(items: Sequence[Item]) -> Iterator[str]:
    """Leave out the "varje" of "varje gång kl. 14", which tells of the dates that are listed."""
    for place, item in enumerate(items):
        after = items[place + 1].text if place + 1 < len(items) else ""
        loose = (*words("rules")["times"], *words("rules")["ahead"])
        numbered = place + 1 < len(items) and items[place + 1].value is not None
        if item.text in words("rules")["week_lists"] and not numbered:
            continue  # "hän on viikot harjoittelussa"
        if after not in loose and (item.text, after) != ("each", "other"):
            yield item.text


def _rule(items: Sequence[Item], bounds: Bounds) -> Rule | None:
    lists = words("rules")
    numbered = {v.day for v in _days_said(items) if v.day and v.month is None}
    said = [item.text for item in items]
    monthly = any(
        two in lists["month"] and one not in lists["one_month"]
        for one, two in pairwise(["", *said])
    )
    if monthly and len(numbered) == 1 and not any(v.weekday for v in _days_said(items)):
        return Rule(0, day=numbered.pop())  # "joka kuun 15. päivä"
    days = [v for v in _days_said(items) if v.weekday is not None and v.day is None]
    days = [v for v in days if v.nth is None and v.from_today is None]
    places = {v.weekday for v in days if v.weekday is not None}
    if not places:
        places = _weekday_of_first(items, bounds)
    if len(places) != 1:
        return None
    weekday = places.pop()
    parity = parity_of(items)
    if parity is not None:
        return Rule(weekday, parity=parity)
    nth = _ordinal_near(items, lists["ordinals"])
    spaced = any(item.text in ("weeks", "veckor", "veckors", "viikon") for item in items)
    spaced |= any(a in lists["before_a_step"] and b in lists["ordinals"] for a, b in pairwise(said))
    if monthly or (nth and bounds.months and not spaced and _step(items, None) == 1):
        last = any(day.qualifier == "last" for day in days)  # "the last Wednesday"
        nth = -1 if last and nth is None else nth
        return Rule(weekday, nth=nth) if nth else None
    return Rule(weekday, step=step) if (step := _step(items, nth)) else None


def _weekday_of_first(items: Sequence[Item], bounds: Bounds) -> set[int]:
    """ "8.9. and every four weeks after that", "aloitetaan 8.1. ja sitten joka toinen viikko"."""
    begins = bounds.begins
    if not bounds.named and begins:
        dated = {(day.month, day.day) for day in _days_said(items)}
        return {begins.weekday()} if (begins.month, begins.day) in dated else set()
    return {bounds.named[0].weekday()} if len(bounds.named) == 1 else set()


def _step(items: Sequence[Item], nth: int | None) -> int | None:
    lists = words("rules")
    said = [item.text for item in items]
    if any(word in lists["other"] for word in said):
        return 2
    by_days = [
        row for row in zip(said, said[1:], said[2:], strict=False) if row[2] in lists["by_days"]
    ]
    if any(row[0] in lists["before_a_step"] for row in by_days):  # "var fjortonde dag"
        return 2 if {row[1] for row in by_days} <= set(lists["fortnight"]) else None
    for place, word in enumerate(said[:-1]):
        count = number_named(word) or (int(word) if word.isdecimal() else None)
        if count and count < 9 and _in_weeks(said, place):
            return count
    rows = zip(["", *said], said, said[1:], strict=False)
    if any(row[1:] == _EACH_WEEK and row[0] not in _SOME for row in rows):
        return 1
    lasts = any(_stands_in(items, place, "for_weeks") for place in range(len(items)))
    if {"weeks", "veckor", "veckors", "mellanrum", "välein"} & set(said) and not lasts:
        return None  # so many weeks, and we did not read how many
    if nth and nth > 1:
        return nth
    return 1 if nth is None else None


def _in_weeks(said: Sequence[str], place: int) -> bool:
    """Read the "4" of "4 viikon välein", "every four weeks" and "med fyra veckors mellanrum"."""
    after = " ".join(said[place + 1 : place + 3])
    every = place > 0 and said[place - 1] in ("every", "var", "each")
    return after in words("rules")["between"] or (
        every and said[place + 1] in ("weeks", "veckor", "week")
    )


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


def count_of(items: Sequence[Item]) -> int | None:
    """Return how many are told: "4 kertaa", "five meetings in total", "yhteensä neljä"."""
    lists = words("rules")
    for place, item in enumerate(items):
        count = int(item.text) if item.text.isdecimal() and len(item.text) < 3 else None
        count = count or number_named(item.text)
        if not count or not 2 <= count <= MOST_TIMES:
            continue
        after = items[place + 1].text if place + 1 < len(items) else ""
        counted = after in lists["times"] or _stands_in(items, place, "counts_so")
        if counted or _counts_weekdays(items, place):
            return count
    return None


def _count_by_span(items: Sequence[Item], rule: Rule) -> int | None:
    """ "Three weeks running" of a weekly rule, "i fyra månader" of a monthly one."""
    monthly = bool(rule.nth or rule.day)
    if not monthly and (rule.step > 1 or rule.parity is not None):
        return None  # "every other Tuesday for five weeks": twice, or three times?
    span = "for_months" if monthly else "for_weeks"
    counts = {
        int(item.text) if item.text.isdecimal() else number_named(item.text)
        for place, item in enumerate(items)
        if _stands_in(items, place, span)
    }
    count = counts.pop() if len(counts) == 1 else None
    return count if count and 2 <= count <= MOST_TIMES else None


def _stands_in(items: Sequence[Item], place: int, name: str) -> bool:
    """Return whether a number stands as in a phrase of a list: "# weeks running"."""
    said = [item.text for item in items]
    for phrase in words("rules")[name]:
        before, after = (part.split() for part in phrase.split("#"))
        opened = said[max(0, place - len(before)) : place] == before
        if opened and said[place + 1 : place + 1 + len(after)] == after:
            return True
    return False


def _counts_weekdays(items: Sequence[Item], place: int) -> bool:
    """ "Four Mondays running", "neljä peräkkäistä tiistaita"."""
    lists, rest = words("rules"), items[place + 1 : place + 3]
    rest = rest[1:] if rest and rest[0].text in lists["in_a_row"] else rest[:1]
    day = rest[0].value if rest else None
    weekly = isinstance(day, Day) and day.weekday is not None and day.day is None
    # "Neljä maanantaita" stands in the singular.
    weekly = weekly and (_is_weekly(day) or not items[place].text.isdecimal())
    return weekly and items[place].text not in {*lists["ordinals"], *lists["other"]}


def _are_counted(items: Sequence[Item]) -> bool:
    counts = [
        at for at, item in enumerate(items) if 2 <= (number_named(item.text) or 0) <= MOST_TIMES
    ]
    return any(_counts_weekdays(items, at) for at in counts)


def _is_weekly(day: Value | None) -> bool:
    return isinstance(day, Day) and day.recurring and day.weekday is not None


def _goes_on_from_it(items: Sequence[Item]) -> bool:
    """ "Därefter", "siitä": what follows comes after the day that was named."""
    first = next((at for at, one in enumerate(items) if isinstance(one.value, Day)), len(items))
    return any(one.text in words("rules")["from_it_on"] for one in items[first + 1 :])


def counts_on(items: Sequence[Item]) -> bool:
    """Return whether "three times more", "vielä kolme kertaa" is told, on top of the one named."""
    lists = words("rules")
    said = [item.text for item in items]
    rows = zip(said, said[1:], said[2:], strict=False)
    if any(a in lists["still"] and number_named(b) and c in lists["times"] for a, b, c in rows):
        return True
    for place, (item, after) in enumerate(pairwise(items)):
        till = after.text in lists["counts_on"] and item.text in lists["times"]
        dated = any(isinstance(one.value, Day) for one in items[place + 2 : place + 4])
        if till and not dated:
            return True
    return False


def _follow_the_named(items: Sequence[Item]) -> bool:
    """ "13.1 samt de tre följande måndagarna", "the following three Mondays"."""
    following = words("rules")["following"]
    for before, number, after in zip(items, items[1:], items[2:], strict=False):
        day = after.value
        if number_named(number.text) and isinstance(day, Day) and day.recurring:
            return before.text in following or day.qualifier == "next"
    return False


def _days(rule: Rule, first: date, count: int, last: date | None) -> list[date]:
    days: list[date] = []
    if rule.day:
        return _on_day(rule.day, first, count, last)
    day = first + timedelta(days=(rule.weekday - first.weekday()) % 7)
    while len(days) < count and (last is None or day <= last):
        odd = day.isocalendar().week % 2
        if (rule.nth is None or _is_nth(day, rule.nth)) and rule.parity in (None, odd):
            days.append(day)
        day += timedelta(weeks=rule.step if rule.nth is None else 1)
    return days


def _on_day(number: int, first: date, count: int, last: date | None) -> list[date]:
    """Return that day of each month; a month without it leaves a gap that nobody has told of."""
    span = range(366 * 2)
    whole = [day for day in (first + timedelta(days=step) for step in span) if day.day == number]
    return [day for day in whole[:count] if last is None or day <= last]


def _is_nth(day: date, nth: int) -> bool:
    if nth == -1:
        return (day + timedelta(weeks=1)).month != day.month
    return (day.day - 1) // 7 + 1 == nth
