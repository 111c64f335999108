"""What the judges of a reply hand back, and when a clause keeps the service from acting alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.domain.readings import Context, Finding
from service.reading.acts import Act
from service.reading.clauses import Clause
from service.reading.phrases import words
from service.reading.resolve import Calendar

MOST_UNKNOWN = (
    30  # words outside our lists; a longer tale may hold a thing we do not know to look for
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Findings, and whether a careful reader would act on them without asking back."""

    findings: tuple[Finding, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """One reply, ready to be judged."""

    text: str
    clauses: Sequence[Clause]
    context: Context
    calendar: Calendar
    writer: str = ""

    def evidence(self, act: Act) -> str:
        """Return the words that an act rests on."""
        return act.evidence(self.text)


def is_plain(clauses: Sequence[Clause], asks: bool = False) -> bool:
    """Return whether nothing in the clauses casts doubt: no question, no stray negation.

    `asks` allows questions, as in a proposal ("kävisikö perjantai?").
    """
    return (
        all(_is_clear(clause, asks) for clause in clauses) and unknown_in(clauses) <= MOST_UNKNOWN
    )


def unknown_in(clauses: Iterable[Clause]) -> int:
    """Return how many words of the clauses are in none of our lists."""
    return sum(len(clause.unknown) for clause in clauses)


def _is_clear(clause: Clause, asks: bool) -> bool:
    if clause.means & {"doubt", "question", "refuse", "maybe"}:
        return False
    if clause.turn == "reason" and clause.means & {"move_ask", "cancel", "next", "settled"}:
        return False  # more than a reason is told there
    if not asks and (clause.asks or _opens_question(clause)):
        return False
    return not clause.negated or clause.turn == "reason"


def _opens_question(clause: Clause) -> bool:
    """ "But where is it, ..." asks without its mark."""
    opening = clause.items[1 if clause.turn else 0 :][:1]
    return any(item.text in words(clause.language)["asking"] for item in opening)
