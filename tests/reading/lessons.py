"""What the network learns from: each labelled reply as a row, with all that it teaches."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from service.reading.doubts.opinion import OTHER
from service.reading.doubts.rows import Row, row_of
from tests.reading.labelled import LEARNT_FROM, labelled
from tests.reading.train import answers_of


@dataclass(frozen=True)
class Lesson:
    """A reply, and what it teaches: the answer, the kinds, and, of a clear one, the rest."""

    row: Row
    answer: str
    kinds: frozenset[str]
    roles: Sequence[str] = ()  # one for each of the row's values
    missing: Mapping[str, bool] = field(default_factory=dict)  # of a team that met


@dataclass(frozen=True)
class Labels:
    """What the columns of the network's answers and kinds stand for."""

    answers: tuple[str, ...]
    kinds: tuple[str, ...]

    def answer(self, lesson: Lesson) -> int:
        """Return the column of a reply's answer; a rare one is another."""
        return self.answers.index(lesson.answer if lesson.answer in self.answers else OTHER)


def lessons(sets: Sequence[str] = LEARNT_FROM) -> Iterator[Lesson]:
    """Return what every labelled reply teaches."""
    for one in labelled(sets):
        yield Lesson(row_of(one.case), one.answer, one.kinds, one.roles or (), one.missing)


def labels_of(told: Sequence[Lesson]) -> Labels:
    """Return the answers that are common enough to be one of their own, and all kinds."""
    kinds = Counter(kind for one in told for kind in one.kinds)
    return Labels(answers_of(one.answer for one in told), tuple(sorted(kinds)))
