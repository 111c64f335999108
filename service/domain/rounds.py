"""Rounds: one season of the programme, with its dates and texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from service.domain.languages import Language

Model = Literal["individual", "group"]
Text = Mapping[Language, str]
Window = Literal["before", "open", "after"]
Sign = Literal[
    "since_held", "first_meeting", "unanswered", "behind", "agreement", "address", "moved",
    "away", "next_time",
]  # fmt: skip
# From when a pair is quiet (P22), the weightiest first: in days, but "unanswered" and "moved" in
# times, "behind" in per cent of the round, and "address" one for yes. Zero switches a rule off.
QUIET: Mapping[Sign, int] = {
    "since_held": 45,
    "first_meeting": 14,
    "unanswered": 2,
    "behind": 75,
    "agreement": 21,
    "address": 1,
    "moved": 2,
    "away": 21,
    "next_time": 10,
}


@dataclass(frozen=True)
class Event:
    """A common event of a round; `starts_at` is aware, `roles` are whom it is for."""

    kind: str
    starts_at: datetime
    minutes: int
    roles: tuple[str, ...]
    place: str = ""
    url: str = ""


@dataclass(frozen=True)
class Round:
    """One season. `opens` and `closes` are the first and last day of applying, both included."""

    id: int
    name: Text
    intro: Text
    opens: date
    closes: date
    starts: date
    ends: date
    models: tuple[Model, ...]
    meetings: Mapping[Model, int]
    minutes: int
    timezone: str
    expenses_allowed: bool
    expense_limit_cents: int
    themes: tuple[Text, ...]
    fields: tuple[Text, ...]
    events: tuple[Event, ...] = ()
    closed_at: datetime | None = None
    quiet: Mapping[Sign, int] = field(default_factory=lambda: QUIET)

    @property
    def over_at(self) -> datetime:
        """Return the midnight after the last day."""
        return datetime.combine(self.ends + timedelta(days=1), time(), ZoneInfo(self.timezone))

    def window(self, now: datetime) -> Window:
        """Return whether applying is ahead, open or over, to the second (P3)."""
        zone = ZoneInfo(self.timezone)
        opens_at = datetime.combine(self.opens, time(), zone)
        closes_at = datetime.combine(self.closes + timedelta(days=1), time(), zone)
        if now < opens_at:
            return "before"
        return "open" if now < closes_at and self.closed_at is None else "after"
