"""The calendar message in a mail: the first part that is usable, within the bounds of S12."""

from collections.abc import Iterator
from email.message import Message

from service.domain.invitations import CalendarMessage
from service.reading.mail.envelope import sender_of
from service.reading.mail.itip import MAX_BYTES, calendar_message
from service.reading.mail.message import Mail, payload
from service.reading.mail.subject import is_reply

CALENDAR_TYPES = ("text/calendar", "application/ics")
_ANSWERS = ("REPLY", "COUNTER", "REFRESH")
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")


def calendar_in(mail: Mail) -> CalendarMessage | None:
    """Return what a mail's calendar says, the same one in two shapes counting once (C3)."""
    return next((one for one in _messages(mail) if one is not None), None)


def holds_answer(mail: Mail) -> bool:
    """Return whether a calendar part stands in a mail, if only one that nobody can read."""
    return any(True for _ in _messages(mail))


def hides_answer(mail: Mail) -> bool:
    """Return whether Outlook's own wrapping holds a calendar's message (MS-OXTNEF)."""
    return any(b"Schedule.M" in payload(part)[:4_000] for part in mail.parts if is_winmail(part))


def is_winmail(part: Message) -> bool:
    """Return whether a part is Outlook's own wrapping, winmail.dat."""
    return part.get_content_type() in _TNEF or _file_name(part) == "winmail.dat"


def _messages(mail: Mail) -> Iterator[CalendarMessage | None]:
    """Yield each calendar part's message, None where it is past reading."""
    left = MAX_BYTES  # of all of them together
    for part in mail.parts:
        is_typed = part.get_content_type() in CALENDAR_TYPES
        if not is_typed and not _file_name(part).endswith(".ics"):
            continue
        content = payload(part)
        left -= len(content)
        message = calendar_message(content) if left >= 0 else None
        # A file of any other type counts as an answer only, which SOGo and gateways send so.
        is_answer = message is not None and message.method in _ANSWERS
        if is_answer or (is_typed and not _is_enclosed(part, message, mail)):
            yield message


def _is_enclosed(part: Message, message: CalendarMessage | None, mail: Mail) -> bool:
    """Return whether an event was only attached to a reply: our invitation, a train ticket."""
    if message is None or message.method == "CANCEL" or not mail.text.strip():
        return False
    is_apart = str(part.get("Content-Disposition", "")).lower().startswith("attachment")
    return is_apart and is_reply(mail) and message.organizer != sender_of(mail)


def _file_name(part: Message) -> str:
    """Return the name that a part is given, asked for only where its headers speak of one."""
    told = f"{part.get('Content-Disposition', '')} {part.get('Content-Type', '')}"
    return (part.get_filename() or "").lower() if "name" in told.lower() else ""
