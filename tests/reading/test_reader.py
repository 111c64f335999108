from email.message import EmailMessage
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.domain.readings import Reading
from service.reading import read, reply_text
from service.reading.mail.message import parse
from service.reading.reader import _read
from tests.reading.given import after, before, short

SIZE = 200_000
HEAD = b"From: Anna <anna@example.org>\r\nSubject: Re: Tapasitteko?\r\n"
PLAIN = HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
PAGE = HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n"
HOSTILE = {
    "one letter": PLAIN + b"a" * SIZE,
    "quote marks": PLAIN + b"> " * (SIZE // 2),
    "new lines": PLAIN + b"\n" * SIZE,
    "numbers": PLAIN + b"1, " * (SIZE // 3),
    "dots": PLAIN + b"1." * (SIZE // 2),
    "clocks": PLAIN + b"klo " * (SIZE // 4),
    "joins": PLAIN + b"7 and " * (SIZE // 6),
    "headers": PLAIN + b"From: a\n" * (SIZE // 8),
    "attributions": PLAIN + b"On 1 wrote\n" * (SIZE // 11),
    "divs": PAGE + b"<div>" * (SIZE // 5),
    "paragraphs": PAGE + b"<p>a" * (SIZE // 4),
    "rules": PAGE + b"<div style='border-top:solid'>" * (SIZE // 30),
    "subject": b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nhei",
    "parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 25_000,
    "nested": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3_000)
    ),
    "events": b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 15_000,
}


def mail(text: str, **headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Anna Virtanen <anna@example.org>"
    message["Subject"] = "Re: Tapasitteko?"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def test_reads_a_reply() -> None:
    reading = read(mail("Joo tavattiin, puoltoista tuntia\n\nAnna"), after())
    assert (reading.source, reading.language, reading.certain) == ("person", "fi", True)
    assert reading.text == "Joo tavattiin, puoltoista tuntia"
    assert [short(one) for one in reading.findings] == [("held", 90)]


def test_the_evidence_stands_in_the_text() -> None:
    reading = read(mail("Hei! Tavattiin eilen, tunti. Seuraava 14.5. klo 17."), after())
    assert [one.evidence in reading.text for one in reading.findings] == [True, True]


def test_the_writers_own_absence_is_told_by_name() -> None:
    reading = read(mail("en itse päässyt, tunti"), after("attendance", "fi", "Anna", "Elias"))
    assert [short(one) for one in reading.findings] == [("held", 60, ("Anna",))]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bodies_are_never_certain_and_soon_done(name: str) -> None:
    began = process_time()
    reading = read(HOSTILE[name], after())
    assert (reading.certain, process_time() - began < 5) == (False, True)


def test_a_very_long_reply_is_never_certain() -> None:
    assert read(mail("Joo tavattiin. " + "Oli mukavaa. " * 500), after()).certain is False


def test_a_lie_about_the_charset_does_no_harm() -> None:
    head = b"From: a@example.org\nContent-Type: text/plain; charset=us-ascii\n\n"
    assert reply_text(head + "Kyllä, nähtiin".encode()) == "Kyllä, nähtiin"
    assert reply_text(head + "Kyllä, nähtiin".encode("latin-1")) == "Kyllä, nähtiin"


def test_soft_line_breaks_are_joined() -> None:
    head = b"From: a@example.org\nContent-Type: text/plain; format=flowed\n\n"
    assert reply_text(head + b"Joo tavattiin \neilen") == "Joo tavattiin eilen"


def test_only_the_text_outside_a_forwarded_message_is_read() -> None:
    inner = mail("Ei tavattu")
    head = b"From: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\n"
    raw = head + b"--x\n\nKyll=E4\n--x\nContent-Type: message/rfc822\n\n" + inner + b"\n--x--\n"
    assert "Ei tavattu" not in reply_text(raw)


@settings(max_examples=300, deadline=None)
@example(b"(?")  # a question mark after nothing that is a word
@given(st.binary(max_size=400))
def test_any_bytes_give_a_reading(raw: bytes) -> None:
    assert isinstance(_read(parse(raw), after()), Reading)


PIECES = st.sampled_from([
    "joo", "ei", "klo", "17", "14.4.", "31.2", "ke", "to", "puoli", "viisi", "1,5", "h", "vecka",
    "53", "99", "€", "x", "och", "en", "halv", "timme", "half", "past", "next", "Friday", "week",
    "tai", "?", ".", "joka", "kuun", "toinen", "tiistai", "kertaa", "siirretään", "-", "/", ":",
    "från", "till", "kaikki", "paitsi", "Anna", "not", "instead", "of", "the", "9:e", "28.",
    "päivä", "4/11", "om", "två",
])  # fmt: skip
ASKED = st.sampled_from(["attendance", "invitation", "times", "expense", "echo", "none"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25), ASKED)
def test_any_words_give_a_reading(pieces: list[str], asked: str) -> None:
    context = after(asked, "fi", "Anna", "Elias")  # type: ignore[arg-type]
    assert isinstance(_read(parse(mail(" ".join(pieces))), context), Reading)


def test_a_calendar_answer_needs_no_words() -> None:
    head = b"From: anna@example.org\nSubject: Accepted: Meeting\nContent-Type: text/calendar\n\n"
    event = (
        b"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:m1@example.org\nSEQUENCE:2\n"
        b"ATTENDEE;PARTSTAT=DECLINED:mailto:anna@example.org\nCOMMENT:kavisiko pe 10.4. klo 12?\n"
        b"END:VEVENT\nEND:VCALENDAR\n"
    )
    reading = read(head + event, before())
    assert (reading.source, reading.findings[0].kind) == ("calendar", "declined")
    assert (reading.findings[0].uid, reading.findings[0].sequence) == ("m1@example.org", 2)


@pytest.mark.parametrize(
    ("words", "kinds"), [("Vi får tyvärr ställa in, jag är sjuk.", ["cancelled"]), ("", [])]
)
def test_a_calendars_own_event_called_off_says_what_is_written_beside_it(
    words: str, kinds: list[str]
) -> None:
    head = (
        b"From: anna@example.org\nContent-Type: multipart/alternative; boundary=x\n\n"
        b"--x\nContent-Type: text/plain; charset=utf-8\n\n" + words.encode() + b"\n"
        b"--x\nContent-Type: text/calendar; method=CANCEL\n\n"
    )
    event = (
        b"BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nUID:own@example.org\nSEQUENCE:1\n"
        b"DTSTART:20260408T140000Z\nEND:VEVENT\nEND:VCALENDAR\n--x--\n"
    )
    reading = read(head + event, before("invitation", "sv"))
    assert reading.source == "calendar"
    assert ([one.kind for one in reading.findings], reading.certain) == (kinds, bool(kinds))


def test_a_refusal_stays_one_whatever_else_its_comment_seems_to_say() -> None:
    head = b"From: anna@example.org\nSubject: Declined\nContent-Type: text/calendar\n\n"
    event = (
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:m1@example.org\nSEQUENCE:2\n"
        "ATTENDEE;PARTSTAT=DECLINED:mailto:anna@example.org\n"
        "COMMENT:Barnvaktskris\\, ja det är sant igen...\nEND:VEVENT\nEND:VCALENDAR\n"
    ).encode()
    reading = read(head + event, before("invitation", "sv"))
    assert ([one.kind for one in reading.findings], reading.certain) == (["declined"], True)
