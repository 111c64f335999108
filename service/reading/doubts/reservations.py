"""What leaves a doubt about an answer in any language, whatever its words.

Each of them looks at a reading as a whole: was something said that is not in it?
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.ahead.dated import is_exact
from service.reading.ahead.rules import count_of, counts_on
from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.past.added import added_up
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import is_among, said_of, stems_of
from service.reading.values.kinds import Clock, Day, Length
from service.reading.values.nths import ordinal
from service.reading.values.resolve import date_of
from service.reading.values.whens import minutes_in

_DOUBTED = {"accepted", "expense", "held", "moved", "not_held", "preparation", "undo"}
_HELD = {"held", "yes", "was"}
_OF_THE_DAY = _HELD | {"everyone", "either", "undo", "restated", "wrote", "move_told", "settled"}
_LAST_HOUR = 23
_A_LIST = 3  # dates named one by one
_FEW_WORDS = 3  # "men på distans" is no more than that
_BRIEF = 5  # words: "and the whole thing, actually"
_FEWEST = 10  # minutes that a number without its unit may be


def has_reservations(case: Case, verdict: Verdict) -> bool:
    """Return whether a reading leaves out what a careful reader would not."""
    kinds = {finding.kind for finding in verdict.findings}
    doubts = [doubt for kind, ways in _DOUBTS.items() if kind in kinds for doubt in ways]
    said = [word for clause in case.clauses for word in clause.spoken]
    if any(is_among(said, "reservations", f"doubtful_{kind}") for kind in kinds & _DOUBTED):
        return True
    if kinds & {"held", "not_held"} and case.context.asked == "attendance":
        doubts += [_sends_to_another]
        doubts += [] if any(one.missing for one in verdict.findings) else [_knows_by_hearsay]
    if any(map(_gives_up_more, case.clauses)) or _is_misnamed(case):
        return True
    if any(doubt(case) for doubt in doubts):
        return True
    return any(_leaves_out(finding, case) for finding in verdict.findings)


def _leaves_out(finding: Finding, case: Case) -> bool:
    if finding.kind == "held":
        lasted = finding.minutes or 0
        of_held = (
            _takes_a_strange_day,
            _leaves_out_a_few,
            _forgets_who_was_away,
            _counts_a_length_once,
        )
        added = bool(lasted) and _adds_another_number(case, lasted)
        return added or any(leaves_out(finding, case) for leaves_out in of_held)
    if finding.kind != "planned" or case.context.asked != "times":
        return False
    ways = (
        _names_other_months, _names_another_clock, _counts_otherwise, _adds_to_a_list,
        _takes_one_of_many,
    )  # fmt: skip
    return any(leaves_out(finding, case) for leaves_out in ways)


def _of(name: str) -> frozenset[str]:
    return said_of("reservations", name)


def _gives_up_more(clause: Clause) -> bool:
    """ "I'll skip this one. And the whole thing, actually": does the writer leave?"""
    brief = len(clause.spoken) <= _BRIEF and not clause.values
    return brief and is_among(clause.spoken, "reservations", "gives_up_more")


def _is_misnamed(case: Case) -> bool:
    """ "My name is Rodrick, not Rodric": a human should mend what we call the writer."""
    return any(
        is_among(one.spoken, "reservations", "tells_a_name")
        and two.said[0] in _of("not_that_name")
        and len(two.items) <= _FEW_WORDS
        for one, two in pairwise(case.clauses)
    )


def _tells_two_ifs(case: Case) -> bool:
    """ "Jos se oli eilen, myöhästyin, mutta jos se on vasta tulossa, ei hätää": which of them?"""
    ifs = said_of("rules", "hangs_on")
    return sum(bool(ifs & {*one.said[:2]}) for one in case.clauses) > 1


def _is_back_too_late(case: Case) -> bool:
    """ "Tulen torstaina, tosin olen kaupungissa vasta perjantaina"."""
    meeting = case.calendar.meeting_day
    limits = [one for one in case.clauses if one.turn == "but" and "limit" in one.means]
    days = [date_of(day, "future", case.calendar) for one in limits for day in one.of(Day)]
    return meeting is not None and any(day and day > meeting for day in days)


def _asks_for_another_way(case: Case) -> bool:
    """ "Only if it can be on Teams", "but remotely": not whether one comes, but how they meet."""
    remote = stems_of("reservations", "remote")
    return any(
        (
            clause.means & {"condition", "if_it_suits", "maybe"}
            or (clause.turn == "but" and len(clause.said) <= _FEW_WORDS)
        )
        and any(word.startswith(remote) for word in clause.said)
        for clause in case.clauses
    )


def _takes_back_its_perhaps(case: Case) -> bool:
    """ "Don't think I can. Or maybe I can": what comes after the or is the contrary."""
    return any(
        clause.said[0] in _of("or")
        and len(clause.items) > 1
        and bool(_of("can") & clause.words)
        and not clause.has(Day | Clock)
        for clause in case.clauses[1:]
    )


def _refuses_a_month(case: Case) -> bool:
    """ "August is bad", and no more: is the day in August refused, or all of it only weighed?"""
    month = case.clauses[0].items[0].value
    alone = len(case.clauses) == 1 and isinstance(month, Day)
    return alone and isinstance(month, Day) and month.vague and month.month is not None


def _refuses_no_such_day(case: Case) -> bool:
    """ "Wednesday the 6th does not suit me", where that is a Thursday."""
    days = [one for c in case.clauses if "cannot" in c.means for one in c.of(Day) if one.day]
    return any(d.weekday is not None and not date_of(d, "future", case.calendar) for d in days)


def _takes_a_strange_day(finding: Finding, case: Case) -> bool:
    """ "An hour. We closed our seed round on Monday": was it the meeting, on that day?"""
    days = [one for one in case.clauses if one.has(Day)]
    strange = all(one.opens and not one.means & _OF_THE_DAY for one in days)
    met = any("held" in one.means for one in case.clauses)
    other = finding.on is not None and finding.on != case.calendar.meeting_day
    return other and met and bool(days) and strange and len(days[0].unknown) > _FEW_WORDS


def _only_puts_off(case: Case) -> bool:
    """ "Jag återkommer i morgon", "det beror på": an answer still to come, and no perhaps."""
    open_still = [one for one in case.clauses if one.means & {"maybe", "condition", "doubt"}]
    return bool(open_still) and all(
        _of("comes_back") & {*one.said[:2]} or " ".join(one.said) in _of("depends")
        for one in open_still
    )


def _was_at_another_time(case: Case) -> bool:
    """ "Ei tavattu keskiviikkona vaan joskus": they met after all, on a day that was not read."""
    return any(
        one.said[0] in _of("another_time") and one.unknown and len(one.items) <= _FEW_WORDS
        for one in case.clauses
    )


def _denies_only_where(case: Case) -> bool:
    """ "Vi sågs inte på kontoret", and no more: perhaps they met somewhere else."""
    said = case.clauses[0].said
    alone = len(case.clauses) == 1 and len(said) > 2 and not case.clauses[0].values
    placed = alone and said[-3] in _of("nots") and said[-2] in _of("at")
    placed = placed or (alone and said[-3] in _of("at") and said[-2] == "the")
    twice = sum(word in _of("nots") for word in said) > 1  # "inte på kontoret och inte på Teams"
    return placed and not (twice or said[-1].startswith(stems_of("reservations", "no_place")))


def _met_in_passing(case: Case) -> bool:
    """ "Pratade en stund i hissen": hardly the meeting that was asked of."""
    held = [one for one in case.clauses if "held" in one.means]
    plain = "yes" not in case.means and not any(one.values for one in case.clauses)
    return plain and any(_of("in_passing") & one.words for one in held)


def _sends_to_another(case: Case) -> bool:
    """ "I was in bed, ask Tuan": another knows, and this one does not."""
    return any(
        clause.said[bool(clause.turn) :][:1]
        and clause.said[bool(clause.turn)] in _of("ask")
        and len(clause.items) <= 4 + bool(clause.turn)
        and not (clause.asks or clause.values)
        for clause in case.clauses
    )


def _knows_by_hearsay(case: Case) -> bool:
    """ "My mentor would say we did": told by nobody else in the reply."""
    told = [one for one in case.clauses if one.means & _HELD and one.turn != "reason"]
    return bool(told) and all(_is_said_by_another(one) for one in told)


def _is_said_by_another(clause: Clause) -> bool:
    said = clause.said
    at = next((at for at, word in enumerate(said) if word in _of("says")), 0)
    return at > 0 and not _of("i") & set(said[:at]) and bool(_of("we") & set(said[at + 1 :]))


def _tells_a_fare(case: Case) -> bool:
    """ "Train was 11.20 return", "bus 6.40": a clock, or a sum without its sign?"""
    fares = [one for one in case.clauses if "travel" in one.means]
    if any(len(one.items) == 2 and one.said[1][0].isdecimal() for one in fares):
        return True
    clocked = [one for one in fares if any(not clock.minutes for clock in one.of(Clock))]
    return any(_of("fare") & one.words for one in clocked)


def _adds_another_number(case: Case, minutes: int) -> bool:
    """ "Forty minutes outside and another thirty", "so seventy all in": more than was read."""
    return (
        any(
            _adds(clause, at) and _number(clause.said[at]) != minutes
            for clause in case.clauses
            if _of("adds") & clause.words
            for at in range(1, len(clause.items))
            if clause.said[at] in clause.unknown
        )
        and added_up(case.clauses) != minutes
    )


def _adds(clause: Clause, at: int) -> bool:
    """Whether a number without its unit may be minutes: "an hour, and another one. Or 2."."""
    number = _number(clause.said[at])
    around = {*clause.said[max(0, at - 2) : at], *clause.said[at + 1 : at + 4]}
    counted = number >= _FEWEST and number % 5 == 0 and bool(_of("adds") & around)
    other = at == 1 and number > 0 and clause.said[0] in _of("or")
    return counted or other or (number == 1 and clause.said[at - 1] in _of("another"))


def _number(word: str) -> int:
    number = int(word) if word.isdecimal() and len(word) < 4 else number_named(word)
    return number or 0


def _names_other_months(finding: Finding, case: Case) -> bool:
    """ "Första tisdagen mars till maj", and the plan has none in May."""
    told = [one for one in case.clauses if one.turn != "reason" and not _is_set_aside(one)]
    days = [value for one in told for value in one.values if isinstance(value, Day)]
    by_rule = (finding.rule or "").startswith("rule") or any(day.nth for day in days)
    months = {start.month for start in finding.times}
    return by_rule and bool(months) and any(day.month and day.month not in months for day in days)


def _names_another_clock(finding: Finding, case: Case) -> bool:
    """ "The first at 17, the others at 16", and all of them were read to begin at 17."""
    told = [one for one in case.clauses if one.turn != "reason" and not _is_set_aside(one)]
    clocks = [v for one in told for v in one.values if isinstance(v, Clock)]
    read = {(start.hour, start.minute) for start in finding.times}
    plain = [one for one in clocks if not (one.same or one.shift or one.zone or one.minutes)]
    return len(finding.times) > 1 and any((one.hour, one.minute) not in read for one in plain)


def _counts_otherwise(finding: Finding, case: Case) -> bool:
    """ "Three meetings: 15.1. and 12.2. at 17"."""
    items = [item for clause in case.clauses for item in clause.items]
    threes = zip(items, items[1:], items[2:], strict=False)
    if any(b.text in _of("both") and ordinal(a.text) and ordinal(c.text) for a, b, c in threes):
        return True  # "maaliskuun ensimmäinen, toinen ja kolmas keskiviikko", read as the first
    count = count_of(items) if len(finding.times) > 1 or counts_on(items) else None
    told = {count, count + counts_on(items)} if count else set()
    return count is not None and len(finding.times) not in told


def _adds_to_a_list(finding: Finding, case: Case) -> bool:
    """ "Every last Wednesday: 29.1., 26.2. and 26.3.", and the plan has more days than those."""
    told = [one for one in case.clauses if one.turn != "reason" and not _is_set_aside(one)]
    days = [value for one in told for value in one.values if isinstance(value, Day)]
    listed = {(day.day, day.month) for day in days if day.day and day.month}
    read = {(start.day, start.month) for start in finding.times}
    return len(listed) >= _A_LIST and bool(read - listed)


def _takes_one_of_many(finding: Finding, case: Case) -> bool:
    """ "Torstaisin kolmelta, niin kauan kuin huvittaa": every Thursday, and until when?"""
    days = [day for one in case.clauses for day in one.of(Day)]
    dated = any(is_exact(day) for day in days)
    return len(finding.times) == 1 and not dated and any(day.recurring for day in days)


def _leaves_out_a_few(finding: Finding, case: Case) -> bool:
    """ "We all met, Anna only for the last half hour"; "just me, the others had a trip"."""
    if not case.context.people:
        return False
    names = {name.lower() for name in case.context.people}
    some = any(
        "only" in one.means and minutes_in(one.values) and not names.isdisjoint(one.said)
        for one in case.clauses
    )
    whole = some and "everyone" in case.means and bool(finding.missing)
    others = [one for one in case.clauses if _of("others") & one.words]
    gone = any(_of("just_me") & one.words for one in case.clauses) and bool(others)
    whole = whole or any({"absent", "not_held", "instead"} <= one.means for one in case.clauses)
    return whole or (gone and not finding.missing and "everyone" not in case.means)


def _forgets_who_was_away(finding: Finding, case: Case) -> bool:
    """ "Roope oli ajokokeessa, mut muuten kaikki", "I missed it, the others met": one was away."""
    people = case.context.people
    if not people or finding.missing:
        return False
    elsewhere = any(
        named(one, people) and after.turn == "but" and "everyone" in after.means
        and not (one.values or one.means & {"held", "was", "present"})
        for one, after in pairwise(case.clauses)
    )  # fmt: skip
    only = any("only" in one.means and _opens_with_a_name(one, people) for one in case.clauses)
    return elsewhere or only or "self_absent" in case.means


def _opens_with_a_name(clause: Clause, people: Sequence[str]) -> bool:
    """ "Only Nadia was there": who the others are goes without saying, but is to be said."""
    return bool(named(replace(clause, items=clause.items[1:2]), people))


def _wonders(case: Case) -> bool:
    """ "I never said that?" is half a question; "fel, det var 45 min. Kan ni rätta?" is none."""
    told = any(clause.values for clause in case.clauses)
    return case.text.rstrip().endswith("?") and not told


def _counts_a_length_once(finding: Finding, case: Case) -> bool:
    """ "Half an hour for the CV and half an hour for practice" is an hour, or half of one."""
    return any(
        [one.minutes for one in clause.of(Length)] == [finding.minutes] * 2
        and not clause.has(Day)
        and bool(_of("both") & clause.words)
        for clause in case.clauses
    )


def _names_an_unread_hour(case: Case) -> bool:
    """ "I'm there from six", "but not at 17, 18 is good", of a meeting at another hour."""
    meeting = case.calendar.meeting
    if meeting is None:
        return False
    return any(
        _is_an_hour(clause, at) and _number(clause.said[at]) % 12 != meeting.hour % 12
        for clause in case.clauses
        if clause.turn != "reason" and not clause.means & {"late", "travel"}
        if not _of("leaving") & clause.words
        for at in range(len(clause.items))
        if clause.said[at] in clause.unknown and 1 <= _number(clause.said[at]) <= _LAST_HOUR
    )


def _is_an_hour(clause: Clause, at: int) -> bool:
    before = clause.said[at - 1] if at else ""
    after = clause.said[at + 1 : at + 2]
    last = before in _of("hour_before") and (not after or after[0] in _of("hour_end"))
    last = last or before in _of("hour_leaves")  # "jag slutar 18"
    return last or (at == 0 and bool(after) and after[0] in _of("hour_suits"))


def _shares_the_cost(case: Case) -> bool:
    """ "Train 19.90, of which my employer pays half": how much of it is claimed?"""
    return any(
        _of("shares") & clause.words
        or (_of("discounts") & clause.words and any(map(str.isdecimal, clause.unknown)))
        for clause in case.clauses
    )


def _is_set_aside(clause: Clause) -> bool:
    """ "Except in February", "until the end of May", "she graduates in June"."""
    return bool(clause.negated or "old" in clause.means or _of("except") & clause.words)


_DOUBTS: dict[str, tuple[Callable[[Case], bool], ...]] = {
    "accepted": (
        _asks_for_another_way,
        _names_an_unread_hour,
        _sends_to_another,
        _is_back_too_late,
    ),
    "tentative": (_asks_for_another_way, _takes_back_its_perhaps, _only_puts_off),
    "declined": (_refuses_a_month, _refuses_no_such_day),
    "expense": (_shares_the_cost,),
    "held": (_tells_a_fare, _met_in_passing),
    "not_held": (_was_at_another_time, _denies_only_where),
    "undo": (_wonders,),
    "moved": (_tells_two_ifs,),
}
