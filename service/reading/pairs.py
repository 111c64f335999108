"""Where there is no team, nobody is missing from it: "ei tullut" is then of the meeting itself."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses import Clause
from service.reading.values import Day, Length

_DENIES = {
    "ei",
    "eikä",
    "eipä",
    "eihän",
    "en",
    "enkä",
    "ettei",
    "emme",
    "eivät",
    "ketään",
    "kukaan",
}


def of_a_pair(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses of a reply in a pair, with "he did not come" as what did not happen."""
    return [_of_meeting(clause) for clause in clauses]


def _of_meeting(clause: Clause) -> Clause:
    said = {item.text for item in clause.items}
    denied = clause.language == "fi" and "absent" in clause.means and said & _DENIES
    if not denied or clause.means & {"held", "not_held", "no_costs", "self_absent"}:
        return clause
    means = clause.means - {"absent"}
    if any(isinstance(value, Length | Day) for value in clause.values):
        return replace(clause, means=means, negated=True)
    brief = len(clause.unknown) <= 3
    return replace(clause, means=means | {"not_held"}) if brief else replace(clause, negated=True)
