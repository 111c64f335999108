"""A letter as a friendly mail program shows it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial
from typing import Any, Literal

from icalendar import Calendar

from service.mail.layout import Block, blocks_of

FULL_LINE = 56  # a line at least this long was broken by its writer's program, not by its writer


@dataclass(frozen=True)
class Card:
    """A calendar invitation, read as somebody else's calendar would read it."""

    method: str
    uid: str
    sequence: int
    summary: str
    starts_at: datetime
    ends_at: datetime
    place: str
    organizer: str
    organizer_name: str


@dataclass(frozen=True)
class Shown:
    """One mail, opened."""

    subject: str
    sender: str
    sender_address: str
    reply_to: str
    to: str
    written_at: datetime
    message_id: str
    in_reply_to: str
    text: str
    html: str
    card: Card | None


def opened(raw: bytes) -> Shown:
    """Return a mail's parts, decoded."""
    message = message_from_bytes(raw, policy=default)
    name, address = parseaddr(str(message["From"]))
    return Shown(
        subject=str(message["Subject"] or ""),
        sender=name or address,
        sender_address=address,
        reply_to=parseaddr(str(message["Reply-To"] or message["From"]))[1],
        to=parseaddr(str(message["To"]))[1],
        written_at=parsedate_to_datetime(str(message["Date"])),
        message_id=str(message["Message-ID"] or "").strip(),
        in_reply_to=str(message["In-Reply-To"] or "").strip(),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        card=_card(message),
    )


def pieces(text: str, ours: str) -> tuple[list[Block], list[Block]]:
    """Return a letter's text as paragraphs, examples and links, and its footer the same way."""
    body, _, foot = text.partition("\n-- \n")
    split = partial(blocks_of, ours=ours)
    return list(split(_flowed(body))), list(split(_flowed(foot)))


def _body(message: EmailMessage, kind: Literal["plain", "html"]) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def _flowed(text: str) -> str:
    """Return the text with the breaks taken back that only kept lines short."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and _goes_on(lines[-1], line):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _goes_on(before: str, line: str) -> bool:
    if before.endswith(":") and line.startswith("http"):
        return True
    if not line or "://" in before or line.startswith("http"):
        return False
    return len(before) >= FULL_LINE and before.startswith("    ") == line.startswith("    ")


def _card(message: EmailMessage) -> Card | None:
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            return _event(bytes(part.get_payload(decode=True) or b""))
    return None


def _event(content: bytes) -> Card:
    calendar: Any = Calendar.from_ical(content.decode())
    event = calendar.walk("VEVENT")[0]
    organizer = event["ORGANIZER"]
    return Card(
        method=str(calendar["METHOD"]),
        uid=str(event["UID"]),
        sequence=int(event["SEQUENCE"]),
        summary=str(event["SUMMARY"]),
        starts_at=event["DTSTART"].dt.astimezone(UTC),
        ends_at=event["DTEND"].dt.astimezone(UTC),
        place=str(event.get("LOCATION", "")),
        organizer=str(organizer).split(":", 1)[-1],
        organizer_name=str(organizer.params.get("CN", "")),
    )
