"""Our own question told back before its answer: "You ask if we met. Yes"."""

import re
from dataclasses import replace

from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of

_QUOTED = re.compile(r"\s*[\"“”][^\"“”\n]{5,120}\?[\"“”]")


def without_our_question(case: Case) -> list[Clause]:
    """Return the clauses, ""Can you come?" I can" with what only tells our question back aside."""
    clauses = list(case.clauses)
    quoted = _QUOTED.match(case.text)
    if quoted is not None and clauses and clauses[-1].end > quoted.end():
        return [_told_back(one) if one.end <= quoted.end() else one for one in clauses]
    if len(clauses) > 1 and _asks_back(clauses[0]):
        clauses[0] = _told_back(clauses[0])
    return clauses


def _asks_back(clause: Clause) -> bool:
    """ "You are asking whether we met on the 5th", and no "… and I answered no"."""
    asks = clause.says("you_asked_if") and clause.said[0] in ("you", "your")
    return asks and not clause.words & said_of("rules", "wrote_earlier")


def _told_back(clause: Clause) -> Clause:
    items = [replace(one, value=None) for one in clause.items]
    plain = replace(clause, items=items, means={"harmless"}, values=[], unknown=[])
    return replace(plain, negated=False, asks=False, turn="")
