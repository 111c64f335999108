"""What a reply says, as the reader found it (contracts/reading.md)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from service.domain.languages import Language

Asked = Literal[
    "invitation", "attendance", "times", "preparation", "expense", "agreement", "echo",
    "announcement", "none", "proposal", "seat_check", "receipt", "midway", "closing",
]  # fmt: skip
Source = Literal["person", "calendar", "auto_reply", "bounce"]
Kind = Literal[
    "held", "not_held", "moved", "planned", "cancelled", "accepted", "declined", "tentative",
    "preparation", "expense", "agreed", "undo", "private", "withdraw", "bounced", "question",
]  # fmt: skip


@dataclass(frozen=True)
class AskedMeeting:
    """The meeting that a reply is about: start (aware), length in minutes, number in the plan."""

    starts_at: datetime
    minutes: int
    number: int


@dataclass(frozen=True)
class Context:
    """What the service knows when a reply arrives; `received_at` is aware."""

    asked: Asked
    received_at: datetime
    timezone: str = "Europe/Helsinki"
    language: Language = "fi"
    role: Literal["mentor", "actor"] = "actor"
    meeting: AskedMeeting | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One thing that a reply says: its kind, the values of that kind, and the words it rests on.

    A value that the writer did not say is None or empty. `to` and `times` are aware
    datetimes; `amount` is a decimal string; `rule` names the rule that found it.
    """

    kind: Kind
    evidence: str = ""
    rule: str = ""
    on: date | None = None
    minutes: int | None = None
    missing: tuple[str, ...] = ()
    to: datetime | None = None
    agreed: bool | None = None
    times: tuple[datetime, ...] = ()
    text: str | None = None
    amount: str | None = None
    currency: str | None = None
    what: Literal["travel", "entrance"] | None = None
    scope: Literal["programme", "mail"] | None = None
    recipient: str | None = None
    permanent: bool | None = None
    uid: str | None = None
    sequence: int | None = None
    attendee: str | None = None


@dataclass(frozen=True)
class Reading:
    """One message, read: who wrote, what they wrote now, what it says, and may we act on it."""

    source: Source
    text: str
    language: Language | None
    findings: tuple[Finding, ...]
    certain: bool
