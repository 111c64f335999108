"""A new meeting, or when it will be arranged, and no new time of the one that was."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import NO, sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day, Length

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


def as_left_undated(clauses: Sequence[Clause]) -> list[Clause]:
    """ "We went through my CV and I got homework for next time": a next one without its day."""
    dated = any(not isinstance(v, Length) for one in clauses for v in one.values)
    told = any("held" in one.means for one in clauses)
    if dated or not told:
        return list(clauses)
    return [
        replace(one, means=one.means - {"next"})
        if "next" in one.means and not (one.asks or "cancel" in one.means)
        else one
        for one in clauses
    ]


def as_left_open(clause: Clause) -> Clause:
    """ "It didn't come off. We'll find another day": which, nobody knows yet."""
    seeks = clause.language == "en" and clause.words & said_of("rules", "to_find")
    undated = all(value == Day(vague=True) for value in clause.values)
    if not (seeks and undated and "move_ask" in clause.means) or clause.asks:
        return clause
    return replace(clause, means=clause.means - {"move_ask"} | {"open_day"})


def as_moved_itself(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Den följande träffen, som var bokad till 24.9, har flyttats": it is named to be moved."""
    told = [
        replace(one, means=one.means - {"next"}) if _moves_the_next(one) else _as_called_off(one)
        for one in clauses
    ]
    clauses = told[:]
    for sentence in sentences_of(clauses) if any("next" in c.means for c in clauses) else []:
        first, rest = sentence[0], [one for one in sentence[1:] if one.turn != "reason"]
        moves = bool(rest) and "move_told" in rest[0].means and not rest[0].means & {"next"}
        goes_on = moves and rest[0].items[0].text in said_of("rules", "goes_on")
        if goes_on and "next" in first.means and not first.values and not first.asks:
            told[next(at for at, one in enumerate(told) if one is first)] = replace(
                first, means=first.means - {"next"}
            )
    return told


def _moves_the_next(clause: Clause) -> bool:
    """ "Nästa träff har flyttats till 28.4": one that was booked already."""
    timed = any(isinstance(value, Day) and not value.vague for value in clause.values)
    return {"next", "move_told"} <= clause.means and timed and not (clause.asks or clause.negated)


def _as_called_off(clause: Clause) -> Clause:
    """ "Peruttiin samalla seuraava kerta 22.4.": of the next one, and not of this."""
    called_off = {"cancel", "next"} <= clause.means and clause.only(Day) and not clause.asks
    return replace(clause, means=clause.means - {"next", "not_held"}) if called_off else clause


def as_same_time(clause: Clause) -> Clause:
    """ "Same time next week!" tells when the next one is."""
    same = any(isinstance(value, Clock) and value.same for value in clause.values)
    ahead = any(isinstance(v, Day) and (v.week or 0) > 0 and not v.vague for v in clause.values)
    bare = clause.means <= {"harmless", "greeting"} and len(clause.unknown) <= 1
    return replace(clause, means={"next"}) if same and ahead and bare else clause
