"""Applications: what someone asked for on the form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from service.domain.languages import Language

Role = Literal["mentor", "actor", "team"]
State = Literal["unconfirmed", "confirmed", "replaced", "withdrawn"]
Told = Literal["", "waiting", "declined"]
Answers = Mapping[str, str | bool | int | tuple[str, ...]]


@dataclass(frozen=True)
class Member:
    """A member of a team, as the contact person listed them."""

    name: str
    email: str


@dataclass(frozen=True)
class Application:
    """What one form says. `id` is 0 and `reference` empty until it is kept.

    `answers` holds the role's own questions by the form's field names (contracts/commands.md);
    `members` are a team's members without the contact person, who is `name` and `email`.
    `told` is the answer that someone without a pair has got (P6), `waits_until` the day by
    which the waiting list is answered.
    """

    round_id: int
    role: Role
    name: str
    email: str
    language: Language
    answers: Answers = field(default_factory=dict)
    phone: str = ""
    members: tuple[Member, ...] = ()
    source: str = ""
    id: int = 0
    reference: str = ""
    state: State = "unconfirmed"
    person_id: int = 0
    submitted_at: datetime | None = None
    confirmed_at: datetime | None = None
    told: Told = ""
    told_at: datetime | None = None
    waits_until: date | None = None
