"""Days told beside a meeting that are not its own: "it rained today, but we met on Tuesday"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses import Clause
from service.reading.values import Day

_OF_IT = {"held", "was", "yes", "everyone", "either", "undo", "restated", "wrote", "doubt"}
_A_TALE = 3  # words that we do not know, from which on a clause is of something else


def without_other_days(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, beside one that tells on which day they met without any other day."""
    if not any(one.means & {"held", "was"} and _has_day(one) for one in clauses):
        return list(clauses)
    return [_without_days(one) if _is_of_another_matter(one) else one for one in clauses]


def _is_of_another_matter(clause: Clause) -> bool:
    tale = clause.negated or len(clause.unknown) >= _A_TALE
    return tale and _has_day(clause) and not clause.means & _OF_IT


def _has_day(clause: Clause) -> bool:
    return any(isinstance(value, Day) for value in clause.values)


def _without_days(clause: Clause) -> Clause:
    return replace(clause, values=[one for one in clause.values if not isinstance(one, Day)])
