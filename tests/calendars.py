"""Calendar mail as clients send it, for tests: answers, counter-proposals, own events."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from itertools import count

from service import store
from service.domain.letters import Letter, Matter
from service.domain.meetings import Meeting
from service.domain.people import Person
from service.store.inbox import Mail
from tests.programme import SITE, receive, reply_address

PROVEN = "mx.oksa.example.org; dkim=pass; dmarc=pass header.from=example.org"
ids = count(1)


@dataclass(frozen=True)
class Said:
    """What a person's calendar program answers; lines that clients differ in can be replaced."""

    person: Person
    meeting: Meeting
    partstat: str = "ACCEPTED"
    stamped_at: datetime | None = None
    sequence: int | None = 0
    method: str = "REPLY"
    starts_at: datetime | None = None
    minutes: int = 90
    comment: str = ""
    attendee: str | None = None
    extra: str = ""


def calendar_of(said: Said) -> str:
    """Return the iTIP object of an answer."""
    starts_at = said.starts_at or said.meeting.starts_at
    attendee = said.person.email if said.attendee is None else said.attendee
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Example//Calendar//EN",
        f"METHOD:{said.method}",
        "BEGIN:VEVENT",
        f"UID:{said.meeting.uid(SITE.mail_domain)}",
        *([f"SEQUENCE:{said.sequence}"] if said.sequence is not None else []),
        *([f"DTSTAMP:{said.stamped_at:%Y%m%dT%H%M%SZ}"] if said.stamped_at else []),
        f"DTSTART:{starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTEND:{starts_at.astimezone(UTC) + timedelta(minutes=said.minutes):%Y%m%dT%H%M%SZ}",
        *([f"ATTENDEE;PARTSTAT={said.partstat}:mailto:{attendee}"] if attendee else []),
        *([f"COMMENT:{said.comment}"] if said.comment else []),
        *([said.extra] if said.extra else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(lines) + "\r\n"


def mail_of(
    said: Said, text: str = "", copies: int = 1, headers: dict[str, str] | None = None
) -> bytes:
    """Return the whole mail of an answer, the calendar part in as many copies as a client sends."""
    message = _message(said.person, reply_address(Matter("meeting", said.meeting.id), said.person))
    _headers(message, headers or {})
    message.set_content(text or "Vastaus kutsuun.")
    calendar = calendar_of(said)
    for number in range(copies):
        subtype, name = ("calendar", None) if number == 0 else ("ics", "invite.ics")
        message.add_attachment(
            calendar.encode(),
            maintype="text" if number == 0 else "application",
            subtype=subtype,
            filename=name,
            params={"method": said.method, "charset": "utf-8"} if number == 0 else {},
        )
    return message.as_bytes()


def own_event(
    writer: Person, guests: list[str], starts_at: datetime, *, uid: str, extra: str = "",
    method: str = "REQUEST", sequence: int = 0, stamped_at: datetime,
    to: str = SITE.sender_address, organizer: str | None = None, proof: str | None = PROVEN,
) -> bytes:  # fmt: skip
    """Return a mail by which someone's own calendar invites, updates or cancels."""
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Example//Calendar//EN",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{stamped_at:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTEND:{starts_at.astimezone(UTC) + timedelta(minutes=60):%Y%m%dT%H%M%SZ}",
        "SUMMARY:Mentorointi\\, kahvila",
        "LOCATION:Kahvila Aalto",
        f"ORGANIZER;CN={writer.name}:mailto:{organizer or writer.email}",
        *(f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{guest}" for guest in [*guests, to]),
        *([extra] if extra else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    message = _message(writer, to)
    if proof:
        message["Authentication-Results"] = proof
    message.set_content("Kutsu")
    message.add_attachment(
        ("\r\n".join(lines) + "\r\n").encode(),
        maintype="text",
        subtype="calendar",
        params={"method": method, "charset": "utf-8"},
    )
    return message.as_bytes()


def answer(db: store.Database, said: Said, now: datetime, **headers: str) -> Mail:
    """Send an answer to the service and return where it ended."""
    return receive(db, mail_of(said, headers=headers), now)


def whole(db: store.Database, kind: str) -> list[Letter]:
    """Return the letters of one kind with their bytes, as written."""
    return [store.letters.get(db, one.id) for one in store.letters.every(db) if one.kind == kind]


def calendar_part(letter: Letter) -> str:
    """Return the unfolded calendar part of a letter."""
    for part in message_from_bytes(letter.raw).walk():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            return content.decode().replace("\r\n ", "")
    raise AssertionError("no calendar part")


def lines_of(letter: Letter, *names: str) -> list[str]:
    """Return some properties of a letter's event, as `NAME:value` lines."""
    event = calendar_part(letter)
    method = [line for line in event.split("\r\n") if line.startswith("METHOD")]
    inside = event.partition("BEGIN:VEVENT")[2].split("\r\n")
    return method + [line for line in inside if line.split(":")[0].split(";")[0] in names]


def _message(writer: Person, to: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"{writer.name} <{writer.email}>"
    message["To"] = to
    message["Message-ID"] = f"<calendar-{next(ids)}@example.org>"
    return message


def _headers(message: EmailMessage, headers: dict[str, str]) -> None:
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    if "Subject" not in message:
        message["Subject"] = "Accepted: Mentorointi 1/4"
