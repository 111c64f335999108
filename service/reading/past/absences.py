"""Clauses made ready before a team is judged: "Anna couldn't" is not of the whole meeting."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import FIRST_PERSON, Case
from service.reading.past.rolls import (
    came_after_all,
    is_gone,
    roll_of,
)
from service.reading.past.standing import leaves_early
from service.reading.text.word_lists import said_of

_WHOSE = said_of("teams", "whose")
_NO_ONE = {"ingen", "no", "ei"}
_NO_LONGER = 6  # items of a clause that only says whose place was empty


def without_absence(case: Case) -> list[Clause]:
    """Return the clauses, "Anna couldn't come" told of Anna alone and not of the meeting."""
    people = case.context.people
    if people:
        whole = {"absent"} if "everyone" in case.means else set()
        told = [
            replace(one, means={"harmless"}, negated=False)
            if one.means & ({"cancel", "cannot", "not_held"} | whole)
            and named(one, people)
            and came_after_all(case.clauses, at, people)
            else one
            for at, one in enumerate(case.clauses)
        ]
        case = replace(case, clauses=told)
    contrast = _met(case.clauses, people) if people else False
    of_it = [c for one, c in pairwise(case.clauses) if _tells_why(c) and "absent" in one.means]
    return [
        replace(clause, means=clause.means & {"harmless"}, negated=False, turn="reason")
        if people and any(clause is one for one in of_it)
        else replace(clause, means=clause.means - {"not_held", "cannot"})
        if "absent" in clause.means and named(clause, people)
        else _told_of_one(clause, people)
        if contrast
        else clause
        for clause in (
            _of_no_one(_of_a_stranger(one), case) if people else one for one in case.clauses
        )
    ]


def _tells_why(clause: Clause) -> bool:
    """ "Everyone bar Sini, who's down with a cold", "Sami was missing, he had an exam"."""
    whose = clause.items[0].text in _WHOSE
    told = clause.means & {"held", "was", "present"} or clause.values or clause.asks
    there = clause.words & said_of("teams", "there")
    return whose and not clause.opens and not told and not there


def _met(clauses: Sequence[Clause], people: Sequence[str]) -> bool:
    """The meeting is told as held, or some as present; and nowhere as a whole not held."""
    failed = any(
        one.means & {"not_held", "cancel", "failed_plan"} and not named(one, people)
        for one in clauses
    )
    failed = failed or any("everyone" in one.means for one in clauses)
    there = bool(roll_of(clauses, people).there)
    there = there or any("only" in one.means and named(one, people) for one in clauses)
    return not failed and (there or any(one.means & {"held", "was"} for one in clauses))


def _told_of_one(clause: Clause, people: Sequence[str]) -> Clause:
    """ "Elin kom, Johannes inte": the "no" is of Johannes alone."""
    mine = clause.words & FIRST_PERSON
    if not named(clause, people) or mine or not is_gone(clause) or clause.values:
        return clause
    if leaves_early(clause):  # "Sami left after half an hour": there until then
        return replace(clause, means={"harmless"}, negated=False)
    means = clause.means - {"not_held", "cannot", "no"} | {"absent"}
    return replace(clause, means=means, negated=False)


def _of_a_stranger(clause: Clause) -> Clause:
    """ "Johannes inte", "Jere ei": a name and a no tell who came, not whether they met."""
    said = clause.said
    said = said[1:] if clause.turn == "but" and len(said) == 3 else said
    bare = len(said) == 2 and said[:1] == clause.unknown and "negator" in clause.means
    if not bare or said[0] in FIRST_PERSON:
        return clause
    return replace(clause, means=clause.means - {"no", "not_held"} | {"absent"}, negated=False)


def _of_no_one(clause: Clause, case: Case) -> Clause:
    """ "Ingen Adam den här gången", "no Adam this time", "ei Adamia tänään": he was not there."""
    named_first = [case.text[item.start : item.end][:1].isupper() for item in clause.items[1:2]]
    opens = clause.items[0].text in _NO_ONE and len(clause.items) <= _NO_LONGER
    if not (opens and named_first == [True]) or clause.means - {"negator", "harmless", "no"}:
        return clause
    return replace(clause, means={"absent"}, negated=False)
