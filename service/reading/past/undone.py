"""What is told of one of a team, and of no absence: "Sami ei ollut tehnyt tehtäviä"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import Case
from service.reading.past.persons import LEFT_OUT, THAN
from service.reading.past.standing import leaves_early
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Day, Length

_EXCEPT = said_of("teams", "word_except") | THAN | LEFT_OUT
_DENIED = said_of("teams", "word_not") | said_of("teams", "word_none")
_COMING = (said_of("teams", "there") | said_of("teams", "after_not")) - (
    said_of("teams", "after_not_weak") | {"på", "med"}
)


def without_undone_work(case: Case) -> Sequence[Clause]:
    """Return the clauses of a team's reply but those that tell of work for the next time."""
    people = case.context.people
    if not people:
        return case.clauses
    return [one for one in case.clauses if not _is_of_work(one, people)]


def without_times_of_one(case: Case) -> Sequence[Clause]:
    """Return the clauses, "Malte, who broke his foot on Saturday" with a day of his own.

    So is the half-hour after which one of them left, where another length is told.
    """
    people = case.context.people
    if not people:
        return case.clauses
    ends = [at for at, one in enumerate(case.clauses) if _ends_in_a_name(one, people)]
    told = [
        _without_days(one, people, relative=at - 1 in ends) for at, one in enumerate(case.clauses)
    ]
    lengths = sum(one.has(Length) for one in told)
    return [
        replace(one, values=[]) if lengths > 1 and leaves_early(one) and named(one, people) else one
        for one in told
    ]


def _ends_in_a_name(clause: Clause, people: Sequence[str]) -> bool:
    return bool(named(replace(clause, items=clause.items[-1:]), people))


def _without_days(clause: Clause, people: Sequence[str], relative: bool) -> Clause:
    who = said_of("teams", "who")
    pairs = enumerate(pairwise(clause.items))
    told = (
        at for at, (a, b) in pairs if b.text in who and named(replace(clause, items=[a]), people)
    )
    first = 0 if relative and clause.said[0] in who else next(told, len(clause.items))
    days = [item.value for item in clause.items[first:] if isinstance(item.value, Day)]
    return replace(clause, values=[v for v in clause.values if not any(v is d for d in days)])


def _is_of_work(clause: Clause, people: Sequence[str]) -> bool:
    """ "Sami hade inte gjort uppgiften", "only Anna had done the homework", "all but Sami"."""
    said = clause.words
    whom = bool(named(clause, people) or said & said_of("teams", "word_none"))
    some = clause.negated or bool(said & (said_of("teams", "word_only") | _EXCEPT | _DENIED))
    does = any(word.startswith(stems_of("teams", "undone_stems")) for word in clause.said)
    came = bool(said & (_COMING | said_of("teams", "excused") | said_of("teams", "missing")))
    came = came or any(word.startswith(stems_of("teams", "notice_stems")) for word in said)
    return whom and some and does and not (came or clause.values or clause.asks)
