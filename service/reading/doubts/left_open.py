"""What a certain reading would leave open, by whatever it was settled: then it is asked back.

Each looks at one finding, or at none, and at words that would have to be in it.
"""

from datetime import timedelta
from itertools import chain

from service.domain.readings import Finding
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import is_among, said_of
from service.reading.values.kinds import Clock, Day, Length, Money
from service.reading.values.resolve import date_of

_ANSWERS = {"attendance", "invitation", "preparation", "proposal", "times"}


def leaves_open(verdict: Verdict, case: Case) -> bool:
    """Return whether a verdict passes over a question, a day or a cost that was told."""
    if case.context.asked in _ANSWERS and _asks_the_office(case):
        return True
    if case.context.asked == "expense" and not verdict.findings and _may_claim(case):
        return True
    if any(one.kind == "accepted" for one in verdict.findings) and _comes_another_week(case):
        return True
    costs = [one for one in verdict.findings if one.kind == "expense"]
    if len(costs) > 1 and any(one.says("my_part") for one in case.clauses):
        return True  # "taxin 24 €, min del är 12 € och tåget 10 €"
    held = [one for one in verdict.findings if one.kind == "held"]
    return any(
        _met_when_it_was_thought(one, case) or _ends_at_an_unread_hour(one, case) for one in held
    )


def _asks_the_office(case: Case) -> bool:
    """ "Yes I come! btw who do I ask about credits": somebody is asked, with a mark or without."""
    said = [word for one in case.clauses for word in one.said]
    return is_among(said, "reservations", "for_the_office")


def _may_claim(case: Case) -> bool:
    """ "No costs except the parking", "train 20 €, my employer pays half": something is left."""
    said = {word for one in case.clauses for word in one.said}
    summed = any(sum_.cents for one in case.clauses for sum_ in one.of(Money))
    shared = summed and bool(said & said_of("reservations", "halves"))
    return shared or bool(said & said_of("reservations", "excepts"))


def _met_when_it_was_thought(finding: Finding, case: Case) -> bool:
    """ "Jag trodde den var den 25:e": no meeting was on the day that one believed in."""
    meant = [one for one in case.clauses if one.words & said_of("reservations", "believed")]
    days = chain.from_iterable(one.of(Day) for one in meant)
    return finding.on not in (None, case.calendar.meeting_day) and any(
        date_of(day, "past", case.calendar) == finding.on for day in days
    )


def _ends_at_an_unread_hour(finding: Finding, case: Case) -> bool:
    """ "Vi började halv sex och slutade sju": how long, the models guess from the one hour read."""
    told = {length.minutes for one in case.clauses for length in one.of(Length)}
    guessed = finding.minutes and finding.minutes not in told
    return (
        bool(guessed)
        and (finding.rule or "").endswith("second opinion")
        and any(
            one.has(Clock) and any(word.isdecimal() or number_named(word) for word in one.unknown)
            for one in case.clauses
        )
    )


def _comes_another_week(case: Case) -> bool:
    """ "Tulen mielelläni ensi viikolla!", where the meeting is in this one."""
    meeting = case.calendar.meeting_day
    coming = [one for one in case.clauses if one.means & {"come", "suits"} and not one.turn]
    weeks = {day.week for one in coming for day in one.of(Day) if day.vague and day.week}
    named = {(case.calendar.today + timedelta(weeks=week)).isocalendar()[:2] for week in weeks}
    return meeting is not None and bool(named) and meeting.isocalendar()[:2] not in named
