"""What the service is told of one message that came in: what crosses from the reading child."""

from dataclasses import dataclass

from service.domain.invitations import CalendarMessage
from service.domain.readings import Reading
from service.reading.mail.envelope import Envelope


@dataclass(frozen=True)
class Opened:
    """A message's outside, and the calendar message in it, if it holds one that is usable."""

    outside: Envelope
    calendar: CalendarMessage | None


@dataclass(frozen=True)
class Heard:
    """What a message says, account numbers masked; `retold` as under `hearing.heard`."""

    reading: Reading
    retold: bool


@dataclass(frozen=True)
class Shown:
    """What a person is shown of a message: its From line and its text."""

    sender: str
    text: str
