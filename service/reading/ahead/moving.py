"""A meeting that got another time, or is asked to get one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.clauses.acts import MOVE, NO, Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, has_numbers
from service.reading.text.word_lists import said_of
from service.reading.values.hours import hour_named
from service.reading.values.kinds import Clock, Day, Value
from service.reading.values.resolve import Calendar, date_of
from service.reading.values.whens import When, start_of, whens_in

_UNTIL = {"asti", "saakka", "ast", "mennessä", "loppuun", "astikka"}
_INSTEAD = {"istället", "stället", "instead"}
_SWAPS = {"för", "of"}
_SHIFTS = ("siirr", "siirs", "siirt")
_BOUNDS = {"limit", "until", "ends", "begins"}
_BEFORE_OR_AFTER = {"after", "before", "efter", "före", "innan"}
_AHEAD = 8  # months: one that is further ahead is behind us
_WIDE = 180  # minutes: "free from 9 to 5" is no time yet
_OPEN = {"open_day", "unsettled"}
_OFFERS = {"move_ask", "move_told", "settled", "suits", "see_you", "come"}


def new_times(act: Act, calendar: Calendar) -> list[datetime | None]:
    """Return the new starts an act names, in order, None for one that cannot be resolved."""
    starts: list[datetime | None] = []
    for when in _without_repeats(whens_in(_new_values(act, calendar))):
        if _is_vague(when) or _is_old(when, calendar):
            continue
        start = None if _is_of_either_week(when, calendar) else start_of(when, calendar)
        if start not in starts:
            starts.append(start)
    return starts


def _new_values(act: Act, calendar: Calendar) -> list[Value]:
    """Leave out the planned day where another is named: "torstai ei käy, mutta pe 8.15"."""
    told = _without_tales([clause for clause in act.clauses if clause.turn != "reason"])
    offered = [clause for clause in told if not _refuses(clause)]
    if any(isinstance(value, Day) for clause in offered for value in clause.values):
        told = offered
    elif any(one.has(Clock) for one in offered):  # "en pääse viideltä vaan kuudelta"
        told = [one for one in told if one in offered or not one.only(Clock)]
    values = _without_today([value for clause in told for value in _unbounded(clause)])
    values = _without_planned_hour(_without_shift(values, calendar), calendar)
    days = [value for value in values if isinstance(value, Day) and not value.vague]
    if any(not day.recurring for day in days):  # "choir is on Tuesdays"
        values = [v for v in values if not (isinstance(v, Day) and v.recurring)]
        days = [day for day in days if not day.recurring]
    if any(day.from_meeting != 0 for day in days):  # "the 11th, 4pm is good that day"
        values = [v for v in values if not (isinstance(v, Day) and v.from_meeting == 0)]
        days = [day for day in days if day.from_meeting != 0]
    old = [day for day in days if _is_old(When(day, None), calendar)]
    if len(old) == len(days):
        return values
    return [value for value in values if value not in old]


def _unbounded(clause: Clause) -> list[Value]:
    """ "Lomilla 31.8. asti": the day on which something else ends is no new time."""
    ended = [
        item.value for item, after in pairwise(clause.items) if after.text in _UNTIL and item.value
    ]
    ended = [one for one in ended if isinstance(one, Day)] + _excepted(clause) + _left(clause)
    ended += _come_after(clause)
    ended += _set_aside(clause) + _some_time(clause)
    return [value for value in clause.values if not any(value is one for one in ended)]


def _some_time(clause: Clause) -> list[Value]:
    """ "Veckan efter nån gång": a week ahead names no day where it is for some time of it."""
    some = clause.language == "sv" and bool({"nån", "någon"} & clause.words)
    weeks = [one for one in clause.of(Day) if one.weekday is None and one.day is None]
    return [one for one in weeks if some and (one.from_meeting or one.from_today or 1) % 7 == 0]


def _set_aside(clause: Clause) -> list[Value]:
    """ "18 istället för 17", "se on 22.10. eikä 15.10.": another of its kind is put for it."""
    swapped = any(item.text in _INSTEAD for item in clause.items)
    aside: list[Value] = [
        item.value
        for before, item in pairwise(clause.items)
        if item.value is not None
        and (before.text in said_of("rules", "not_the") or (swapped and before.text in _SWAPS))
    ]
    kept = {type(one) for one in clause.values if one not in aside}
    return [one for one in aside if type(one) in kept]


def _come_after(clause: Clause) -> list[Value]:
    """ "Uppskjutet till efter trettondagen": the one day that is named is none to meet on."""
    alone = len(clause.of(Day)) == 1
    rows = pairwise(clause.items) if alone else ()
    days = [item.value for before, item in rows if before.text in _BEFORE_OR_AFTER]
    return [day for day in days if isinstance(day, Day)]


def _left(clause: Clause) -> list[Value]:
    """ "Neljäs tapaaminen 9.4. siirrettiin keskiviikolle 8.4.": the day before the verb is left."""
    verbs = [at for at, word in enumerate(clause.said) if word.startswith(_SHIFTS)]
    if clause.language != "fi" or "move_told" not in clause.means or not verbs:
        return []
    days = [(at, one.value) for at, one in enumerate(clause.items) if isinstance(one.value, Day)]
    after = [day for at, day in days if at > verbs[0]]
    return [day for at, day in days if at < verbs[0] and after]


def _excepted(clause: Clause) -> list[Value]:
    """ "Mikä vaan paitsi tiistai", "any day except Tuesday": what comes after the word."""
    at = [place for place, word in enumerate(clause.said) if word in said_of("rules", "except")]
    return [item.value for item in clause.items[at[0] :] if item.value] if at else []


def _without_shift(values: list[Value], calendar: Calendar) -> list[Value]:
    """ "An hour later, at seven": what it comes to is told beside it."""
    clocks = [value for value in values if isinstance(value, Clock)]
    shifts = [clock for clock in clocks if clock.shift is not None]
    if len(shifts) != 1 or len(clocks) != 2 or calendar.meeting is None:
        return values
    told = next(clock for clock in clocks if clock.shift is None)
    planned = calendar.meeting.hour * 60 + calendar.meeting.minute + (shifts[0].shift or 0)
    fits = not told.same and (60 * told.hour + told.minute - planned) % (12 * 60) == 0
    return [value for value in values if value is not told] if fits else values


def _without_planned_hour(values: list[Value], calendar: Calendar) -> list[Value]:
    """ "From 5 pm to 16:00": the first of two hours is the meeting's, from which it is moved."""
    clocks = [value for value in values if isinstance(value, Clock)]
    meeting = calendar.meeting
    dated = any(isinstance(one, Day) and one.from_meeting != 0 for one in values)
    if len(clocks) != 2 or meeting is None or dated:
        return values
    first, told = clocks
    own = (first.hour, first.minute, first.minutes) == (meeting.hour, meeting.minute, None)
    plain = not (first.same or first.shift or told.same or told.shift)
    return [one for one in values if one is not first] if own and plain else values


def _without_today(values: list[Value]) -> list[Value]:
    """ "Puhuttiin eilen": the day on which it was settled is not the new one."""
    others = [
        v for v in values if isinstance(v, Day) and (v.from_today is None or v.from_today > 0)
    ]
    gone = [v for v in values if isinstance(v, Day) and (v.from_today or 0) < 0]
    if others:
        gone += [v for v in values if isinstance(v, Day) and v.from_today == 0]
    return [value for value in values if value not in gone]


def _without_tales(told: Sequence[Clause]) -> list[Clause]:
    """Leave out "my shift ends at six" where the offer itself names its time."""
    offered = any((clause.means & _OFFERS or clause.asks) and clause.values for clause in told)
    then = any(_is_then(one, two) for one, two in pairwise(told))
    if not (offered or then):
        return list(told)
    return [one for one in told if one.means & _OFFERS or one.asks or not _is_tale(one)]


def _is_then(before: Clause, clause: Clause) -> bool:
    """ "Sovimme uuden ajan: ma 13.4.": the time stands for itself, after what was told of it."""
    bare = clause.has(Day) and not (clause.unknown or clause.means or clause.opens)
    return bare and bool(before.means & MOVE) and not before.values


def _is_tale(clause: Clause) -> bool:
    bound = bool(clause.means & (_BOUNDS | {"travel"}))  # "mitt tåg är framme 17.20"
    if clause.means & {"leaves", "busy", "later"} or clause.says("has_an_errand"):
        return True  # "jag måste hämta barnen halv sex", "jag hade tandläkare kl 15"
    return len(clause.unknown) >= 2 or (bool(clause.unknown) and bound)


def _refuses(clause: Clause) -> bool:
    """ "Torstai ei käy", "14.4. klo 15 ei käynyt"."""
    denied = clause.negated and clause.has(Day) and not clause.asks
    denied = denied or clause.says("thought_at_first")
    return bool(clause.means & NO or denied) and not clause.means & _OFFERS


def moved(act: Act, case: Case, agreed: bool) -> tuple[Finding, bool]:
    """Return the `moved` that an act tells, and whether its time has one reading."""
    starts = new_times(act, case.calendar)
    if any(isinstance(v, Clock) and (v.minutes or 0) >= _WIDE for v in act.values):
        return Finding("moved", evidence=case.evidence(act), rule=act.kind, agreed=agreed), False
    if len(starts) > 1 and any("restated" in clause.means for clause in act.clauses):
        starts = starts[-1:]  # "a week later, that is 22.9. at 17"
    to = starts[0] if len(starts) == 1 else None
    finding = Finding("moved", evidence=case.evidence(act), rule=act.kind, to=to, agreed=agreed)
    if starts:
        told = [one for one in act.clauses if one.turn != "reason" and one.values]
        told = [one for one in told if one.means & _OFFERS or one.asks or not _is_tale(one)]
        sure = to is not None and _is_ahead(to, case) and not has_numbers(told)
        sure = sure and not _goes_either_way(to, told, case)
        return finding, sure and not any(_is_bound(one) for one in told)
    if any({"not_held", "settled"} <= one.means for one in act.clauses):
        return finding, False  # "we agreed not to meet in March"
    if any(isinstance(v, Clock) for one in case.clauses for v in one.values):
        return finding, False  # "vasta joulukuun kolmas kello viisi": its day was not read
    return finding, _is_open(act, case.calendar) or any(one.means & _OPEN for one in case.clauses)


def _is_bound(clause: Clause) -> bool:
    """ "Not before six" names an end of the time that is free, and no time."""
    rows = zip(clause.items, clause.items[1:], clause.items[2:], strict=False)
    for day, joined, other in rows:
        by_another = isinstance(day.value, Day) and isinstance(other.value, Day)
        if by_another and joined.text in _BEFORE_OR_AFTER:
            return True  # "måndagen efter första maj"
    if clause.language == "fi" or clause.means & {"move_told", "settled"}:
        return False
    for before, item in pairwise(clause.items):
        hour = isinstance(item.value, Clock) or hour_named(item.text) is not None
        if hour and before.text in _BEFORE_OR_AFTER:
            return True
    said = [item.text for item in clause.items[:4]]
    return said[:2] in (["not", "before"], ["not", "after"]) or said[1:3] == ["not", "before"]


def _goes_either_way(to: datetime | None, told: Sequence[Clause], case: Case) -> bool:
    """ "Flytta fram en halvtimme" is later to some and earlier to others, where that is ahead."""
    planned = case.calendar.meeting
    forth = any(one.says("moves_forth") for one in told)
    shifts = [one.shift for clause in told for one in clause.of(Clock) if one.shift]
    shifts += [24 * 60 * one.from_meeting for c in told for one in c.of(Day) if one.from_meeting]
    if not (forth and shifts and to and planned):
        return False
    return planned - (to - planned) > case.context.received_at


def _is_ahead(to: datetime, case: Case) -> bool:
    return to > case.context.received_at and to != case.calendar.meeting


def _is_open(act: Act, calendar: Calendar) -> bool:
    """Only a month or a week is named, and it is ahead: not "we agreed back in April"."""
    told = [one for one in act.clauses if one.means & _OFFERS or not one.unknown]
    told = told if act.clauses[0].language == "en" else act.clauses  # not "I'm in Oulu this week"
    vague = [v for one in told for v in one.values if isinstance(v, Day) and v.vague]
    return any(not v.month or (v.month - calendar.today.month) % 12 <= _AHEAD for v in vague)


def _is_vague(when: When) -> bool:
    return when.day is not None and when.day.vague


def _is_old(when: When, calendar: Calendar) -> bool:
    """The planned day, said without a clock, is what the meeting is moved from."""
    if when.day is None or when.clock is not None:
        return False
    on, planned = date_of(when.day, "future", calendar), calendar.meeting_day
    on = on or date_of(when.day, "past", calendar)
    # "So the 22nd just died", the day after it: that 22nd, and none to come.
    bare = planned is not None and when.day == Day(day=planned.day)
    return bare or (on is not None and on == planned)


def _is_of_either_week(when: When, calendar: Calendar) -> bool:
    """ "To Thursday", of a meeting next Tuesday: of this week, or of the meeting's?"""
    on = date_of(when.day, "future", calendar) if when.day else None
    bare = when.day == Day(weekday=_weekday(when))
    meeting = calendar.meeting_day
    if on is None or meeting is None or not bare:
        return False
    return on < meeting - timedelta(days=meeting.weekday())


def _without_repeats(whens: Sequence[When]) -> list[When]:
    """Drop "ensi torstaina" where "eli 18.6." says the same day exactly."""
    exact = [one for one in whens if one.day and one.day.day is not None]
    kept = []
    for one in whens:
        loose = one.day is not None and one.day.day is None and one.day.weekday is not None
        told = [when for when in exact if when.day and when.day.weekday in (None, _weekday(one))]
        if not (loose and told and len(exact) == 1):
            kept.append(one)
    return kept


def _weekday(when: When) -> int | None:
    return when.day.weekday if when.day else None


def has_when(act: Act) -> bool:
    """Return whether an act names a day or a clock."""
    return act.has(Day | Clock)
