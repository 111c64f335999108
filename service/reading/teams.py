"""Who of a team was not there: "kaikki paitsi Anna", "bara Emma och jag"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.acts import Act
from service.reading.clauses import Clause
from service.reading.verdicts import Case

_PRESENT = {"present", "held", "was", "everyone", "come"}
_NO_NAMES = {"ainoa", "ainoaa", "ainoan", "ainoastaan"}
_ME = {"minä", "mä", "mää", "mie", "jag", "ja", "i", "me"}


def absent(case: Case, told: Sequence[Act]) -> tuple[tuple[str, ...], bool]:
    """Return the first names of those who were missing, and whether all names are understood."""
    people = case.context.people
    clauses = [clause for act in told for clause in act.clauses]
    if not people:
        return (), True
    named = {name for clause in clauses for name in _named(clause, people)}
    if any("self_absent" in clause.means for clause in clauses):
        me = _writer(case, people)
        there = {
            name
            for clause in clauses
            if clause.means & _PRESENT and not clause.negated and "absent" not in clause.means
            for name in _named(clause, people)
        }
        return ((me,) if me else ()), me is not None and not named - there - {me}
    gone = _gone(clauses, people)
    only = next(
        (clause for clause in clauses if "only" in clause.means and _named(clause, people)), None
    )
    if only is not None:
        others, known = _others(case, only, people)
        return others, known and gone <= set(others)
    missing = tuple(sorted(gone, key=people.index))
    if any(_mixes(one) for one in clauses):
        return missing, False
    strangers = any("absent" in clause.means and not _named(clause, people) for clause in clauses)
    there = {
        name
        for clause in clauses
        if not clause.negated and "absent" not in clause.means and clause.means & _PRESENT
        for name in _named(clause, people)
    }
    if not gone and not strangers and any("everyone" in one.means for one in clauses):
        return (), True
    return missing, not there & gone and named <= gone | there and not strangers


def _mixes(clause: Clause) -> bool:
    """Absent and held in one breath; "it took place without Anna" is clear."""
    without = "without" in {item.text for item in clause.items}
    return {"absent", "held"} <= clause.means and "everyone" not in clause.means and not without


def without_absence(case: Case) -> list[Clause]:
    """Return the clauses, "Anna couldn't come" told of Anna alone and not of the meeting."""
    return [
        replace(clause, means=clause.means - {"not_held", "cannot"})
        if "absent" in clause.means and _named(clause, case.context.people)
        else clause
        for clause in case.clauses
    ]


def _gone(clauses: Sequence[Clause], people: Sequence[str]) -> set[str]:
    return {
        name for clause in clauses if "absent" in clause.means for name in _named(clause, people)
    }


def _others(case: Case, only: Clause, people: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Only these came: the others are missing."""
    came = set(_named(only, people))
    words = {item.text for item in only.items}
    me = _writer(case, people)
    if words & _ME and me:
        came.add(me)
    return tuple(name for name in people if name not in came), bool(me) or not words & _ME


def _named(clause: Clause, people: Sequence[str]) -> list[str]:
    """Return the people named in a clause, in any case ending."""
    words = [item.text for item in clause.items]
    return [name for name in people if any(_is(word, name.lower()) for word in words)]


def _is(word: str, name: str) -> bool:
    if word in _NO_NAMES:
        return False
    return word == name or (len(name) > 2 and word.startswith(name) and len(word) <= len(name) + 3)


def _writer(case: Case, people: Sequence[str]) -> str | None:
    words = case.writer.lower().split()
    return next((name for name in people if name.lower() in words), None)
