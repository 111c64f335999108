"""New meetings to book: a list of days with their clocks, or a rule that is written out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.ahead.dated import is_exact, is_limit, is_settled, without_rest, without_tales
from service.reading.ahead.excepted import with_own_hours, without_excepted
from service.reading.ahead.rules import written_out
from service.reading.ahead.weekdays_out import without_days_put_right, without_refused_weekdays
from service.reading.ahead.why_then import without_grounds, without_what_comes_later
from service.reading.clauses.acts import Act
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, Verdict, is_plain
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Clock, Day, Money, Value
from service.reading.values.resolve import date_of, moment
from service.reading.values.whens import When, whens_in


def judge(case: Case) -> Verdict:
    """Say which meetings a reply to "when will you meet?" books."""
    told = without_days_put_right(without_refused_weekdays(case.clauses))
    case = replace(case, clauses=without_grounds(told))
    ruled = replace(case, clauses=without_what_comes_later(case.clauses))
    rule = written_out(ruled)
    if rule is not None:
        finding = Finding("planned", evidence=case.text[:200], rule="rule", times=rule)
        return Verdict((finding,), bool(rule) and is_plain(ruled.clauses))
    act = Act("next", without_rest(case.clauses))
    if not act.has(Day):
        return Verdict(certain=False)
    finding_or_none, sure = planned(act, case)
    findings = (finding_or_none,) if finding_or_none else ()
    return Verdict(findings, bool(findings) and sure and is_settled(case))


def planned(act: Act, case: Case) -> tuple[Finding | None, bool]:
    """Return the `planned` that an act tells, and whether each of its times has one reading."""
    whole, act = act, Act(act.kind, without_excepted(act.clauses))
    told = without_tales([clause for clause in act.clauses if clause.turn != "reason"])
    values = [v for c in told for v in c.values]
    reasons = [one for one in act.clauses if one.turn == "reason" and one.values]
    if not all(_is_why(one) or is_limit(one) for one in reasons) or any(
        isinstance(value, Money) for value in values
    ):
        return Finding("planned", case.evidence(act), "list"), False
    whens = _whens(values, case)
    if not whens:
        return None, not any(isinstance(value, Clock) for value in values)
    # "Tuesdays from 14 April to 28 April": those between as well?
    spans = any(one.has(Day) and one.says("span_of_days") for one in told)
    if _has_gap(values) or spans or _ends_a_rule(told, values):
        return Finding("planned", case.evidence(act), "list"), False
    starts, all_read = _starts(whens, case)
    starts, fits = with_own_hours(starts, whole.clauses, case)
    sure = all_read and fits and _is_one_reading(act, case, whens, starts, values)
    return Finding("planned", case.evidence(act), "list", times=tuple(starts)), sure


def in_one(findings: Sequence[Finding]) -> tuple[list[Finding], bool]:
    """Return the findings with all plans as one, and whether its times come one after another.

    "Nästa 9.2 kl 17, därefter 9.3 samma tid" is one plan of two times.
    """
    plans = [one for one in findings if one.kind == "planned"]
    if len(plans) < 2:
        return list(findings), True
    times = tuple(time for one in plans for time in one.times)
    whole = replace(plans[0], times=times)
    told = [whole if one is plans[0] else one for one in findings if one not in plans[1:]]
    return told, all(one < two for one, two in pairwise(times))


def _whens(values: Sequence[Value], case: Case) -> list[When]:
    """Return the days of a plan with their hours, each once."""
    whens = [when for when in whens_in(values) if not (when.day and when.day.vague)]
    if not _is_list(whens):
        return whens
    # "Torstaisin klo 16.30: 17.9. ..." names the weekday once for all.
    whens = [w for w in whens if not (w.day and w.day.day is None and w.day.recurring)]
    whens = _without_restated(_without_common_weekday(whens, case), case)
    # "Tänään lyötiin lukkoon to 1.10.": the day of telling is no day to meet.
    return [w for w in whens if not (w.day and w.day.from_today in (0, -1, -2))]


def _is_list(whens: Sequence[When]) -> bool:
    return any(when.day and is_exact(when.day) for when in whens)


def _starts(whens: Sequence[When], case: Case) -> tuple[list[datetime], bool]:
    """Return the times that were read, and whether these are all."""
    starts: list[datetime] = []
    clock: Clock | None = None
    for when in whens:
        # "12.11 klockan 18 och 10.12 samma tid" is 18 both times.
        clock = clock if clock and when.clock and when.clock.same else when.clock
        start = _start(_counted(when.day, starts), clock, case)
        if start is None:
            return starts, False
        if start not in starts[-1:]:
            starts.append(start)
    return starts, True


def _is_one_reading(
    act: Act, case: Case, whens: Sequence[When], starts: list[datetime], values: Sequence[Value]
) -> bool:
    """Return whether the times of a plan cannot be others."""
    recurring = not _is_list(whens) and any(when.day and when.day.recurring for when in whens)
    # Two hours of one day are a choice, or a slip.
    rising = not recurring and all(one.date() < two.date() for one, two in pairwise(starts))
    # "On Thursday at 5, and then in two weeks": from today, or from Thursday?
    ahead = starts[0] > case.context.received_at and not any(
        when.day and (when.day.from_today or 0) >= 7 for when in whens[1:]
    )
    other = _restates_otherwise(act, case) or any(map(_excepts_a_time, act.clauses))
    other = other or (len(act.of(Day)) > 1 and any(map(_comes_after_a_day, act.clauses)))
    # "Siitä neljän viikon päästä la 15.2." is one date, said twice, or a slip.
    other = other or (len(starts) == len(whens) and _counts_and_dates(values))
    return rising and ahead and _weekdays_fit(act, starts) and not other


def _excepts_a_time(clause: Clause) -> bool:
    """ "Alltid kl 17 utom sista gången kl 18": which of the dates has an hour of its own?"""
    timed = clause.has(Clock)
    return timed and bool(said_of("rules", "except") & clause.words)


def _comes_after_a_day(clause: Clause) -> bool:
    """ "Efter den 16:e blir det 13.4 och 11.5", "16. päivän jälkeen": the first is no time."""
    words = ["", "", *clause.said, ""]
    return any(
        isinstance(item.value, Day) and item.value.day is not None
        and (
            words[at + 1] in said_of("rules", "after_a_day")
            or words[at : at + 2] == ["följer", "på"]
            or words[at + 3] in said_of("rules", "a_day_after")
        )
        for at, item in enumerate(clause.items)
    )  # fmt: skip


def _ends_a_rule(clauses: Sequence[Clause], values: Sequence[Value]) -> bool:
    """ "Mondays at 17, first on 4 May, last on 25 May": those between as well?"""
    days = [one for one in values if isinstance(one, Day)]
    dates = [one for one in days if is_exact(one)]
    last = next((one for one in reversed(clauses) if one.has(Day)), None)
    closes = last is not None and bool(said_of("rules", "last_of_a_row") & {*last.said})
    return closes and len(dates) == 2 and any(one.recurring for one in days)


def _has_gap(values: Sequence[Value]) -> bool:
    """ "14.9. 15:00, 12.10. 15:00, 9.11., 14.12. 15:00": each has its clock, and one has not."""
    timed = [value for value in values if isinstance(value, Day | Clock)]
    said = "".join("d" if isinstance(value, Day) else "c" for value in timed)
    gap = said.find("ddc")
    return said.startswith("dcdc") and gap > 0 and timed[gap + 2] in timed[:gap]


def _without_common_weekday(whens: list[When], case: Case) -> list[When]:
    """ "4.3., 1.4. ja 29.4., aina keskiviikko klo 15" names the weekday of all once more."""
    exact = [when for when in whens if when.day and is_exact(when.day)]
    dates = [date_of(when.day, "future", case.calendar) for when in exact if when.day]
    days = {on.weekday() for on in dates if on is not None}
    return [when for when in whens if when in exact or not _is_weekday_of(when, days)]


def _without_restated(whens: list[When], case: Case) -> list[When]:
    """ "Kahden viikon päästä samaan aikaan eli 26.1. klo 16": one day, counted and dated."""
    dated = [w for w in whens if w.day and is_exact(w.day)]
    dates = {date_of(w.day, "future", case.calendar) for w in dated if w.day}
    ahead = [w for w in whens if w.day and (w.day.from_today or w.day.week)]
    same = [w for w in ahead if w.day and date_of(w.day, "future", case.calendar) in dates]
    clocks = [w.clock for w in same if w.clock and not w.clock.same]
    if clocks and same[0] == whens[0] and dated[0].clock and dated[0].clock.same:
        dated_first = When(dated[0].day, clocks[0])  # "on Thursday at 1, that is the 12th"
        whens = [dated_first if w is dated[0] else w for w in whens]
        dated = [dated_first, *dated[1:]]
    return [w for w in whens if w in dated or w not in same]


def _counts_and_dates(values: Sequence[Value]) -> bool:
    return any(
        isinstance(one, Day) and one.from_meeting is not None
        and isinstance(two, Day) and is_exact(two)
        for one, two in pairwise(values)
    )  # fmt: skip


def _restates_otherwise(act: Act, case: Case) -> bool:
    """ "Next Thursday, that is the 9th", where Thursday is the 2nd."""
    for before, clause in pairwise(act.clauses):
        said = before.of(Day)[-1:]
        again = [v for v in clause.values if isinstance(v, Day) and is_exact(v)][:1]
        if "restated" in clause.means and said and again and not is_exact(said[0]):
            dates = {date_of(day, "future", case.calendar) for day in said + again}
            return len(dates) > 1
    return False


def _is_weekday_of(when: When, days: set[int]) -> bool:
    day = when.day
    bare = day is not None and day.week is None and day.week_number is None and not day.qualifier
    bare = bare and day is not None and day.from_today is None
    return bare and day is not None and {day.weekday} == days


def _start(day: Day | None, clock: Clock | None, case: Case) -> datetime | None:
    if day is None or clock is None:
        return None
    on = date_of(day, "future", case.calendar)
    return moment(on, clock, case.calendar) if on else None


def _counted(day: Day | None, starts: Sequence[datetime]) -> Day | None:
    """Return "torsdagen därpå", "siitä kaksi viikkoa eteenpäin" as a date after the list's last."""
    if day and starts and day.from_meeting and day.from_today is None:
        on = starts[-1] + timedelta(days=day.from_meeting)
        return Day(day=on.day, month=on.month, year=on.year)
    if day is None or day.qualifier != "after" or day.weekday is None or not starts:
        return day
    on = starts[-1] + timedelta(days=(day.weekday - starts[-1].weekday()) % 7 or 7)
    return Day(day=on.day, month=on.month, year=on.year)


def _is_why(clause: Clause) -> bool:
    """ "Aktorilla on torstaisin labrat, siksi": whose Thursdays they are, and no day to meet.

    But "the rest on Wednesdays" are ours.
    """
    only = all(isinstance(v, Day) and v.recurring for v in clause.values)
    ours = any(word.startswith(stems_of(clause.language, "rest")) for word in clause.words)
    return (
        only and not ours and len(clause.unknown) >= 2 and not clause.means - {"harmless", "reason"}
    )


def _weekdays_fit(act: Act, starts: list[datetime]) -> bool:
    """A weekday said for all ("samtliga onsdagar") must be that of each, and of more than one.

    "On Wednesdays from 18 March, until midsummer" is no single date.
    """
    said = {
        v.weekday
        for clause in act.clauses
        for v in clause.values
        if isinstance(v, Day) and v.recurring and v.weekday is not None and not _is_why(clause)
    }
    return not said or (len(starts) > 1 and all(start.weekday() in said for start in starts))
