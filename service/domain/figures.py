"""What a round adds up to: tables from whose rows bars, sheets and totals are all made (P32)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

Subject = Literal[
    "applications", "weeks", "pairs", "meetings", "hours", "feedback", "claims", "euros"
]
Number = int | Decimal
Place = tuple[str | date, str]  # a row and a column
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Row:
    """One line: what it is about, by its code or its first day, and a number for each column."""

    name: str | date
    numbers: tuple[Number, ...]

    @property
    def total(self) -> Number:
        """Return the sum of the line."""
        return _sum(self.numbers)


@dataclass(frozen=True)
class Table:
    """One subject in numbers. `columns` are codes; hours and euros have two decimals."""

    subject: Subject
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def totals(self) -> tuple[Number, ...]:
        """Return the sum of each column."""
        return tuple(_sum(row.numbers[at] for row in self.rows) for at in range(len(self.columns)))

    @property
    def total(self) -> Number:
        """Return the sum of all."""
        return _sum(self.totals)


def counted(
    subject: Subject,
    columns: Sequence[str],
    found: Iterable[Place],
    names: Sequence[str | date] = (),
) -> Table:
    """Return how many of each were found; the rows are `names`, else those found, in order."""
    counts = Counter(found)
    rows = names or sorted({name for name, _ in counts}, key=str)
    numbers = (tuple(counts[name, column] for column in columns) for name in rows)
    return Table(subject, tuple(columns), tuple(map(Row, rows, numbers)))


def summed(
    subject: Subject,
    columns: Sequence[str],
    found: Iterable[tuple[Place, Decimal]],
    names: Sequence[str | date] = (),
) -> Table:
    """Return the sums of what was found, to the hundredth; the rows as in `counted`."""
    sums: dict[Place, Decimal] = {}
    for place, number in found:
        sums[place] = sums.get(place, Decimal(0)) + number
    rows = names or sorted({name for name, _ in sums}, key=str)
    numbers = (
        tuple(sums.get((name, column), Decimal(0)).quantize(HUNDREDTH) for column in columns)
        for name in rows
    )
    return Table(subject, tuple(columns), tuple(map(Row, rows, numbers)))


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def month_of(day: date) -> date:
    """Return the first of a day's month."""
    return day.replace(day=1)


def _sum(numbers: Iterable[Number]) -> Number:
    total: Number = 0
    for number in numbers:
        total += number
    return total
