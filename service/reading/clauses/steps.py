"""The steps that make clauses ready to be judged, each seeing what those before it left."""

from collections.abc import Callable, Sequence

from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.values.resolve import Calendar

Clauses = Sequence[Clause]
Step = Callable[[Case], Clauses]


def through(case: Case, *steps: Step) -> Case:
    """Return a case whose clauses went through steps, in their order."""
    for step in steps:
        # Told out, where `replace` would look at the fields of each of some thirty cases a reply.
        case = Case(case.text, step(case), case.context, case.calendar, case.writer)
    return case


def each(*ways: Callable[[Clause], Clause]) -> Step:
    """Return a step that looks at every clause alone, in some ways one after the other."""

    def step(case: Case) -> Clauses:
        clauses = list(case.clauses)
        for way in ways:
            clauses = list(map(way, clauses))
        return clauses

    return step


def each_within(way: Callable[[Clause, Case], Clause]) -> Step:
    """Return a step that looks at every clause and at the case it stands in."""
    return lambda case: [way(clause, case) for clause in case.clauses]


def whole(*ways: Callable[[Clauses], Clauses]) -> Step:
    """Return a step that looks at all clauses together, in some ways one after the other."""

    def step(case: Case) -> Clauses:
        clauses = case.clauses
        for way in ways:
            clauses = way(clauses)
        return clauses

    return step


def dated(way: Callable[[Clauses, Calendar], Clauses]) -> Step:
    """Return a step that looks at all clauses, and at what day it is."""
    return lambda case: way(case.clauses, case.calendar)


def of_two(step: Step) -> Step:
    """Return a step for the meetings of a pair; a team's clauses stay as they are."""
    return lambda case: case.clauses if case.context.people else step(case)
