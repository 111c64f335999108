"""What a reply to an invitation tells of the rest of a team: the writer answers for nobody else."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.clauses import Clause, set_aside
from service.reading.clauses.names import named
from service.reading.clauses.verdicts import Case
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock

_ANSWERS = {"come", "suits", "yes", "see_you", "cannot", "ok"}
_BARE = {"yes", "ok", "harmless"}  # "muut tulee kyllä": a yes of nobody who was asked
_MOVES = {"move_ask", "move_told", "cancel", "condition", "open_day", "question"}


def without_teammates(case: Case) -> Sequence[Clause]:
    """Return the clauses, what is told of others as an aside where the writer answers too.

    "Jag kommer. Hur det är med Sami vet jag inte", "I can't, but the other two will".
    """
    people = case.context.people
    if not people:
        return case.clauses
    told: list[Clause] = []
    others = False
    for clause in case.clauses:
        others = _is_of_others(clause, people) or (others and _goes_on(clause))
        aside = others and not (clause.means & _MOVES or clause.has(Clock))
        told.append(set_aside(clause) if aside else _with_us(clause, people))
    answered = any(one.means & _ANSWERS for one in told)
    return told if answered or case.means <= _BARE else case.clauses


def _with_us(clause: Clause, people: Sequence[str]) -> Clause:
    """Return "jag och Elias kommer" without Elias, who comes with the writer."""
    if not clause.words & said_of("teams", "ours"):
        return clause
    items = [one for one in clause.items if not named(replace(clause, items=[one]), people)]
    left = [one for one in clause.unknown if any(one == item.text for item in items)]
    return replace(clause, items=items, unknown=left)


def _is_of_others(clause: Clause, people: Sequence[str]) -> bool:
    """ "Elias can't make it", "muista en tiedä", and not "Elias and I"."""
    if _names(clause, people) and clause.words & said_of("teams", "unsure"):
        return True
    first = next((item for item in clause.items if item.text not in _leads()), None)
    leads = first is not None and _names(replace(clause, items=[first]), people)
    return leads and not clause.words & said_of("teams", "ours")


def _names(clause: Clause, people: Sequence[str]) -> bool:
    rest = said_of("teams", "word_rest") | said_of("teams", "of_the_rest")
    return bool(named(clause, people) or clause.words & rest)


def _goes_on(clause: Clause) -> bool:
    """ "So he probably won't come", "they will write themselves", "best ask him"."""
    said = [word for word in clause.said if word not in _leads()]
    of_them = {*said[:1]} & (said_of("teams", "whose") | said_of("teams", "word_they"))
    of_them = of_them or {*said[-1:]} & said_of("teams", "asked_of")
    return bool(of_them) and not clause.words & said_of("teams", "ours")


def _leads() -> frozenset[str]:
    return said_of("teams", "before_others")
