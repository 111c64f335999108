"""The calendar message in a mail: the first part that is usable, within the bounds of S12."""

from service.domain.invitations import CalendarMessage
from service.reading.mail.itip import MAX_BYTES, calendar_message
from service.reading.mail.message import Mail, payload

CALENDAR_TYPES = ("text/calendar", "application/ics")


def calendar_in(mail: Mail) -> CalendarMessage | None:
    """Return what a mail's calendar says, the same one in two shapes counting once (C3)."""
    left = MAX_BYTES  # of all of them together
    for part in mail.parts:
        if part.get_content_type() in CALENDAR_TYPES:
            content = payload(part)
            left -= len(content)
            message = calendar_message(content) if left >= 0 else None
            if message is not None:
                return message
    return None
