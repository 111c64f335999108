"""Opening our own letters as a mail program does, many a second.

`shown.opened` takes any mail apart, and slowly; what the rehearsal's people open is ours.
"""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime
from zoneinfo import ZoneInfo

from service.web.catcher.shown import Card, Shown

_FOLD = re.compile(r"\r?\n[ \t]")


def opened(raw: bytes) -> Shown:
    """Return a letter of ours, opened; without its HTML, which nobody quotes."""
    message = message_from_bytes(raw, policy=compat32)
    name, address = parseaddr(_header(message, "From"))
    return Shown(
        subject=_header(message, "Subject"),
        sender=name or address,
        sender_address=address,
        reply_to=parseaddr(_header(message, "Reply-To") or _header(message, "From"))[1],
        to=parseaddr(_header(message, "To"))[1],
        written_at=parsedate_to_datetime(_header(message, "Date")),
        message_id=_header(message, "Message-ID"),
        in_reply_to=_header(message, "In-Reply-To"),
        text=_part(message, "text/plain"),
        html="",
        card=_card(_part(message, "text/calendar")),
    )


def text_of(raw: bytes) -> str:
    """Return the plain text of a mail, or nothing."""
    return _part(message_from_bytes(raw, policy=compat32), "text/plain")


def header_of(raw: bytes, name: str) -> str:
    """Return one header of a mail, decoded, or nothing."""
    head = raw.partition(b"\r\n\r\n")[0]
    return _header(message_from_bytes(head, policy=compat32), name)


def _header(message: "Message[str, str]", name: str) -> str:
    value = _FOLD.sub(" ", str(message[name] or "")).strip()
    return str(make_header(decode_header(value))) if "=?" in value else value


def _part(message: "Message[str, str]", kind: str) -> str:
    for part in message.walk():
        if part.get_content_type() == kind:
            content = part.get_payload(decode=True)
            return bytes(content or b"").decode().replace("\r\n", "\n")
    return ""


def _card(content: str) -> Card | None:
    """Return what stands in a calendar part of ours: its event begins after the time zone."""
    lines = _FOLD.sub("", content).split("\n")
    if "BEGIN:VEVENT" not in lines:
        return None
    said = dict(line.partition(":")[::2] for line in lines[lines.index("BEGIN:VEVENT") :])
    named = {name.partition(";")[0]: (name, value) for name, value in said.items()}
    if "DTSTART" not in named:
        return None
    organizer, mailto = named["ORGANIZER"]
    return Card(
        method=next(line for line in lines if line.startswith("METHOD:")).partition(":")[2],
        uid=said["UID"],
        sequence=int(said["SEQUENCE"]),
        summary=said["SUMMARY"],
        starts_at=_moment(*named["DTSTART"]),
        ends_at=_moment(*named["DTEND"]),
        place=said.get("LOCATION", ""),
        organizer=mailto.removeprefix("mailto:"),
        organizer_name=organizer.partition("CN=")[2].strip('"'),
    )


def _moment(name: str, value: str) -> datetime:
    zone = ZoneInfo(name.partition("TZID=")[2]) if "TZID=" in name else UTC
    return (
        datetime.strptime(value.rstrip("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=zone).astimezone(UTC)
    )
