"""Calendar messages between the service and its people: what is sent and what comes back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from service.domain.languages import Language

Method = Literal["REQUEST", "CANCEL", "DECLINECOUNTER"]
Partstat = Literal["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE"]


@dataclass(frozen=True)
class Mailbox:
    """A name and an address, as in a From line."""

    name: str
    address: str


@dataclass(frozen=True)
class Guest:
    """One ATTENDEE of an event, with the answer that is known."""

    name: str
    address: str
    partstat: Partstat = "NEEDS-ACTION"


@dataclass(frozen=True)
class Invitation:
    """One meeting as one person's calendar is told of it (contracts/calendar.md, `oksa invite`).

    `starts_at` and `stamped_at` are aware. `organizer` is the plus-address of this meeting
    and this person; the letter's From, Reply-To and ORGANIZER are all of it (I3).
    `title` and `about` are a common event's own words for SUMMARY and DESCRIPTION; a meeting
    of a pair, number `number` of `of`, needs none.
    """

    uid: str
    sequence: int
    method: Method
    starts_at: datetime
    minutes: int
    timezone: str
    number: int
    of: int
    language: Language
    organizer: Mailbox
    to: Mailbox
    attendees: tuple[Guest, ...]
    created_at: datetime
    stamped_at: datetime
    place: str = ""
    url: str = ""
    title: str = ""
    about: str = ""


@dataclass(frozen=True)
class Acceptance:
    """The service's own yes to an event in a participant's calendar (P15).

    `organizer` is the participant as their event names them, `attendee` the service's address
    among its guests; `summary` is the participant's own title. All moments are aware.
    """

    uid: str
    sequence: int
    organizer: Mailbox
    attendee: Mailbox
    starts_at: datetime
    ends_at: datetime
    summary: str
    stamped_at: datetime
    method: Literal["REPLY"] = "REPLY"


@dataclass(frozen=True)
class CalendarMessage:
    """What a received text/calendar part says, dirt removed (contracts/calendar.md C3, C4).

    `attendee` is the one who answers, lower case without `mailto:`, None where the part names
    nobody; `attendees` counts the different answers in it. `sequence` is None where a client
    leaves it out. `starts_at` is only to be believed in a COUNTER or in a participant's own
    REQUEST (C5). `recurring` says that RRULE, RDATE or RECURRENCE-ID stands in it. `organizer`,
    `guests` (addresses in lower case), `place` and `url` are read from a participant's own event
    alone (P15).
    """

    method: str
    uid: str | None
    sequence: int | None = None
    stamped_at: datetime | None = None
    attendee: str | None = None
    attendees: int = 0
    partstat: str | None = None
    comment: str = ""
    summary: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    recurring: bool = False
    organizer: str = ""
    guests: tuple[Guest, ...] = ()
    place: str = ""
    url: str = ""
