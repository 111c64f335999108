"""A claim put right: "bussi oli 3,30 eikä 33,00", or taken back: "radera utlägget på 12 euro"."""

from collections.abc import Sequence

from service.domain.readings import Finding
from service.reading.clauses.clauses import Clause
from service.reading.clauses.denials import put_for_another
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.costs.parts import parts_of
from service.reading.costs.totals import claimed
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Clock, Day, Length, Money

_OTHERS = {"question", "maybe", "condition", "held", "not_held", "next", "move_told", "apiece"}


def sum_put_right(case: Case) -> Verdict | None:
    """Return what a sum was wrong and which is right; None where none is put for another."""
    right, wrong = _sorted(case.clauses)
    others = case.means & _OTHERS or any(one.has(Day | Clock | Length) for one in case.clauses)
    undo = Finding("undo", case.text[:200], "sum")
    if others or any(one.asks for one in case.clauses):
        return None
    if len(right) == 1 and not wrong and any(map(_drops_a_claim, case.clauses)):
        return Verdict((undo,))
    parts = [one for one in parts_of(case.clauses) if right and one.money.cents == right[0]][:1]
    if len(set(right)) != 1 or not wrong or not parts:
        return None
    findings, sure = claimed(parts, case)
    return Verdict((undo, *findings), sure and parts[0].what is not None)


def _sorted(clauses: Sequence[Clause]) -> tuple[list[int], list[int]]:
    """Return the cents that are right, and those after a not, up to its "but"."""
    right: list[int] = []
    wrong: list[int] = []
    for clause in clauses:
        for at, denied in put_for_another(clause, "wrote" in clause.means):
            value = clause.items[at].value
            if isinstance(value, Money):
                (wrong if denied else right).append(value.cents)
    return right, wrong


def _drops_a_claim(clause: Clause) -> bool:
    """ "Radera min anmälan om 12 euro", "perun kulukorvauksen 12 euroa"."""
    drops = clause.words & said_of("rules", "drops")
    claim = any(word.startswith(stems_of("rules", "a_claim")) for word in clause.said)
    return clause.has(Money) and bool(drops) and claim and not clause.negated
