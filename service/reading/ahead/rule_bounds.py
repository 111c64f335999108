"""Where a rule for meetings begins and ends, and what it leaves out, from the days named in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from service.reading.clauses.sayings import Item
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import words
from service.reading.values.kinds import Day
from service.reading.values.months import month_end, month_start
from service.reading.values.resolve import date_of

_REACH = 3  # words before a day that tell its part in a rule
_UP_TO = {"to", "through", "up", "and", "including"}
_JOINS = {",", "and", "ja", "och", "&", "sekä", "samt", "å", "o"}


@dataclass(slots=True)
class Bounds:
    """What a rule's days must lie within; `clear` is False where a bound was not read."""

    begins: date | None = None
    ends: date | None = None
    named: list[date] = field(default_factory=list)  # days that the rule must hit
    months: set[int] = field(default_factory=set)
    left_out: list[date] = field(default_factory=list)
    numbers_out: list[int] = field(default_factory=list)  # days of a month that is not named
    weeks_out: list[int] = field(default_factory=list)
    away: list[int] = field(default_factory=list)  # weeks told of otherwise: none may be hit
    months_out: list[int] = field(default_factory=list)
    clear: bool = True


def bounds_of(case: Case, items: Sequence[Item]) -> Bounds:
    """Return the bounds that are told among the items of a rule."""
    bounds = Bounds(clear=not _has_unread_bound(items), ends=_feast_end(items, case.calendar.today))
    away = _away(case)
    for place, told in _parts(items, case.text):
        day = items[place].value
        part = "except" if id(items[place]) in away else told
        if isinstance(day, Day) and not _is_the_weekday(day, told):
            _add(bounds, day, part, case)
    _close_months(bounds, case, items)
    _close_named(bounds)
    return bounds


def _away(case: Case) -> set[int]:
    """ "July we are on holiday", "the 13th I can't": the items of what is left out."""
    told = [one for one in case.clauses if "cannot" in one.means and one.only(Day)]
    firm = [one for one in told if not (one.asks or one.means & {"until", "limit", "see_you"})]
    return {id(item) for clause in firm for item in clause.items}


def _is_the_weekday(day: Day, part: str) -> bool:
    """A weekday alone is that of the rule, but "starting next Tuesday" is its beginning."""
    plain = day.weekday is not None and day.day is None and day.from_today is None
    return plain and day.nth is None and day.week is None and not day.week_number and not part


def _parts(items: Sequence[Item], text: str) -> Iterator[tuple[int, str]]:
    """Return the place of each day and its part: begin, end, except, or empty for none told."""
    before_part, before = "", -1
    for place, item in enumerate(items):
        if not isinstance(item.value, Day):
            continue
        between = _between(items[before], item, text)
        part = _part(items, place) or _by_its_case(text[item.start : item.end].lower())
        if before_part == "begin" and between & {"to", "through"} and between <= _UP_TO:
            part = "end"  # "from October to December", "from week 4 up to and including week 10"
        if not part and before_part == "except" and between and not between - _JOINS:
            part = "except"
        yield place, part
        before_part, before = part, place


def _between(first: Item, second: Item, text: str) -> set[str]:
    """Return the words and signs between two days; the pauses stand in no clause."""
    return set(text[first.end : second.start].lower().replace(",", " , ").split())


def _by_its_case(said: str) -> str:
    """ "Syyskuusta marraskuuhun": the endings tell the beginning and the end."""
    if said.endswith("kuusta"):
        return "begin"
    return "end" if said.endswith("kuuhun") else ""


def _part(items: Sequence[Item], place: int) -> str:
    lists = words("rules")
    after = [one.text for one in items[place + 1 : place + 3]]
    before: list[str] = []
    for one in reversed(items[max(0, place - _REACH) : place]):
        if one.value is not None:
            break
        before.append(one.text)
    if before[:1] and before[0] in lists["ordinals"]:
        day = items[place].value
        if not isinstance(day, Day) or day.month is None:
            return ""  # "the last Tuesday" bounds nothing, "ensimmäinen syyskuussa" does
        bound = {1: "begin", -1: "end"}.get(lists["ordinals"][before[0]], "")
        return bound if day.vague else bound.replace("begin", "")  # "the first on 8 January"
    if _is_denied(items, place):
        return "except"
    for part in ("except", "end", "begin"):
        if set(before) & set(lists[part]) or set(after[:1]) & set(lists[f"{part}_after"]):
            return part
    return ""


def _has_unread_bound(items: Sequence[Item]) -> bool:
    """ "Until the exams" and "paitsi hiihtolomalla": a bound, and no day that we know beside it."""
    lists = words("rules")
    for place, item in enumerate(items):
        after, before = items[place + 1 : place + 1 + _REACH], items[max(0, place - 2) : place]
        if item.text in lists["unread_bounds"] or (
            item.text in lists["parity"] and parity_of(items) is None
        ):
            return True
        denied = item.text in lists["denials"] and [isinstance(one.value, Day) for one in after]
        if (
            denied
            and any(denied)
            and not any(_is_denied(items, place + at) for at in range(1, _REACH + 1))
        ):
            return True
        further = items[place + 1 : place + 2 + _REACH]  # "until the end of May"
        if item.text in (*lists["except"], *lists["until"]) and not _names_a_bound(further):
            return True
        if item.text in lists["end_after"] and not _names_a_bound(before):
            return True
    return False


def _is_denied(items: Sequence[Item], place: int) -> bool:
    """ "But not the 13th", "not on Ascension Day": a day left out, and no "not before" one."""
    said = " ".join(one.text for one in items[max(0, place - _REACH) : place])
    named = place < len(items) and isinstance(items[place].value, Day)
    return named and f" {said}".endswith(tuple(words("rules")["leaves_out"]))


def parity_of(items: Sequence[Item]) -> int | None:
    """Return 0 for "parillisten viikkojen tiistait", 1 for "udda veckor", None where not one."""
    parities = words("rules")["parity"]
    weeks = tuple(words("rules")["weeks_begin"])
    items = [item for item in items if item.text != "calendar"]  # "even calendar weeks"
    told = {parities.get(one.text) for one, two in pairwise(items) if two.text.startswith(weeks)}
    known = told - {None}
    return known.pop() if len(known) == 1 else None


def _names_a_bound(items: Sequence[Item]) -> bool:
    feasts = words("rules")["feast_ends"]
    return any(isinstance(one.value, Day) or one.text in feasts for one in items)


def _add(bounds: Bounds, day: Day, part: str, case: Case) -> None:
    if day.vague and day.month and not day.week_number:
        _add_month(bounds, day.month, part, case.calendar.today)
    elif part == "except" and day.week_number and day.vague:
        bounds.weeks_out.append(day.week_number)
    elif (day.from_today or 0) < 0 or (day.from_today == 0 and part != "begin"):
        return  # "eilen sovittiin"
    elif day.recurring:
        bounds.clear = bounds.clear and part != "except"
    else:
        _add_date(bounds, day, part, case)


def _add_date(bounds: Bounds, day: Day, part: str, case: Case) -> None:
    if part == "except" and day.day is not None and day.month is None:
        bounds.numbers_out.append(day.day)
        return
    week = day.week is not None or day.week_number is not None
    monday = Day(weekday=0, week=day.week, week_number=day.week_number)
    on = date_of(monday if week else day, "future", case.calendar)
    if on is None:
        bounds.clear = False
    elif part == "except":
        bounds.left_out.append(on)
    elif part == "end":
        bounds.ends = on + timedelta(days=6 * week)
    elif week and part != "begin" and bounds.begins:
        bounds.away.append(on.isocalendar().week)
    elif week or part == "begin":
        contradicts = part == "begin" and bounds.begins not in (None, on)
        bounds.clear = bounds.clear and not contradicts
        bounds.begins = on
    else:
        bounds.named.append(on)


def _add_month(bounds: Bounds, month: int, part: str, today: date) -> None:
    if part == "except":
        bounds.months_out.append(month)
    elif part == "end":
        bounds.ends = month_end(month, bounds.begins or today)
    elif part == "begin":
        bounds.begins = month_start(month, today)
    else:
        bounds.months.add(month)


def _close_months(bounds: Bounds, case: Case, items: Sequence[Item]) -> None:
    """Make the months named a span: "syyskuusta joulukuuhun", "in March, April and May"."""
    if not bounds.months:
        return
    today = case.calendar.today
    starts = sorted(month_start(month, today) for month in bounds.months)
    if bounds.ends and not bounds.begins and len(starts) == 1:
        bounds.months = set()  # "September till November"
    bounds.begins = bounds.begins or starts[0]
    if len(starts) > 1 or _is_within(items, case):
        bounds.ends = bounds.ends or month_end(starts[-1].month, starts[-1])
    if len(starts) == 2 and not _are_joined(items, case.text):
        bounds.months = set()  # from the one to the other


def _are_joined(items: Sequence[Item], text: str) -> bool:
    """ "In March and May" leaves out what lies between."""
    months = [one for one in items if isinstance(one.value, Day) and one.value.month]
    return any(_between(one, two, text) & _JOINS for one, two in pairwise(months))


def _is_within(items: Sequence[Item], case: Case) -> bool:
    """ "Syyskuun ajan", "every Wednesday in February": the one month is the whole span."""
    for place, item in enumerate(items):
        day = item.value
        if isinstance(day, Day) and day.vague and day.month:
            said = case.text[item.start : item.end].lower()
            before = items[place - 1].text if place else ""
            joined = before == "of" and place > 1 and items[place - 2].value is not None
            within = joined or before in ("in", "i", "under")
            return within or said.endswith(("kuun", "ssa", "ssä", "s"))
    return False


def _close_named(bounds: Bounds) -> None:
    """The first of the days named begins the rule; a last one, after it, ends it."""
    if not bounds.named:
        return
    bounds.begins = bounds.begins or min(bounds.named)
    if len(set(bounds.named)) > 1:
        bounds.ends = bounds.ends or max(bounds.named)


def _feast_end(items: Sequence[Item], today: date) -> date | None:
    """Read "fram till jul" and "vuoden loppuun": the last day before, or the year's."""
    lists = words("rules")
    bound = {*lists["end"], *lists["end_after"]}
    for place, item in enumerate(items):
        near = {one.text for one in items[max(0, place - _REACH) : place + 2]}
        if item.text in lists["feast_ends"] and near & bound:
            month, day = lists["feast_ends"][item.text]
            return date(today.year, month, day)
    return None
