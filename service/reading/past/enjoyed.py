"""Praise that tells of a meeting by itself: "det var jättekul!"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Day

_TELLS = {
    "held", "was", "yes", "no", "not_held", "cannot", "cancel", "move_told", "move_ask", "settled",
    "failed_plan", "undo", "question", "doubt", "absent", "open_day", "see_you", "come", "maybe",
}  # fmt: skip


def as_enjoyed(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, praise read as held where nothing else tells whether they met."""
    told = {one for clause in clauses for one in clause.means}
    if told & _TELLS or any(one.negated or one.asks for one in clauses):
        return list(clauses)
    return [_as_held(one) for one in clauses]


def _as_held(clause: Clause) -> Clause:
    """ "Det var trevligt att ni frågade" praises another thing."""
    praises = "enjoyed" in clause.means and not clause.unknown and not clause.turn
    praises = praises or _is_of_a_good_meeting(clause)
    return replace(clause, means=clause.means | {"held"}) if praises else clause


def _is_of_a_good_meeting(clause: Clause) -> bool:
    """ "Riktigt bra träff!", which "ser fram emot en bra träff på onsdag" is not."""
    alone = clause.opens and not (clause.unknown or clause.turn)
    days = clause.has(Day)
    opens = clause.items[0].text in said_of("rules", "praise_opens")
    return "good_meeting" in clause.means and alone and opens and not days
