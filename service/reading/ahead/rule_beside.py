"""A rule agreed on beside another answer: "Met, 1 h. We said every other Tuesday at 5, 4 times"."""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from service.reading.ahead import planning
from service.reading.ahead.rules import written_out
from service.reading.clauses.acts import sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.text.word_lists import said_of, stems_of

_SETS = {"settled", "see_you"}
_TELLS_MORE = {"held", "not_held", "cannot", "move_ask", "move_told", "maybe", "condition", "undo"}
_KINDS = {"held", "not_held", "accepted", "declined", "expense"}
_LAST = 3  # sentences in which a rule is told


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
    """Return the clauses from the sentence on that sets a rule for both, and tells nothing else."""
    last = sentences_of(case.clauses)[1:][-_LAST:]
    for at, sentence in enumerate(last):
        told = list(chain(*last[at:]))
        if not any(map(_sets, sentence)) or any(map(_tells_more, told)):
            continue
        if written_out(replace(case, clauses=told)):
            return told
    return None


def _sets(clause: Clause) -> bool:
    """ "Sovittiin …", "our next meetings: …", and not "next course: …"."""
    meets = any(word.startswith(stems_of("rules", "meeting_told")) for word in clause.said)
    return bool(clause.means & _SETS) or ("next" in clause.means and meets)


def _tells_more(clause: Clause) -> bool:
    return bool(clause.means & _TELLS_MORE or clause.words & said_of("rules", "of_one_alone"))
