"""The iCalendar object of an invitation or a cancellation (contracts/calendar.md I1, I4 to I9)."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from service.domain.invitations import Acceptance, Guest, Invitation, Mailbox
from service.domain.languages import Language
from service.mail.zones import vtimezone

PRODID = "-//Oksa//Oksa 1//EN"
WIDTH = 75  # octets a line, RFC 5545 §3.1
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
IN_ADDRESS = "@!$&'*+/=?^`{|}~"

TITLE: dict[Language, str] = {"fi": "Mentorointi", "sv": "Mentorskap", "en": "Mentoring"}
INVITED: dict[Language, str] = {
    "fi": "Mentoroinnin tapaaminen {number}/{of}.\n"
    "Jos aika ei sovi, vastaa kutsuun omin sanoin, niin sovitaan uusi.",
    "sv": "Mentorskapsträff {number}/{of}.\n"
    "Om tiden inte passar, svara på inbjudan med egna ord så hittar vi en ny.",
    "en": "Mentoring meeting {number}/{of}.\n"
    "If the time does not suit you, answer the invitation in your own words.",
}
CANCELLED: dict[Language, str] = {
    "fi": "Tapaaminen {number}/{of} on peruttu.",
    "sv": "Träffen {number}/{of} är inställd.",
    "en": "Meeting {number}/{of} is cancelled.",
}


def calendar_object(invitation: Invitation) -> bytes:
    """Return the VCALENDAR of one meeting for one person, ready to be a part of their letter."""
    lines = [
        "BEGIN:VCALENDAR",
        f"PRODID:{PRODID}",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        f"METHOD:{invitation.method}",
    ]
    if invitation.method == "DECLINECOUNTER":
        return _octets([*lines, *_declined(invitation), "END:VCALENDAR"])
    zone = vtimezone(invitation.timezone, invitation.starts_at)
    event = ["BEGIN:VEVENT", *_what(invitation), *_when(invitation), *_who(invitation)]
    return _octets(lines) + zone + _octets([*event, "END:VEVENT", "END:VCALENDAR"])


def acceptance_object(acceptance: Acceptance) -> bytes:
    """Return the VCALENDAR by which the service accepts a participant's own event (P15)."""
    lines = [
        "BEGIN:VCALENDAR",
        f"PRODID:{PRODID}",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        f"METHOD:{acceptance.method}",
        "BEGIN:VEVENT",
        f"UID:{_text(_flat(acceptance.uid))}",
        f"SEQUENCE:{acceptance.sequence}",
        f"DTSTAMP:{_utc(acceptance.stamped_at)}",
        f"DTSTART:{_utc(acceptance.starts_at)}",
        f"DTEND:{_utc(acceptance.ends_at)}",
        f"SUMMARY:{_text(_flat(acceptance.summary))}",
        f"ORGANIZER{_named(acceptance.organizer)}",
        f"ATTENDEE;PARTSTAT=ACCEPTED{_named(acceptance.attendee)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return _octets(lines)


def summary(invitation: Invitation) -> str:
    """Return the event's title in the recipient's language, with both names when it is a pair's."""
    if invitation.title:
        return _flat(invitation.title)
    title = f"{TITLE[invitation.language]} {invitation.number}/{invitation.of}"
    names = [_flat(guest.name) for guest in invitation.attendees]
    return f"{title}: {' & '.join(names)}" if len(names) == 2 and all(names) else title


def _what(invitation: Invitation) -> list[str]:
    cancelled = invitation.method == "CANCEL"
    texts = CANCELLED if cancelled else INVITED
    counted = texts[invitation.language].format(number=invitation.number, of=invitation.of)
    words = invitation.about or counted
    place, url = _flat(invitation.place), "".join(_flat(invitation.url).split())
    # Calendars show a video link in one of the two, and not the same one (I8).
    where = place if url in place else ", ".join(filter(None, (place, url)))
    return [
        f"UID:{_text(_flat(invitation.uid))}",
        f"SEQUENCE:{invitation.sequence}",
        f"SUMMARY:{_text(summary(invitation))}",
        f"DESCRIPTION:{_text(words)}",
        *([f"LOCATION:{_text(where)}"] if where else []),
        *([f"URL:{url}"] if url else []),
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "TRANSP:OPAQUE",
    ]


def _declined(invitation: Invitation) -> list[str]:
    """Return what RFC 5546 §3.2.8 lets a refused counter-proposal say: which event, and no more.

    Not even its SEQUENCE: libical refuses one here.
    """
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(_flat(invitation.uid))}",
        f"DTSTAMP:{_utc(invitation.stamped_at)}",
        f"ORGANIZER{_named(invitation.organizer)}",
        "END:VEVENT",
    ]


def _when(invitation: Invitation) -> list[str]:
    starts_at = invitation.starts_at.astimezone(UTC)
    return [
        f"DTSTAMP:{_utc(invitation.stamped_at)}",
        f"CREATED:{_utc(invitation.created_at)}",
        f"LAST-MODIFIED:{_utc(invitation.stamped_at)}",
        f"DTSTART{_local(starts_at, invitation.timezone)}",
        f"DTEND{_local(starts_at + timedelta(minutes=invitation.minutes), invitation.timezone)}",
    ]


def _who(invitation: Invitation) -> list[str]:
    organizer = invitation.organizer
    return [
        f"ORGANIZER{_named(organizer)}",
        *(
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT"
            f";PARTSTAT={guest.partstat};RSVP=TRUE{_named(guest)}"
            for guest in _listed(invitation)
        ),
    ]


def _listed(invitation: Invitation) -> tuple[Guest, ...]:
    """Return who stands in the event: everyone, but in a cancellation the recipient alone (I6)."""
    if invitation.method == "REQUEST":
        return invitation.attendees
    to = invitation.to
    own = (one for one in invitation.attendees if one.address.lower() == to.address.lower())
    return (next(own, Guest(to.name, to.address)),)


def _named(someone: Mailbox | Guest) -> str:
    """Return CN and address; a quoted value may hold anything but quotes and controls."""
    name = _flat(someone.name).replace('"', "'")
    address = quote(_flat(someone.address), safe=IN_ADDRESS)
    return f';CN="{name}":mailto:{address}' if name else f":mailto:{address}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _local(moment: datetime, timezone: str) -> str:
    """Return a moment by its zone's clock; in UTC when that clock shows the hour a second time."""
    wall = moment.astimezone(ZoneInfo(timezone))
    return f":{_utc(moment)}" if wall.fold else f";TZID={timezone}:{wall:%Y%m%dT%H%M%S}"


def _flat(text: str) -> str:
    return " ".join(CONTROL.sub(" ", text).split())


def _text(text: str) -> str:
    """Return a TEXT value, escaped (RFC 5545 §3.3.11)."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _octets(lines: list[str]) -> bytes:
    return b"".join(_folded(line.encode("utf-8", "replace")) for line in lines)


def _folded(line: bytes) -> bytes:
    """Return a line in pieces of at most 75 octets, never cut within a letter."""
    pieces, start, room = [], 0, WIDTH
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:  # within a letter of several octets
            end -= 1
        pieces.append(line[start:end])
        start, room = end, WIDTH - 1
    return b"\r\n ".join([*pieces, line[start:]]) + b"\r\n"
