"""Mails that are made to break whoever reads them, each within the door's 10 MB (S2)."""

import base64
import gzip
from collections.abc import Mapping

TOP = "From: Pommi <pommi@example.org>\r\nTo: {to}\r\nMessage-ID: <{name}@bombs.example.org>\r\n"
M = 1_000_000
QUOTED = b"Content-Transfer-Encoding: quoted-printable\r\n"
BASE64 = b"Content-Transfer-Encoding: base64\r\n"
MIXED = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
HTML = b"Content-Type: text/html\r\n\r\n"
PLAIN = b"Content-Type: text/plain\r\n"
CALENDAR = b"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n"
EVENT = (
    b"BEGIN:VEVENT\r\nUID:m1@oksa.example.org\r\nRRULE:FREQ=SECONDLY;COUNT=999999999\r\n"
    b"DTSTART:20270209T150000Z\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:pommi@example.org\r\n"
    b"END:VEVENT\r\n"
)


def bombs(to: str) -> Mapping[str, bytes]:
    """Return all bombs by name, each sent to one address."""
    made = {**_headers(), **_shapes(), **_bodies(), **_calendars(), **_charsets()}
    return {
        name: TOP.format(to=to, name=name.replace(" ", ".")).encode() + bomb
        for name, bomb in made.items()
    }


def _headers() -> dict[str, bytes]:
    return {
        "a subject of 1 MB": b"Subject: " + b"x" * M + b"\r\n\r\njoo\r\n",
        "a flood of encoded words": b"Subject: "
        + b"=?utf-8?q?=C3=A4?=\r\n " * 50_000
        + b"\r\n\r\n",
        "open encoded words": b"Subject: " + b"=?" * 500_000 + b"\r\n\r\njoo\r\n",
        "a hundred thousand headers": b"X-Y: z\r\n" * 100_000 + b"\r\njoo\r\n",
        "a header without end": b"X: y\r\n y" * 1_000_000,
        "recipients without end": b"Cc: " + b"a@example.org, " * 50_000 + b"\r\n\r\njoo\r\n",
        "open quotes": b"Cc: " + b'"\\' * 8_000 + b"\r\n\r\njoo\r\n",
        "parameters": PLAIN.rstrip() + b';a="\\"' * 2_500 + b"\r\n\r\njoo\r\n",
        "a part of headers": MIXED + b"--b\r\n" + b"X: y\r\n" * 1_500_000,
    }


def _shapes() -> dict[str, bytes]:
    def nested(levels: int, space: bytes = b" ") -> bytes:
        level = b"Content-Type:%smultipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
        return b"".join(level % (space, number, number) for number in range(levels))

    report = b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
    return {
        "multiparts in multiparts": nested(20_000),
        "folded multiparts in multiparts": nested(20_000, b"\r\n "),
        "twenty levels over many lines": nested(19) + b"\r\nx\r\n" * 1_800_000,
        "forwarded mail in forwarded mail": b"Content-Type: message/rfc822\r\n\r\n" * 200_000,
        "a boundary without end": MIXED + b"--b\r\n" * 1_500_000,
        "a boundary of 9 MB": MIXED + b"--b" + b" " * 9 * M + b"x\r\n",
        "two thousand texts": MIXED + (b"--b\r\n\r\n" + b"nahtiin eilen " * 300 + b"\r\n") * 2_000,
        "a report on everybody": report
        + b"Content-Type: message/delivery-status\r\n\r\n"
        + b"Final-Recipient: rfc822; a@example.org\r\nStatus: 5.1.1\r\n\r\n" * 130_000,
    }


def _bodies() -> dict[str, bytes]:
    packed = base64.encodebytes(gzip.compress(b"\0" * 300 * M, 1))
    zipped = b"Content-Type: application/zip; name=kuitti.zip\r\n" + BASE64
    return {
        "base64 of 9 MB": PLAIN + BASE64 + b"\r\n" + base64.encodebytes(b"\0" * 6_500_000),
        "base64 in single letters": PLAIN + BASE64 + b"\r\n" + b"a\r\n" * 3 * M,
        "a zip of 300 MB": zipped + b"\r\n" + packed,
        "quoted lines": PLAIN + QUOTED + b"\r\n" + b"=C3=A4=\r\n" * M,
        "an equals sign of 9 MB": PLAIN + QUOTED + b"\r\n" + b"=" * 9 * M,
        "tables in tables": HTML + b"<table><tr><td>" * 330_000,
        "bold in italics": HTML + b"<b><i><p>" * 500_000,
        "quotes in quotes": HTML + b"<div class=gmail_quote><div id=appendonsend>" * 100_000,
        "marks upon marks": PLAIN.rstrip()
        + b"; charset=utf-8\r\n\r\na"
        + b"\xcc\x96\xcc\x81" * 32_000,
        "nothing but NUL": b"\r\n" + b"\0" * 9 * M,
        "lone carriage returns": b"\r\n" + b"joo\r" * 2 * M,
        "a line of 9 MB": b"\r\n" + b"a" * 9 * M,
        "ten million lines": b"\r\n" + b"\n" * 9_900_000,
        "dates without end": b"\r\n" + b"1.1.2027 klo 17, " * 7_000,
    }


def _calendars() -> dict[str, bytes]:
    return {
        "ten thousand events": CALENDAR + EVENT * 10_000 + b"END:VCALENDAR\r\n",
        "a rule without end": CALENDAR + EVENT + b"END:VCALENDAR\r\n",
        "events in events": CALENDAR + b"BEGIN:VEVENT\r\n" * 60_000,
        "a calendar of parameters": CALENDAR
        + EVENT[:38]
        + b"ATTENDEE"
        + b";X=1" * 240_000
        + b":mailto:a@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    }


def _charsets() -> dict[str, bytes]:
    names = (b"utf-7", b"unknown-8bit", b"zlib", b"idna", b"unicode_escape", b"x" * 5_000)
    return {
        f"charset {name[:14].decode()}": PLAIN.rstrip()
        + b"; charset="
        + name
        + b"\r\nSubject: =?"
        + name
        + b"?q?=41?=\r\n\r\n"
        + b"+AGE-\x1b$B" * 20_000
        for name in names
    }
