"""What the judges of a reply hand back, and when a clause keeps the service from acting alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.domain.readings import Context, Finding
from service.reading.acts import Act
from service.reading.clauses import Clause
from service.reading.phrases import words
from service.reading.resolve import Calendar
from service.reading.values import Clock, Day

MOST_UNKNOWN = (
    30  # words outside our lists; a longer tale may hold a thing we do not know to look for
)


# A word that begins so is a length, a clock or a day that was not read.
_UNREAD = (
    "tunti", "tunni", "tuntei", "minuut", "minuter", "timm", "kvart", "vart", "hour", "minute",
    "kello", "klock", "o'clock", "maanant", "tiista", "keskivi", "torsta", "perjant", "lauant",
    "sunnunt", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "euro",
)  # fmt: skip


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


def is_plain(
    clauses: Sequence[Clause], asks: bool = False, strays: bool = False, most: int = MOST_UNKNOWN
) -> bool:
    """Return whether nothing in the clauses casts doubt: no question, no stray negation.

    `asks` allows questions, as in a proposal ("kävisikö perjantai?"); `strays` allows a negation
    that belongs to nothing known, where none could turn what is told.
    """
    return (
        all(_is_clear(clause, asks, strays) for clause in clauses) and unknown_in(clauses) <= most
    )


def unknown_in(clauses: Iterable[Clause]) -> int:
    """Return how many words of the clauses are in none of our lists."""
    return sum(len(clause.unknown) for clause in clauses)


def has_numbers(clauses: Iterable[Clause]) -> bool:
    """Return whether a number stands in the clauses that was not read as any value."""
    return any(word[0].isdecimal() for clause in clauses for word in clause.unknown)


def _is_clear(clause: Clause, asks: bool, strays: bool) -> bool:
    if "greeting" in clause.means and not clause.unknown and not clause.values:
        return True
    if clause.means & {"doubt", "question", "refuse", "maybe"}:
        return False
    if clause.turn == "reason" and clause.means & {"move_ask", "cancel", "next", "settled"}:
        return False  # more than a reason is told there
    if any(word.startswith(_UNREAD) for word in clause.unknown):
        return False
    if "either" in clause.means and any(isinstance(v, Day | Clock) for v in clause.values):
        return False
    if not asks and (clause.asks or _opens_question(clause)):
        return False
    return not clause.negated or clause.turn == "reason" or strays


def _opens_question(clause: Clause) -> bool:
    """ "But where is it, ..." asks without its mark."""
    opening = clause.items[1 if clause.turn else 0 :][:1]
    return any(item.text in words(clause.language)["asking"] for item in opening)
