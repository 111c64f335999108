"""A rule agreed on beside another answer: "Met, 1 h. We said every other Tuesday at 5, 4 times"."""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from service.reading.ahead import planning
from service.reading.ahead.rules import written_out
from service.reading.clauses.acts import sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, Verdict

_SETS = {"settled", "next", "see_you"}
_TELLS_MORE = {"held", "not_held", "cannot", "move_ask", "move_told", "maybe", "condition", "undo"}
_KINDS = {"held", "not_held", "accepted", "declined", "expense"}


def with_rule_beside(case: Case, judge: Callable[[Case], Verdict]) -> Verdict | None:
    """Return the answer, and the meetings of the rule that is told last; None where none is."""
    told = _told_last(case)
    if told is None:
        return None
    booked = planning.judge(replace(case, clauses=told))
    answer = judge(replace(case, clauses=case.clauses[: -len(told)]))
    kinds = {one.kind for one in answer.findings}
    if not (kinds and kinds <= _KINDS and any(one.times for one in booked.findings)):
        return None
    return Verdict((*answer.findings, *booked.findings), answer.certain and booked.certain)


def _told_last(case: Case) -> list[Clause] | None:
    """Return the clauses from the sentence on that sets a rule, and tells nothing else."""
    sentences = sentences_of(case.clauses)
    for at, sentence in enumerate(sentences[1:], 1):
        told = list(chain(*sentences[at:]))
        means = {one for clause in told for one in clause.means}
        sets = any(one.means & _SETS for one in sentence)
        if sets and not means & _TELLS_MORE and written_out(replace(case, clauses=told)):
            return told
    return None
