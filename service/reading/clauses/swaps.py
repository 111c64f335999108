"""A time told in the place of the meeting's own."""

from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day
from service.reading.values.resolve import Calendar, date_of

_TOLD = {"move_told", "move_ask", "settled", "held", "next", "maybe", "condition", "cancel"}
_SAID_BESIDE = {"harmless", "see_you", "but", "old", "limit"}
_BARE = {"harmless", "old", "negator", "limit"}


def with_times_swapped(case: Case) -> list[Clause]:
    """Return the clauses, one that puts a time in the meeting's place as one that moves it.

    "Nähdään 14.4. klo 16 eikä keskiviikkona", "the 8th as planned but at six", "inte 14.4, men
    16.4 kl 17 passar oss båda", "it starts half an hour later".
    """
    told = list(case.clauses)
    for at, clause in enumerate(case.clauses):
        if clause.negated or clause.means & _TOLD:
            continue
        before = told[at - 1] if at and clause.turn in ("but", "instead") else None
        if (
            _is_for_the_day(clause, case.calendar)
            or _is_shift(clause, case)
            or (before is not None and _is_set_against(before, clause, case.calendar))
        ):
            told[at] = replace(clause, means=clause.means | _way(clause))
    return told


def _is_set_against(before: Clause, clause: Clause, calendar: Calendar) -> bool:
    thought_of = _denies_days(before) and _suits_then(clause)
    return thought_of or _is_hour_of(before, clause, calendar)


def _way(clause: Clause) -> set[str]:
    return {"move_ask"} if clause.asks or "suits" in clause.means else {"settled"}


def _is_for_the_day(clause: Clause, calendar: Calendar) -> bool:
    """ "I stället för onsdag ses vi 14.4": another day, beside the planned one."""
    days = {date_of(one, "future", calendar) for one in _firm_days(clause)}
    swapped = {"old", "see_you"} <= clause.means and _names_the_day(clause, calendar)
    return swapped and len(days - {calendar.meeting_day}) == 1


def _names_the_day(clause: Clause, calendar: Calendar) -> bool:
    """The meeting's own day is said, ahead of it or after it."""
    days = [item.value for item in clause.items if isinstance(item.value, Day)]
    own = calendar.meeting_day
    return own is not None and any(
        own in (date_of(one, "future", calendar), date_of(one, "past", calendar)) for one in days
    )


def _firm_days(clause: Clause) -> list[Day]:
    return [one for one in clause.of(Day) if not (one.vague or one.recurring)]


def _is_shift(clause: Clause, case: Case) -> bool:
    """ "It starts half an hour later", "two days later?", and nothing else said."""
    shifts = any(one.shift for one in clause.of(Clock))
    shifts = shifts or any(one.from_meeting and not one.vague for one in clause.of(Day))
    plain = clause.opens and not set(clause.unknown) - said_of("rules", "begins_then")
    beside = clause.means <= _SAID_BESIDE and "old" not in clause.means
    ahead = case.context.asked not in ("attendance", "echo", "expense")
    return shifts and ahead and plain and beside and len(clause.values) == 1


def _is_hour_of(before: Clause, clause: Clause, calendar: Calendar) -> bool:
    """ "Samma dag men kl 18", "the meeting is on the 8th as planned but at 18"."""
    hours, meeting = clause.of(Clock), calendar.meeting
    if meeting is None or len(hours) != 1 or not (clause.only(Clock) and before.only(Day)):
        return False
    hour = hours[0]
    firm = not (hour.ambiguous or hour.same or hour.shift or hour.minutes)
    firm = firm and (hour.hour, hour.minute) != (meeting.hour, meeting.minute)
    bare = not clause.unknown and clause.means <= _SAID_BESIDE
    own = before.means <= {"harmless", "next", "enjoyed"} and not before.negated
    own = own and not set(before.unknown) - said_of("rules", "says_what_is")
    return firm and bare and own and _names_the_day(before, calendar)


def _denies_days(clause: Clause) -> bool:
    """ "Inte 14.4", "not Friday": a day that was thought of, and no more said."""
    denied = clause.negated or "old" in clause.means
    bare = not clause.unknown and not clause.asks and clause.means <= _BARE
    named = any(isinstance(item.value, Day) for item in clause.items)
    return denied and bare and named and not clause.has(Clock)


def _suits_then(clause: Clause) -> bool:
    suits = "suits" in clause.means and clause.has(Day) and len(clause.unknown) <= 1
    return suits and not any(one.vague or one.recurring for one in clause.of(Day))
