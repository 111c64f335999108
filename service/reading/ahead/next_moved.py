"""The meeting after this one moved, told beside an answer: "I'll come; the next is moved"."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.readings import Finding
from service.reading.ahead.moving import moved
from service.reading.clauses.acts import Act, sentences_of
from service.reading.clauses.affairs import names_another_thing
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, is_plain
from service.reading.values.kinds import Clock, Day


def without_next_moved(case: Case) -> tuple[Case, tuple[Finding, ...]]:
    """Return a case without the one sentence that moves a meeting after this, and that move."""
    sentences = [list(one) for one in sentences_of(case.clauses)]
    of_next = [one for one in sentences if _moves_the_next(one)]
    if case.calendar.meeting is None or len(of_next) != 1 or len(sentences) < 2:
        return case, ()
    verb = next(one for one in of_next[0] if "move_told" in one.means)
    told = replace(verb, means={"move_told"}, turn="")
    finding, sure = moved(Act("move_told", [told]), case, agreed=True)
    later = finding.to is not None and finding.to > case.calendar.meeting
    if not (sure and later and is_plain(of_next[0], strays=True)):
        return case, ()
    kept = [clause for one in sentences if one is not of_next[0] for clause in one]
    return replace(case, clauses=kept), (finding,)


def _moves_the_next(sentence: Sequence[Clause]) -> bool:
    """ "Den följande träffen, den 6.5, har vi flyttat till 13.5 kl 17": its day, and its hour."""
    first = sentence[0]
    named = "next" in first.means and (first.turn, first.asks) == ("", False)
    named = named and not names_another_thing(first)
    verbs = [one for one in sentence if "move_told" in one.means]
    timed = len(verbs) == 1 and verbs[0].has(Day) and verbs[0].has(Clock)
    return named and timed and not any(one.negated or one.asks for one in sentence)
