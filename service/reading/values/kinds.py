"""The values that a reply may name: days, clocks, lengths and sums, as they were said."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Day:
    """A day as said: any of weekday (0 is Monday), day, month, year, or a step from a known day."""

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    from_today: int | None = None
    from_meeting: int | None = None
    week: int | None = None  # -1, 0 and 1 are last, this and next week
    week_number: int | None = None
    qualifier: Literal["next", "last", "this", "later", "past", "after", ""] = ""
    nth: int | None = None  # of its month: 1 is the first such weekday, -1 the last
    easter: int | None = None  # days from Easter Sunday
    recurring: bool = False  # "torstaisin", "on Wednesdays"
    ambiguous: bool = False
    vague: bool = False  # a month or a week without a day, or all days up to this one


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as said; `minutes` is the length where an end was said too."""

    hour: int = 0
    minute: int = 0
    minutes: int | None = None
    same: bool = False  # as before
    shift: int | None = None  # minutes later (or earlier) than planned
    ambiguous: bool = False
    zone: str | None = None
    between: bool = False  # what is to come may begin at any time until the end

    @property
    def says_an_hour(self) -> bool:
        """Not "at the same time" or "an hour later", nor a span."""
        return not self.same and self.shift is None and self.minutes is None

    @property
    def is_half_of_two(self) -> bool:
        """ "Half six" is 17.30 or 18.30; a "half past seven" is only of the morning or evening."""
        return self.ambiguous and self.minute == 30 and self.hour not in (7, 8, 19, 20)


@dataclass(frozen=True, slots=True)
class Length:
    """How long something took, in minutes."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in cents; `sure` is False for another currency, a range or an "about"."""

    cents: int
    currency: str = "EUR"
    marked: bool = True  # the currency was said
    rate: bool = False  # a price for one kilometre, not a cost
    product: bool = False  # so many at so much each


Value = Day | Clock | Length | Money
HALF_DAY = 12 * 60  # minutes
TOLD_BY_HOURS = range(10, 301)  # minutes that a start and an end may tell of a meeting


def minutes_between(first: Clock, last: Clock) -> int:
    """Return how long it is from one hour to another: "16.30" and "quarter to six" are 75."""
    return ((last.hour - first.hour) * 60 + last.minute - first.minute) % HALF_DAY


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the tokens it was read from, first to last (exclusive)."""

    value: Value
    first: int
    last: int
