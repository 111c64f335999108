"""What a reply says and no finding of its verdict heeds: whatever the words, it is asked back.

These hold in every language; they look at the values alone, once the verdict stands.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.clauses.acts import sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.sayings import Item
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.costs.unsettled import leaves_costs_open
from service.reading.past.sheets import contradicts
from service.reading.past.withdrawing import withdrawn
from service.reading.text.lexicon import is_a, number_named
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Clock, Day, Length, Money
from service.reading.values.resolve import date_of

_SHORTEST = 10  # minutes; what is shorter is a greeting, or broke off
_A_WEEK = 7  # days
_SHORT = 3  # words of a reply, signs and values counted
_USUAL_LENGTHS = {
    "30",
    "40",
    "45",
    "50",
    "55",
    "60",
    "70",
    "75",
    "80",
    "90",
    "100",
    "120",
}  # minutes
_TO, _LAST_HOUR = {"to", "till", "til", "-", "–"}, 24
_LONGEST_BEFORE = 14  # days; whoever met earlier met for the meeting before
_OF_MEETINGS = {"attendance", "times", "echo", "none"}
_OF_AN_OBSTACLE = {"cannot", "cancel", "not_held", "travel", "leaves", "begins", "ends"}
_NOT_CLAIMED = {"waived", "not_claimed", "no_costs"}
_OF_COMING = {"invitation", "proposal", "preparation"}
_HANGS = {"condition", "maybe", "doubt", "negator", "asking"}
_NO_ANSWER = _HANGS | {"either", "topic", "no"}  # "not this time, no": no topics
_GIVEN_UP = {"cancel", "cannot", "wrote", "old", "not_held", "withdraw_programme", "withdraw_mail"}


def leaves_unheeded(verdict: Verdict, case: Case) -> bool:
    """Return whether a verdict passes over a value, or a matter, that it should rest on."""
    told = verdict.findings
    if any(map(_is_hardly_a_meeting, told)) or any(_is_long_before(one, case) for one in told):
        return True
    if leaves_costs_open(told, case):
        return True
    if any(_cuts_a_number(clause, verdict) for clause in case.clauses):
        return True
    return any(
        leaves(verdict, case)
        for leaves in (
            _leaves_a_month, _misplaces_people, _leaves_a_sum, _leaves_a_length, _leaves_a_number,
            _leaves_an_end, _leaves_a_fare, _leaves_a_leaving, _leaves_a_topic, _leaves_a_clock,
            _leaves_a_date,
        )
    )  # fmt: skip


def _misplaces_people(verdict: Verdict, case: Case) -> bool:
    """ "Tom couldn't come and Omar left early": by name, one was missing, and not both."""
    held = [one for one in verdict.findings if one.kind == "held"]
    asked = case.context.asked == "attendance"
    return asked and any(contradicts(case, one.missing) for one in held)


def _leaves_a_leaving(verdict: Verdict, case: Case) -> bool:
    """ "Parking 5.60 €. I want to quit mentoring", where only the sum was read."""
    if case.context.asked == "seat_check" or "withdraw" in _kinds(verdict):
        return False
    left = withdrawn(case)
    return left is not None and "withdraw" in _kinds(left)


def _leaves_a_topic(verdict: Verdict, case: Case) -> bool:
    """ "Kävisikö pe klo 16? Haluan jutella gradusta", where only one of the two was read."""
    kinds = _kinds(verdict)
    if case.context.asked in _OF_COMING and kinds & {"moved", "declined"}:
        return "preparation" not in kinds and any(map(_is_a_topic, case.clauses))
    if case.context.asked != "preparation" or kinds != {"preparation"}:
        return False
    return any(map(_answers_alone, case.clauses))


def _is_a_topic(clause: Clause) -> bool:
    """ "I'll ask her if Friday suits" and "please tell her how sorry I am" are none."""
    return "topic" in clause.means and not (clause.values or clause.means & _HANGS)


def _answers_alone(clause: Clause) -> bool:
    """ "Sopii hyvin.", "I have to skip this one, I'm ill": with nothing else in it."""
    plain = clause.opens and not (clause.unknown or clause.means & _NO_ANSWER)
    answers = clause.means & {"come", "suits"} if clause.ends else set()
    return plain and bool(answers or "cannot" in clause.means)


def _kinds(verdict: Verdict) -> set[str]:
    return {one.kind for one in verdict.findings}


def _leaves_a_sum(verdict: Verdict, case: Case) -> bool:
    """ "Pysäköinti 7,50 e. Bensoja en pyydä": no costs, with a sum in its own sentence."""
    if case.context.asked != "expense" or verdict.findings:
        return False
    if any(one.means & _NOT_CLAIMED and not one.unknown for one in case.clauses):
        return False  # "jätän hakematta": all of it
    for sentence in sentences_of(case.clauses):
        given = any(one.means & _NOT_CLAIMED for one in sentence)
        sums = [v for one in sentence for v in one.values if isinstance(v, Money)]
        if any(one.cents for one in sums) and not given:
            return True
    return False


def _leaves_a_length(verdict: Verdict, case: Case) -> bool:
    """ "Joo, 20 min ennen treenejä": so long before them, or until they began?"""
    bare = [one for one in verdict.findings if one.kind == "held" and not one.minutes]
    opened = (one for one in case.clauses if isinstance(one.items[0].value, Length))
    return bool(bare) and any("old" in one.means for one in opened)


def _leaves_a_number(verdict: Verdict, case: Case) -> bool:
    """ "Kyllä 90", "yes, 60. Next …": so many minutes, or what? "Tunt ja kymme minuutti"?"""
    held = [one for one in verdict.findings if one.kind == "held"]
    bare = any(not one.minutes for one in held)
    said = [clause.items for clause in case.clauses]
    whole = [item for items in said for item in items]
    if bare and len(whole) <= _SHORT and any(map(_is_unread_number, whole)):
        return True
    if bare and any(len(items) < _SHORT and any(map(_may_be_minutes, items)) for items in said):
        return True
    return bool(held) and any(map(_leaves_minutes, case.clauses))


def _may_be_minutes(item: Item) -> bool:
    return item.text in _USUAL_LENGTHS and item.value is None


def _leaves_minutes(clause: Clause) -> bool:
    """Return whether minutes are told by a number that the reader does not know."""
    odd = set(clause.unknown) - said_of("rules", "no_count")  # "en tiedä montako minuuttia"
    return any(
        one.text in odd and one.text.isalpha() and is_a("minute", two.text)
        for one, two in pairwise(clause.items)
    )


def _leaves_a_fare(verdict: Verdict, case: Case) -> bool:
    """ "Bussi 3,20 ja juna 5.40", "parkki 2, bussi 3": a second fare, and one was read."""
    if not any(one.kind == "expense" for one in verdict.findings):
        return False
    read = {one.amount for one in verdict.findings}
    verbs = said_of("rules", "costs_so") | said_of("rules", "beside_fare")
    for clause in case.clauses:
        fares = [one for one in clause.items if one.text not in verbs]
        for fare, item in pairwise(fares):
            price = item.text not in read and _may_be_a_price(item, last=item is fares[-1])
            if price and _is_paid_for(fare.text):
                return True
    return False


def _is_paid_for(word: str) -> bool:
    fares = said_of("rules", "paid_for")
    return word in fares or word.startswith(stems_of("rules", "paid_for_fi"))


def _may_be_a_price(item: Item, last: bool) -> bool:
    """ "5.40", or a bare number that counts nothing: "liput 2 kpl" does."""
    euros, _, cents = item.text.partition(".")
    pointed = euros.isdecimal() and cents.isdecimal() and item.value is None
    return pointed or (last and _is_unread_number(item))


def _leaves_an_end(verdict: Verdict, case: Case) -> bool:
    """ "Avgång 1300, slut 1350", "9 to 10": when it ended was said, and no hour was read."""
    if not any(one.kind == "held" and one.minutes is None for one in verdict.findings):
        return False
    ends = (one for one in case.clauses if "ends" in one.means)
    if any(_is_unread_number(item) for one in ends for item in one.items):
        return True
    return any(
        _is_unread_span(one.items[at : at + 3])
        for one in case.clauses
        for at in range(len(one.items) - 2)
    )


def _is_unread_span(items: Sequence[Item]) -> bool:
    """ "9 to 10": two numbers that no value was made of, the second after the first."""
    first, joins, last = items
    if joins.text not in _TO or not (_is_unread_number(first) and _is_unread_number(last)):
        return False
    begun, ended = (
        int(one.text) if one.text.isdecimal() else number_named(one.text) for one in (first, last)
    )
    return begun is not None and ended is not None and begun < ended <= _LAST_HOUR


def _cuts_a_number(clause: Clause, verdict: Verdict) -> bool:
    """ "Tunti 40" and "the hour and a half" are no hour, "kaksi kymmentä viisi euroa" no 5 €."""
    minutes = {one.minutes for one in verdict.findings}
    cents = {round(float(one.amount) * 100) for one in verdict.findings if one.amount}
    for at, item in enumerate(clause.items):
        match item.value:
            case Money(cents=read) if read in cents:
                cut = at > 0 and _is_unread_number(clause.items[at - 1])
            case Length(minutes=read) if read in minutes:
                cut = _goes_on(clause.items[at + 1 : at + 4])
            case _:
                cut = False
        if cut:
            return True
    return False


def _goes_on(after: Sequence[Item]) -> bool:
    """Return whether a length goes on in the words right after it."""
    if not after or _is_unread_number(after[0]):
        return bool(after)
    joined = after[0].text in said_of("rules", "joins_numbers")
    return joined and any(one.text in said_of("rules", "fractions") for one in after[1:])


def _is_unread_number(item: Item) -> bool:
    named = number_named(item.text) is not None or item.text in said_of("rules", "tens")
    return item.value is None and (named or item.text.isdecimal())


def _is_hardly_a_meeting(finding: Finding) -> bool:
    """ "We were on the call for five minutes, then his laptop updated itself"."""
    return finding.kind == "held" and 0 < (finding.minutes or _SHORTEST) < _SHORTEST


def _is_long_before(finding: Finding, case: Case) -> bool:
    """ "Vi sågs den 10 januari", of a meeting in February: another one, or a slip."""
    planned = case.calendar.meeting_day
    if finding.on is None or planned is None:
        return False
    return (planned - finding.on).days > _LONGEST_BEFORE


def _leaves_a_month(verdict: Verdict, case: Case) -> bool:
    """ "The first Tuesday in March, April and May", where only May was read."""
    booked = {start.month for one in verdict.findings for start in one.times}
    if not booked:
        return False
    told = [one for one in case.clauses if one.turn != "reason" and not one.negated]
    return any(month not in booked for one in told for month in _months_listed(one))


def _months_listed(clause: Clause) -> Iterator[int]:
    """Return the months that stand alone in their clause, or are joined to a day of the list."""
    bare = not clause.means and len(clause.items) <= len(clause.values) + 1
    joins = said_of("rules", "joins_months")
    for at, item in enumerate(clause.items):
        day = item.value
        if not isinstance(day, Day) or not day.vague or day.month is None:
            continue
        sides = (clause.items[at + 1 : at + 3], clause.items[max(0, at - 2) : at][::-1])
        joined = (side for side in sides if len(side) == 2 and side[0].text in joins)
        if bare or any(isinstance(side[1].value, Day) for side in joined):
            yield day.month


def _leaves_a_clock(verdict: Verdict, case: Case) -> bool:
    """ "Moved to Friday, 17.30 same place", where only the day was read: its hour stands still."""
    meeting = case.calendar.meeting
    kept = (one.to.astimezone(meeting.tzinfo) for one in verdict.findings if one.to and meeting)
    if meeting is None or all(start.time() != meeting.time() for start in kept):
        return False
    told = [one for one in case.clauses if one.turn != "reason" and not one.means & _OF_AN_OBSTACLE]
    clocks = [value for one in told for value in one.values if isinstance(value, Clock)]
    # "Friday at 4 pm, I have an exam at 3": the hour is told, and it is the same.
    same = any(one.same or one.shift is not None or _is_at(one, meeting) for one in clocks)
    return bool(clocks) and not same and any(one.minutes is None for one in clocks)


def _is_at(clock: Clock, start: datetime) -> bool:
    same = (clock.hour - start.hour) % 12 == 0 and clock.minute == start.minute
    return same or clock.zone is not None


def _leaves_a_date(verdict: Verdict, case: Case) -> bool:
    """A date with its hour, or one that is named beside what was, stands in no finding."""
    if case.context.asked == "preparation" or any("rule" in one.rule for one in verdict.findings):
        return False
    if {one.kind for one in verdict.findings} & {"undo", "withdraw", "cancelled", "declined"}:
        return False  # a date that is named may be the wrong one, or given up
    told = [one for one in case.clauses if one.turn != "reason" and one.values]
    named = (on for one in told for on in _dates_of(one, case))
    first = next(named, None)
    if first is None:
        return False
    used = _used(verdict) | {case.calendar.meeting_day}
    return not first & used or any(not on & used for on in named)


def _dates_of(clause: Clause, case: Case) -> Iterator[set[date | None]]:
    """Return both readings, as past and as to come, of each date that wants a finding."""
    timed = clause.has(Clock)
    weighed = case.context.asked in _OF_MEETINGS and not clause.means & _GIVEN_UP
    ended = bool(said_of("rules", "end_after") & clause.words)
    for day in clause.values:
        if not isinstance(day, Day) or day.vague or day.recurring:
            continue
        dated = day.day is not None and day.month is not None
        ahead = (day.from_today or 0) >= _A_WEEK or day.week is not None
        if (dated and timed) or (weighed and not ended and (dated or ahead)):
            yield {date_of(day, tense, case.calendar) for tense in ("past", "future")}


def _used(verdict: Verdict) -> set[date | None]:
    days: set[date | None] = {start.date() for one in verdict.findings for start in one.times}
    days |= {one.to.date() for one in verdict.findings if one.to}
    return days | {one.on for one in verdict.findings if one.on}
