"""What a person's own mail program sends: replies, and the calendar's answers.

Built apart from the service's own letters, as Gmail and Google Calendar build theirs, so that
the demo shows the service mail that it did not write.
"""

from datetime import UTC, datetime
from email.headerregistry import BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.policy import default
from email.utils import format_datetime, make_msgid
from functools import lru_cache
from smtplib import SMTP
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from service.domain.languages import Language
from service.domain.people import Person
from service.domain.words import HELSINKI
from service.web.catcher.shown import Card, Shown

Partstat = Literal["ACCEPTED", "TENTATIVE", "DECLINED"]
ANSWERS: tuple[Partstat, ...] = get_args(Partstat)
TIMEOUT = 10  # seconds
_MARK: dict[Language, str] = {"fi": "Re:", "sv": "Sv:", "en": "Re:"}
_SV_DAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
_SV_MONTHS = (
    "jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec.",
)  # fmt: skip
_FI_DAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")


class _Headers(HeaderRegistry):
    """Headers, each taken apart once: it is slow, and most of many mails' are the same few."""

    def __init__(self) -> None:
        super().__init__()
        self.parsed = lru_cache(1000)(super().__call__)

    def __call__(self, name: str, value: str) -> BaseHeader:
        return self.parsed(name, value)


POLICY = default.clone(header_factory=_Headers())


def reply(letter: Shown, person: Person, text: str, now: datetime) -> EmailMessage:
    """Return a reply to a letter: new words on top, the letter quoted below them."""
    message = _addressed(letter, person, now)
    mark = _MARK[person.language]
    message["Subject"] = f"{mark} {letter.subject}"
    message["In-Reply-To"] = letter.message_id
    message["References"] = letter.message_id
    quoted = "\n".join(f"> {line}".rstrip() for line in letter.text.strip().split("\n"))
    said = text.replace("\r\n", "\n").strip()
    message.set_content(f"{said}\n\n{_attribution(letter, person)}\n\n{quoted}\n", cte="base64")
    return message


def calendar_answer(
    letter: Shown, card: Card, person: Person, answer: Partstat, now: datetime
) -> EmailMessage:
    """Return what a calendar sends when its owner accepts, declines or hesitates (RFC 5546)."""
    message = _addressed(letter, person, now)
    verb = {"ACCEPTED": "Accepted", "TENTATIVE": "Tentative", "DECLINED": "Declined"}[answer]
    message.replace_header("To", card.organizer)
    message["Subject"] = f"{verb}: {card.summary}"
    said = {"ACCEPTED": "accepted", "TENTATIVE": "tentatively accepted", "DECLINED": "declined"}
    message.set_content(f"{person.name} has {said[answer]} this invitation.\n")
    event = _event(card, person, answer, now)
    message.add_alternative(
        event.encode(), "text", "calendar", params={"charset": "UTF-8", "method": "REPLY"}
    )
    message.add_attachment(event.encode(), "application", "ics", filename="invite.ics")
    return message


def checked(authserv_id: str, domain: str) -> str:
    """Return what the server before the service says of a sender's domain (RFC 8601)."""
    return f"{authserv_id}; dmarc=pass header.from={domain}"


def send(message: EmailMessage, person: Person, door: tuple[str, int]) -> None:
    """Hand a mail to the service's door over SMTP; raises where the door does not take it."""
    with SMTP(*door, timeout=TIMEOUT) as connection:
        connection.sendmail(person.email, [str(message["To"])], wire(message))


def wire(message: EmailMessage) -> bytes:
    """Return a mail as it travels."""
    return message.as_bytes(policy=WIRE)


def _addressed(letter: Shown, person: Person, now: datetime) -> EmailMessage:
    message = EmailMessage(POLICY)
    message["From"] = f'"{person.name}" <{person.email}>' if person.name else person.email
    message["To"] = letter.reply_to
    message["Date"] = format_datetime(now.astimezone(UTC))
    message["Message-ID"] = make_msgid(domain=person.email.rpartition("@")[2])
    return message


def _attribution(letter: Shown, person: Person) -> str:
    """Return the line above the quoted letter as Gmail writes it in the person's language."""
    at = letter.written_at.astimezone(ZoneInfo(HELSINKI))
    who = f"{letter.sender} <{letter.sender_address}>"
    if person.language == "fi":
        day = f"{_FI_DAYS[at.weekday()]} {at.day}.{at.month}.{at.year} klo {at.hour}.{at:%M}"
        return f"{day} {letter.sender} ({letter.sender_address}) kirjoitti:"
    if person.language == "sv":
        day = f"{_SV_DAYS[at.weekday()]} {at.day} {_SV_MONTHS[at.month - 1]} {at.year}"
        return f"Den {day} kl {at:%H:%M} skrev {who}:"
    return f"On {at:%a}, {at:%b} {at.day}, {at.year} at {at:%H:%M} {who} wrote:"


def _event(card: Card, person: Person, answer: Partstat, now: datetime) -> str:
    lines = (
        "BEGIN:VCALENDAR",
        "PRODID:-//Oksa demo//A calendar of its own//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        f"DTSTART:{_utc(card.starts_at)}",
        f"DTEND:{_utc(card.ends_at)}",
        f"DTSTAMP:{_utc(now)}",
        f"ORGANIZER;CN={_param(card.organizer_name)}:mailto:{card.organizer}",
        f"UID:{card.uid}",
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;"
        f"PARTSTAT={answer};CN={_param(person.name)};X-NUM-GUESTS=0:mailto:{person.email}",
        f"SEQUENCE:{card.sequence}",
        "STATUS:CONFIRMED",
        f"SUMMARY:{_text(card.summary)}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _param(value: str) -> str:
    return '"' + value.replace('"', "'") + '"'


def _text(value: str) -> str:
    # RFC 5545 §3.3.11
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(plain, escaped)
    return value


def _folded(line: str) -> str:
    """Return a line cut into pieces of at most 75 octets (RFC 5545 §3.1)."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > 73:
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])
