"""A new meeting, or when it will be arranged, and no new time of the one that was."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import NO
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day

_WHEN = ("na", "nä", "lla", "llä", "ään")  # "perjantaina", "ensi viikolla", "tänään"
_OF_THIS_ONE = NO | {"move_told", "move_ask", "instead", "cancel", "failed_plan", "open_day"}
_OF_ITS_DAY = {"move_told", "move_ask", "see_you", "harmless", "settled", "next"}


def as_next(clauses: Sequence[Clause]) -> list[Clause]:
    """Return "uusi tapaaminen 22.4. klo 17", beside a meeting that was held, as the next one."""
    held = any("held" in one.means and not (one.negated or one.asks) for one in clauses)
    if not held or any(one.means & _OF_THIS_ONE for one in clauses):
        return list(clauses)
    new = [one.has(Day) and one.says("new_meetings") for one in clauses]
    return [
        replace(one, means=one.means | {"next"}) if is_new else one
        for one, is_new in zip(clauses, new, strict=True)
    ]


def with_day_told_after(clauses: Sequence[Clause]) -> list[Clause]:
    """ "We agreed on the next one. It's on Tuesday 21 April at 17": the next one, told in two."""
    told = list(clauses)
    for at, (first, then) in enumerate(pairwise(clauses), 1):
        bare = "next" in first.means and not (first.values or first.asks or first.negated)
        timed = {type(one) for one in then.values} == {Day, Clock} and not (then.asks or then.turn)
        if bare and timed and then.says("tells_its_day") and then.means <= _OF_ITS_DAY:
            told[at] = replace(then, means={"next"})
            told[at - 1] = replace(first, means={"harmless"}, unknown=[])
    return told


def sets_a_new_one(clauses: Sequence[Clause]) -> bool:
    """Return whether nothing is told but a new meeting: it is one more, where none was asked of."""
    others = _OF_THIS_ONE | {"held", "come", "undo", "question"}
    new = any(one.says("new_meetings") for one in clauses)
    return new and not any(one.means & others for one in clauses)


def without_day_of_arranging(clause: Clause, case: Case) -> Clause:
    """ "Sovitaan uusi aika huomenna": the day of the talk; "huomiselle" is of the meeting."""
    arranges = clause.words & said_of("rules", "arranges_fi") and clause.only(Day)
    said = [case.text[one.start : one.end].lower() for one in clause.items if one.value]
    on_it = all(one.endswith(_WHEN) for one in said)
    return replace(clause, values=[]) if arranges and on_it and not clause.asks else clause
