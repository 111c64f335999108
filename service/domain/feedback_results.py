"""What a round's feedback adds up to, with small groups left out (P27)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.feedback import FEWEST, Answer, Question

ROLES = ("mentor", "actor")


@dataclass(frozen=True)
class Row:
    """How many chose one number: in all, and by role where roles are shown."""

    value: int
    count: int
    by_role: tuple[int, ...]


@dataclass(frozen=True)
class Tally:
    """The answers to one question; `roles` are empty where a group is too small to be shown."""

    question: Question
    rows: tuple[Row, ...]
    roles: tuple[str, ...]

    @property
    def total(self) -> int:
        """Return how many have answered."""
        return sum(row.count for row in self.rows)

    @property
    def mean(self) -> float:
        """Return the average; 0 where nobody has answered."""
        total = self.total
        return sum(row.value * row.count for row in self.rows) / total if total else 0.0


def tally(answers: Sequence[Answer], question: Question) -> Tally | None:
    """Return the answers to a question on a scale; None where too few may be recognised.

    Roles are shown only where none of them has one to four answers: a single small group could
    be worked out from the total and the other.
    """
    said = [one for one in answers if one.answers.get(question.name, "").isdecimal()]
    if not may_show(said):
        return None
    groups = Counter(one.role for one in said)
    roles = tuple(role for role in ROLES if groups[role])
    shown = roles if len(roles) > 1 and min(groups.values()) >= FEWEST else ()
    return Tally(question, tuple(_row(said, question, value, shown) for value in _scale(question)),
                 shown)  # fmt: skip


def may_show(answers: Sequence[Answer]) -> bool:
    """Return whether answers may be shown at all: nameless ones only among five."""
    return len(answers) >= FEWEST or all(one.person_id is not None for one in answers)


def said(answers: Sequence[Answer], question: Question) -> list[tuple[Answer, str]]:
    """Return the words that may be shown with the answers they stand in, in no order."""
    shown = answers if may_show(answers) else [one for one in answers if one.person_id]
    found = [(one, one.answers.get(question.name, "")) for one in shown]
    return [(one, text) for one, text in found if text]


def _row(answers: Sequence[Answer], question: Question, value: int, roles: Sequence[str]) -> Row:
    chose = Counter(one.role for one in answers if int(one.answers[question.name]) == value)
    return Row(value, sum(chose.values()), tuple(chose[role] for role in roles))


def _scale(question: Question) -> range:
    return range(question.least, question.most + 1)
