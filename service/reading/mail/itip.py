"""Calendar messages as clients send them: dirt in, one clean value out (contracts/calendar.md)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from icalendar import vDuration
from icalendar.parser import Contentline
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from service.domain.invitations import CalendarMessage, Guest, Partstat
from service.reading.mail.told_zones import told_offset

MAX_BYTES = 1_000_000
MAX_COMPONENTS = 50
MAX_PROPERTIES = 200
MAX_LINE = 20_000
MAX_TEXT = 4_000
MAX_ADDRESS = 320
OWN = ("REQUEST", "CANCEL", "PUBLISH")  # what a participant's own calendar may send (P15)
PARTSTATS: dict[str, Partstat] = {one: one for one in get_args(Partstat)}

BEGIN = re.compile(rb"BEGIN:VCALENDAR", re.IGNORECASE)
END = b"END:VCALENDAR"
NEWLINES = re.compile(rb"[\r\n]+")
FOLD = re.compile(rb"\n[ \t]")
NAME = re.compile(r"\s{0,9}([A-Za-z-]{1,60})\s{0,9}[:;]")
ADDRESS = re.compile(r"""[^\s<>"',;:]+@[^\s<>"',;:]+""")
MOMENT = re.compile(r"[0-9]{8}T[0-9]{6}Z?")
DIGITS = re.compile(r"\+?\d{1,9}")

SERIES = {"RRULE", "RDATE", "RECURRENCE-ID"}
WANTED = SERIES | {
    "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "ATTENDEE", "COMMENT", "SUMMARY",
    "ORGANIZER", "LOCATION", "URL",
}  # fmt: skip

Property = tuple[str, dict[str, str], str]
Event = list[Property]
Answer = tuple[str, str | None]


def calendar_message(payload: bytes) -> CalendarMessage | None:
    """Return what one calendar payload says, or None when no usable VEVENT stands in it.

    Never raises. Only the few lines of a VEVENT that answers are made of are read, one by one:
    a broken line costs itself alone, and no rule is ever expanded. VTIMEZONEs are not given to
    icalendar, which would expand theirs and keep them for the whole process; what they tell is
    asked only for a zone whose name nobody knows.
    """
    if len(payload) > MAX_BYTES:
        return None
    lines = _lines(payload)
    method, events = _walk(lines)
    messages = [(_message(method, event, lines), _answers(event)) for event in events]
    usable = [(one, answers) for one, answers in messages if one.uid or answers]
    if not usable:
        return None
    first, answers = usable[0]
    # The same answer twice counts once; different ones in one message are several (C3, C8).
    named = {(one.uid, *answer) for one, said in usable for answer in said}
    attendee, partstat = answers[0] if answers else (None, None)
    return replace(
        first,
        attendee=attendee,
        partstat=partstat,
        attendees=len(named),
        recurring=any(one.recurring for one, _ in usable),
    )


def _lines(payload: bytes) -> list[str]:
    if payload.startswith((b"\xff\xfe", b"\xfe\xff")):
        payload = payload.decode("utf-16", "replace").encode()
    begin = BEGIN.search(payload)
    if begin is None:
        return []
    end = payload.upper().rfind(END)
    cut = payload[begin.start() : end if end > begin.start() else len(payload)]
    # Unfold before decoding: clients fold by octets, in the middle of an ä.
    octets = FOLD.sub(b"", NEWLINES.sub(b"\n", cut.replace(b"\0", b"")))
    try:
        return octets.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return octets.decode("latin-1").split("\n")


def _walk(lines: Iterable[str]) -> tuple[str, list[Event]]:
    """Return METHOD and each VEVENT's own properties; no events when there are too many parts."""
    method, inside, begun = "", [""], 0
    events: list[Event] = []
    for name, line in _named(lines):
        value = line.rpartition(":")[2].strip().upper()
        if name == "BEGIN":
            begun += 1
            inside.append(value)
            events.extend([[]] if value == "VEVENT" else [])
        elif name == "END" and value in inside:
            del inside[inside.index(value) :]
        elif inside[-1] == "VEVENT" and name in WANTED:
            events[-1].extend(_property(name, line) if len(events[-1]) < MAX_PROPERTIES else ())
        elif name == "METHOD" and "VEVENT" not in inside:
            method = method or value
    return method, events if begun <= MAX_COMPONENTS else []


def _named(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if match := NAME.match(line):
            yield match[1].upper(), line


def _property(name: str, line: str) -> list[Property]:
    """Return a line's name, parameters and value, or nothing for a line past mending."""
    if name in SERIES:
        return [(name, {}, "")]
    try:
        _, params, value = Contentline(line[:MAX_LINE]).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return []
    # A parameter with several values, such as MEMBER, is a list: nothing we ask for is.
    flat = {key: text for key, text in params.items() if isinstance(text, str)}
    return [(name, flat, value.strip()[:MAX_TEXT])]


def _message(method: str, event: Event, lines: list[str]) -> CalendarMessage:
    starts_at = _moment(event, "DTSTART", lines)
    return CalendarMessage(
        method=method,
        uid=_value(event, "UID") or None,
        sequence=_sequence(_value(event, "SEQUENCE")),
        stamped_at=_moment(event, "DTSTAMP", lines),
        comment=_comment(event),
        summary=_value(event, "SUMMARY"),
        starts_at=starts_at,
        ends_at=_moment(event, "DTEND", lines) or _end(starts_at, _value(event, "DURATION")),
        recurring=any(name in SERIES for name, _, _ in event),
        organizer=_address(_value(event, "ORGANIZER")) if method in OWN else "",
        guests=_guests(event) if method in OWN else (),
        place=_value(event, "LOCATION") if method in OWN else "",
        url=_value(event, "URL") if method in OWN else "",
    )


def _guests(event: Event) -> tuple[Guest, ...]:
    """Return whom a participant's own event invites, with their answers as the event has them."""
    found = {
        _address(value): (params.get("CN", ""), params.get("PARTSTAT", "").strip().upper())
        for name, params, value in event
        if name == "ATTENDEE"
    }
    return tuple(
        Guest(name, address, PARTSTATS.get(partstat, "NEEDS-ACTION"))
        for address, (name, partstat) in found.items()
    )


def _answers(event: Event) -> list[Answer]:
    found = [_answer(params, value) for name, params, value in event if name == "ATTENDEE"]
    return list(dict.fromkeys(found))


def _answer(params: dict[str, str], value: str) -> Answer:
    # Whoever answers for someone else is their delegate, whatever they answer (RFC 5546 §3.2.2.3).
    partstat = "DELEGATED" if "DELEGATED-FROM" in params else params.get("PARTSTAT", "")
    return _address(value), partstat.strip().upper() or None


def _address(value: str) -> str:
    address = ADDRESS.search(value[:MAX_ADDRESS])
    name = address[0] if address else value[:MAX_ADDRESS].lower().removeprefix("mailto:")
    return name.lower()


def _value(event: Event, wanted: str) -> str:
    return next((value for name, _, value in event if name == wanted), "")


def _comment(event: Event) -> str:
    """Return the words beside the answer; Google puts them in a parameter of ATTENDEE."""
    said = [value for name, _, value in event if name == "COMMENT"]
    beside = [params.get("X-RESPONSE-COMMENT", "") for name, params, _ in event]
    return "\n".join(dict.fromkeys(text for text in (*said, *beside) if text))


def _sequence(text: str) -> int | None:
    return int(text) if DIGITS.fullmatch(text) else None


def _moment(event: Event, wanted: str, lines: list[str]) -> datetime | None:
    """Return an aware moment in UTC; None for a day, and for a clock time in no known zone."""
    for name, params, value in event:
        if name == wanted and MOMENT.fullmatch(value):
            # DTSTAMP is UTC even where a client forgets to say so (RFC 5545 §3.8.7.2).
            in_utc = value.endswith("Z") or wanted == "DTSTAMP"
            return _utc(value.rstrip("Z"), "UTC" if in_utc else params.get("TZID", ""), lines)
    return None


def _utc(text: str, tzid: str, lines: list[str]) -> datetime | None:
    try:
        clock = datetime.strptime(text, "%Y%m%dT%H%M%S")
        zone = _zone(tzid) or told_offset(lines, tzid, clock)
        return clock.replace(tzinfo=zone).astimezone(UTC) if zone else None
    except (ValueError, OverflowError):
        return None


def _zone(tzid: str) -> ZoneInfo | None:
    """Return a zone by its own name, Windows' name, or a name behind a path as Evolution writes."""
    parts = tzid.split("/")
    for name in (WINDOWS_TO_OLSON.get(tzid, tzid), "/".join(parts[-3:]), "/".join(parts[-2:])):
        try:
            return ZoneInfo(name)
        except (ValueError, LookupError, OSError):  # OSError: the name of a folder, or too long
            continue
    return None


def _end(starts_at: datetime | None, duration: str) -> datetime | None:
    try:
        length = vDuration.from_ical(duration.upper()) if duration else None  # type: ignore[no-untyped-call]
        return starts_at + length if starts_at and isinstance(length, timedelta) else None
    except (ValueError, OverflowError):
        return None
