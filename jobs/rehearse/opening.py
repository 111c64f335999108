"""Opening mails as a mail program does, many a second: our letters, and the rehearsal's own.

The email package takes any mail apart, and slowly: it compiles a pattern for every boundary.
These mails are all whole, with CRLF, and in UTF-8.
"""

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate_to_datetime
from quopri import decodestring
from zoneinfo import ZoneInfo

from service.web.catcher.shown import Card, Shown

_FOLD = re.compile(r"\r?\n[ \t]")
_BOUNDARY = re.compile(r"boundary=\"?([^\";]+)")


@dataclass(frozen=True)
class _Part:
    """A part that holds no others; header names are in lower case."""

    headers: Mapping[str, str]
    body: bytes

    def is_a(self, kind: str) -> bool:
        return self.headers.get("content-type", "text/plain").startswith(kind)

    def text(self) -> str:
        match self.headers.get("content-transfer-encoding", "").lower():
            case "base64":
                content = b64decode(self.body)
            case "quoted-printable":
                content = decodestring(self.body)
            case _:
                content = self.body
        return content.decode().replace("\r\n", "\n")


def opened(raw: bytes) -> Shown:
    """Return a letter of ours, opened; without its HTML, which nobody quotes."""
    headers = _headers(raw)
    parts = list(_parts(raw))
    name, address = parseaddr(_decoded(headers, "From"))
    return Shown(
        subject=_decoded(headers, "Subject"),
        sender=name or address,
        sender_address=address,
        reply_to=parseaddr(_decoded(headers, "Reply-To") or _decoded(headers, "From"))[1],
        to=parseaddr(_decoded(headers, "To"))[1],
        written_at=parsedate_to_datetime(_decoded(headers, "Date")),
        message_id=_decoded(headers, "Message-ID"),
        in_reply_to=_decoded(headers, "In-Reply-To"),
        text=_text(parts, "text/plain"),
        html="",
        card=_card(_text(parts, "text/calendar")),
    )


def text_of(raw: bytes) -> str:
    """Return the plain text of a mail, or nothing."""
    return _text(_parts(raw), "text/plain")


def header_of(raw: bytes, name: str) -> str:
    """Return one header of a mail, decoded, or nothing."""
    return _decoded(_headers(raw), name)


def _headers(raw: bytes) -> dict[str, str]:
    head = _FOLD.sub(" ", raw.partition(b"\r\n\r\n")[0].decode())
    pairs = (line.partition(":") for line in head.split("\r\n"))
    return {name.lower(): value.strip() for name, _, value in pairs}


def _decoded(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name.lower(), "")
    return str(make_header(decode_header(value))) if "=?" in value else value


def _parts(raw: bytes) -> Iterator[_Part]:
    headers, body = _headers(raw), raw.partition(b"\r\n\r\n")[2]
    content_type = headers.get("content-type", "")
    boundary = _BOUNDARY.search(content_type) if content_type.startswith("multipart/") else None
    if boundary is None:
        yield _Part(headers, body)
        return
    inside = b"\r\n" + body.partition(f"\r\n--{boundary[1]}--".encode())[0]
    for piece in inside.split(f"\r\n--{boundary[1]}\r\n".encode())[1:]:
        yield from _parts(piece)


def _text(parts: Iterable[_Part], kind: str) -> str:
    return next((part.text() for part in parts if part.is_a(kind)), "")


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
