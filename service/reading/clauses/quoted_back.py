"""Our own question told back before its answer: "You ask if we met. Yes"."""

import re

from service.reading.clauses.clauses import Clause, set_aside
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import opens_with, said_of

_QUOTED = re.compile(r"\s*[\"“”][^\"“”\n]{5,120}\?[\"“”]")


def without_our_question(case: Case) -> list[Clause]:
    """Return the clauses, ""Can you come?" I can" with what only tells our question back aside."""
    clauses = list(case.clauses)
    quoted = _QUOTED.match(case.text)
    if quoted is not None and clauses and clauses[-1].end > quoted.end():
        return [set_aside(one) if one.end <= quoted.end() else one for one in clauses]
    first = next((at for at, one in enumerate(clauses) if not one.means <= {"greeting"}), 0)
    if clauses[first + 1 :] and _asks_back(clauses[first]):
        clauses[first] = set_aside(clauses[first])
    return clauses


def _asks_back(clause: Clause) -> bool:
    """ "You are asking whether we met on the 5th", and no "… and I answered no"."""
    asks = opens_with(clause.said, "rules", "you_asked_if")
    return asks and not clause.words & said_of("rules", "wrote_earlier")
