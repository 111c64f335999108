"""What is told that is none of ours: a board's meeting, another's, last month's, a lecture."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.others import is_of_outside
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Length, Value
from service.reading.values.resolve import Calendar

_MET = {"held", "was", "settled", "instead", "doubt"}
_FAILED = {"not_held", "cancel", "no", "cannot", "absent"}
_FEW = 4  # words, among which it is told who met or what failed


def without_boards(clause: Clause) -> Clause:
    """Return "the board met for two hours" as a meeting of theirs, however long.

    So is "I had a meeting with my boss", of the writer alone.
    """
    board = bool(said_of("rules", "boards") & {*clause.said[:_FEW]})
    board = board and not clause.words & said_of("rules", "we_or_i")
    board = board and not (clause.language == "en" and "i" in clause.words)
    boss = clause.says("with_ones_boss") and bool({"had", "hade", "oli"} & {*clause.said[:3]})
    boss = boss and not clause.words & said_of("rules", "both_of_us")
    if not (board or boss) or clause.asks:
        return clause
    values: list[Value] = [one for one in clause.values if not isinstance(one, Length)]
    return replace(clause, means=clause.means - _MET, values=values)


def without_someone_else(clause: Clause) -> Clause:
    """Return "I met my thesis supervisor instead" as no meeting of ours."""
    other = "held" in clause.means and "instead" in clause.means and not clause.values
    other = other and bool(said_of("rules", "someone_else") & clause.words)
    return replace(clause, means=clause.means - _MET, turn="") if other else clause


def without_ones_own_company(clause: Clause) -> Clause:
    """Return "jag drack kaffe där ensam" as no meeting; "we were left alone to talk" is one."""
    alone = "held" in clause.means and bool(said_of("rules", "on_ones_own") & clause.words)
    both = clause.words & said_of("rules", "both_of_us") or clause.values or clause.asks
    return replace(clause, means=clause.means - _MET) if alone and not both else clause


def without_talk_of_it(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "she was abroad. We talked about it on the phone" as talk of what went wrong."""
    return [*clauses[:1]] + [
        replace(two, means=two.means - _MET)
        if one.means & _FAILED and two.says("talked_about_it") and not two.values
        else two
        for one, two in pairwise(clauses)
    ]


def without_last_month(clauses: Sequence[Clause], calendar: Calendar) -> list[Clause]:
    """Return "we did have a good talk last month", said of a meeting of this month, as another."""
    meeting = calendar.meeting_day
    ours = meeting is None or (meeting.year, meeting.month) != (
        calendar.today.year,
        calendar.today.month,
    )
    if ours:
        return list(clauses)
    return [
        replace(one, means=one.means - _MET)
        if "held" in one.means and one.says("last_month") and not one.values
        else one
        for one in clauses
    ]


def without_other_failures(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "my afternoon lecture was called off", told after the meeting, as an aside."""
    told: list[Clause] = []
    met = False
    for clause in clauses:
        aside = met and clause.opens and not clause.turn and _fails_elsewhere(clause)
        told.append(replace(clause, means={"harmless"}, negated=False) if aside else clause)
        met = met or ("held" in clause.means and not (clause.negated or clause.turn))
    return told


def _fails_elsewhere(clause: Clause) -> bool:
    """It names what was called off, and that is not the meeting."""
    said = clause.said[:_FEW]
    named = is_of_outside(clause) or any(
        word.startswith(stems_of("rules", "called_off_too")) for word in said
    )
    ours = any(word.startswith(stems_of("rules", "meeting_told")) for word in clause.said)
    failed = clause.means & _FAILED and not clause.means & {"held", "next", "see_you"}
    return bool(failed) and named and not (ours or clause.values or clause.asks)
