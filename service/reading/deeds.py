"""English denials of what was done beside a meeting: "we didn't look at the clock"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses import Clause
from service.reading.verdicts import is_aside

_DENIALS = {"didn't", "haven't", "hadn't", "couldn't", "wasn't", "not"}


def without_denied_deeds(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, a "we didn't" of something else told as an aside where they met."""
    met = any("held" in one.means and not one.negated for one in clauses)
    return [_aside(one) if met and _is_of_a_deed(one) else one for one in clauses]


def _is_of_a_deed(clause: Clause) -> bool:
    """A denial, and then words of which none is of meeting."""
    said = [item.text for item in clause.items]
    denies = clause.language == "en" and "no" in clause.means and bool(_DENIALS & set(said[:4]))
    return denies and len(clause.unknown) >= 2 and is_aside(_aside(clause))


def _aside(clause: Clause) -> Clause:
    return replace(clause, means=clause.means - {"no"}, negated=True)
