"""New meetings to book: a list of days with their clocks, or a rule that is written out."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.acts import Act
from service.reading.clauses import Clause
from service.reading.phrases import words
from service.reading.resolve import date_of, moment
from service.reading.rules import written_out
from service.reading.values import Clock, Day, Money, Value
from service.reading.verdicts import Case, Verdict, is_plain
from service.reading.whens import When, whens_in

_OPEN = {
    "move_ask", "condition", "cannot", "no", "either", "not_held", "open_day", "unsettled",
}  # fmt: skip
MOST_UNKNOWN = 14  # words; a list of dates needs few others


def judge(case: Case) -> Verdict:
    """Say which meetings a reply to "when will you meet?" books."""
    rule = written_out(case)
    if rule is not None:
        finding = Finding("planned", evidence=case.text[:200], rule="rule", times=rule)
        return Verdict((finding,), bool(rule) and is_plain(case.clauses))
    act = Act("next", list(case.clauses))
    if not any(isinstance(value, Day) for value in act.values):
        return Verdict(certain=False)
    finding_or_none, sure = planned(act, case)
    findings = (finding_or_none,) if finding_or_none else ()
    return Verdict(findings, bool(findings) and sure and _is_settled(case))


def _is_settled(case: Case) -> bool:
    """Nothing says that the dates are a proposal, or follow a rule that we did not read."""
    # "Our next is 17 Nov" asks nothing.
    told = [c for c in case.clauses if "next" not in c.means or c.asks]
    means = {one for clause in told for one in clause.means}
    counted = any(word[0].isdecimal() for clause in case.clauses for word in clause.unknown)
    loose = any(
        isinstance(v, Day)
        and v.day is None
        and v.week is None
        and v.week_number is None
        and v.nth is None
        for clause in without_tales(case.clauses)
        for v in clause.values
        if not (isinstance(v, Day) and (v.vague or v.recurring or v.from_today is not None))
        and not _is_the_coming(v, clause)
    )
    open_ = means & _OPEN
    loose = loose or any(_takes_back(clause) for clause in case.clauses[1:])
    return not (open_ or counted or loose) and is_plain(case.clauses, most=MOST_UNKNOWN)


def _is_the_coming(value: object, clause: Clause) -> bool:
    """ "På torsdag" is the one that comes; "torsdag" alone may be every one."""
    place = next(i for i, item in enumerate(clause.items) if item.value is value)
    before = clause.items[place - 1].text if place else ""
    return clause.language == "sv" and before == "på"


def _takes_back(clause: Clause) -> bool:
    """ "6.5. at 15 and 10.6., but the hour of the latter is open": a but that we cannot read."""
    return clause.turn == "but" and (clause.negated or (bool(clause.unknown) and not clause.values))


def planned(act: Act, case: Case) -> tuple[Finding | None, bool]:
    """Return the `planned` that an act tells, and whether each of its times has one reading."""
    told = without_tales([clause for clause in act.clauses if clause.turn != "reason"])
    values = [v for c in told for v in c.values]
    hidden = [v for c in act.clauses if c.turn == "reason" for v in c.values]
    if hidden or any(isinstance(value, Money) for value in values):
        return Finding("planned", case.evidence(act), "list"), False
    whens = [when for when in whens_in(values) if not (when.day and when.day.vague)]
    lists = any(when.day and _is_exact(when.day) for when in whens)
    # "Torstaisin klo 16.30: 17.9. ..." names the weekday once for all.
    whens = [w for w in whens if not (lists and w.day and w.day.day is None and w.day.recurring)]
    whens = _without_common_weekday(whens, case) if lists else whens
    # "Tänään lyötiin lukkoon to 1.10.": the day of telling is no day to meet.
    whens = [w for w in whens if not (lists and w.day and w.day.from_today in (0, -1, -2))]
    if not whens:
        return None, not any(isinstance(value, Clock) for value in values)
    if _has_gap(values):
        return Finding("planned", case.evidence(act), "list"), False
    starts: list[datetime] = []
    clock: Clock | None = None
    for when in whens:
        # "12.11 klockan 18 och 10.12 samma tid" is 18 both times.
        clock = clock if clock and when.clock and when.clock.same else when.clock
        start = _start(when.day, clock, case)
        if start is None:
            return Finding("planned", case.evidence(act), "list", times=tuple(starts)), False
        if start not in starts[-1:]:
            starts.append(start)
    recurring = not lists and any(when.day and when.day.recurring for when in whens)
    rising = not recurring and all(one < two for one, two in pairwise(starts))
    ahead = starts[0] > case.context.received_at
    weekdays = _weekdays_fit(act, starts)
    finding = Finding("planned", case.evidence(act), "list", times=tuple(starts))
    return finding, rising and ahead and weekdays


def _is_exact(day: Day) -> bool:
    numbered = day.week_number is not None and day.weekday is not None
    return day.day is not None or day.nth is not None or numbered


def without_tales(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out clauses with a day and no clock where others name their dates.

    "Lähden lauantaina Ivaloon", "a call on Sunday" and "tentit 8.2. asti" tell of other days.
    """
    dated = [one for one in clauses if _names_a_date(one) and not _is_limit(one)]
    return [one for one in clauses if not dated or one in dated or not _is_tale(one)]


def _names_a_date(clause: Clause) -> bool:
    return any(isinstance(value, Day) and _is_exact(value) for value in clause.values)


def _is_limit(clause: Clause) -> bool:
    """Its one value is a day, and "until" stands beside it."""
    places = [place for place, item in enumerate(clause.items) if item.value is not None]
    if len(places) != 1 or not isinstance(clause.items[places[0]].value, Day):
        return False
    near = [item.text for item in clause.items[max(0, places[0] - 1) : places[0] + 2]]
    return bool(set(near) & {*words("rules")["end_after"], *words("rules")["until"]})


def _is_tale(clause: Clause) -> bool:
    alone = bool(clause.values) and all(isinstance(value, Day) for value in clause.values)
    often = any(isinstance(v, Day) and (v.recurring or v.week) for v in clause.values)
    return alone and not often and (_is_limit(clause) or len(clause.unknown) >= 2)


def _has_gap(values: Sequence[Value]) -> bool:
    """ "14.9. 15:00, 12.10. 15:00, 9.11., 14.12. 15:00": each has its clock, and one has not."""
    timed = [value for value in values if isinstance(value, Day | Clock)]
    said = "".join("d" if isinstance(value, Day) else "c" for value in timed)
    gap = said.find("ddc")
    return said.startswith("dcdc") and gap > 0 and timed[gap + 2] in timed[:gap]


def _without_common_weekday(whens: list[When], case: Case) -> list[When]:
    """ "4.3., 1.4. ja 29.4., aina keskiviikko klo 15" names the weekday of all once more."""
    exact = [when for when in whens if when.day and _is_exact(when.day)]
    dates = [date_of(when.day, "future", case.calendar) for when in exact if when.day]
    days = {on.weekday() for on in dates if on is not None}
    return [when for when in whens if when in exact or not _is_weekday_of(when, days)]


def _is_weekday_of(when: When, days: set[int]) -> bool:
    day = when.day
    bare = day is not None and day.week is None and day.week_number is None and not day.qualifier
    return bare and day is not None and {day.weekday} == days


def _start(day: Day | None, clock: Clock | None, case: Case) -> datetime | None:
    if day is None or clock is None:
        return None
    on = date_of(day, "future", case.calendar)
    return moment(on, clock, case.calendar) if on else None


def _weekdays_fit(act: Act, starts: list[datetime]) -> bool:
    """A weekday said for all ("samtliga onsdagar") must be that of each."""
    said = {
        v.weekday
        for v in act.values
        if isinstance(v, Day) and v.recurring and v.weekday is not None
    }
    return all(start.weekday() in said for start in starts) if said else True
