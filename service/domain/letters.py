"""Letters: mails of ours, from what they are to say to what has left."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from service.domain.invitations import Acceptance, Invitation
from service.domain.languages import Language
from service.domain.people import Person
from service.domain.rounds import Text

State = Literal["waiting", "on_hold", "sending", "sent", "failed", "uncertain"]
MatterKind = Literal[
    "application", "pair", "meeting", "agreement", "expense", "coordinator", "event", "wish",
    "midway", "closing", "certificate", "offer", "digest",
]  # fmt: skip

OPEN_AFTER_END = timedelta(days=60)  # how long a matter's address and links still answer (S4)

# A person's own words are in them, so they are not marked as a machine's (D1).
RELAYED = ("preparation_note", "coordinator_note", "coordinator_answer")
# Why a letter was given up by us, and not by a mail server: such a letter is no bounce.
OVERTAKEN = "a newer letter has left"
EXPIRED = "its time has passed"
DROPPED = "a coordinator gave it up"
GIVEN_UP = (OVERTAKEN, EXPIRED, DROPPED)


@dataclass(frozen=True)
class Matter:
    """What a letter is about, and so what an answer to it is about: a row of one kind.

    An application's matter is the round it was made in: one address, one round, one matter.
    An agreement's and the half-way questions' is its pair, an expense's the meeting it was
    for, a wish's and an offer's its own row; that of closing questions and certificate is the
    round.
    """

    kind: MatterKind
    id: int


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter; its name and type are ours, never a stranger's."""

    name: str
    type: Literal["application/pdf", "application/json", "text/plain; charset=utf-8"]
    content: bytes


@dataclass(frozen=True)
class Draft:
    """A letter before it is written: which one, to whom, about what, and the words' values.

    `key` names the occasion, so that ten timetables make one letter (R5). `programme` is the
    round's name, shown as the sender. `invitation` makes it a calendar letter.
    """

    kind: str
    to: Person
    about: Matter
    key: str
    programme: Text
    words: Mapping[str, object] = field(default_factory=dict)
    invitation: Invitation | Acceptance | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Letter:
    """One finished mail to one address.

    `raw` is the whole message as it leaves, stored so that a repeat is the same to the
    byte (R4). `envelope_from` is its return path. `calendar` says that calendars read it, too;
    `prompt` that it counts as one of the few prompts and reminders a person gets (P21).
    """

    key: str
    kind: str
    to_address: str
    language: Language
    subject: str
    message_id: str
    raw: bytes
    about: Matter
    person_id: int
    envelope_from: str
    id: int = 0
    state: State = "waiting"
    due_at: datetime | None = None
    sent_at: datetime | None = None
    tries: int = 0
    reason: str = ""
    calendar: bool = False
    prompt: bool = False
    first_tried_at: datetime | None = None
