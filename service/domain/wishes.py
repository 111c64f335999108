"""Wishes: what someone asks of the service itself, and what waits for their "yes" (P23, P24)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from service.domain.languages import Language

Kind = Literal[
    "status", "my_data", "erase", "back", "leave", "change_partner", "language", "address", "away"
]  # fmt: skip
State = Literal["asked", "done", "declined", "replaced", "forgotten"]
OPEN_FOR = timedelta(days=7)  # P24: then it is forgotten


@dataclass(frozen=True)
class Wish:
    """One wish with the value of its kind: a language, an address, or the days of an absence."""

    kind: Kind
    language: Language | None = None
    address: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Asked:
    """A wish that waits, or waited, for its person's "yes".

    `round_id` is the season in which it was said, `because` the mail that said it.
    """

    id: int
    person_id: int
    round_id: int
    wish: Wish
    state: State
    asked_at: datetime
    because: int


def is_open(asked: Asked, now: datetime) -> bool:
    """Return whether a "yes" still counts."""
    return asked.state == "asked" and now <= asked.asked_at + OPEN_FOR
