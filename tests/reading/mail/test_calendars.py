"""Which part of a mail is a calendar's answer, and which only came along."""

import pytest

from service.reading.mail.calendars import calendar_in
from service.reading.mail.message import parse
from service.reading.mail.source import source_of

EVENT = """BEGIN:VCALENDAR
METHOD:{method}
BEGIN:VEVENT
UID:m1@example.org
DTSTART:20260317T150000Z
ORGANIZER:mailto:{organizer}
ATTENDEE;PARTSTAT=DECLINED:mailto:anna@example.org
END:VEVENT
END:VCALENDAR
"""
MAIL = """From: Anna <{sender}>
Subject: {subject}
Content-Type: multipart/mixed; boundary=x

--x

{words}
--x
Content-Type: {kind}
Content-Disposition: {where}

{event}--x--
"""


def mail(
    kind: str = "text/calendar", where: str = "attachment", subject: str = "Re: Kutsu",
    words: str = "Kyllä, tulen.", method: str = "REQUEST", sender: str = "anna@example.org",
    organizer: str = "oksa@example.org",
) -> str:  # fmt: skip
    event = EVENT.format(method=method, organizer=organizer)
    return MAIL.format(
        kind=kind, where=where, subject=subject, words=words, sender=sender, event=event
    )


def source(raw: str) -> str:
    return source_of(parse(raw.encode()))


def test_an_event_attached_to_a_reply_is_no_answer_of_a_calendar() -> None:
    assert source(mail()) == "person"
    assert source(mail(method="PUBLISH", organizer="train@example.com")) == "person"
    assert calendar_in(parse(mail().encode())) is None


@pytest.mark.parametrize(
    "raw",
    [
        mail(method="REPLY"),
        mail(method="COUNTER"),
        mail(method="CANCEL"),
        mail(where="inline"),
        mail(subject="Kutsu: Tapaaminen"),
        mail(words=""),
        mail(organizer="anna@example.org"),
        mail(kind="application/octet-stream; name=invitation.ics", method="REPLY"),
        mail(kind="text/plain; name=reply.ics", method="REPLY"),
    ],
)
def test_a_calendar_speaks(raw: str) -> None:
    assert source(raw) == "calendar"


def test_a_file_of_another_type_is_no_invitation() -> None:
    raw = mail(kind="application/octet-stream; name=a.ics", subject="Lippu", method="PUBLISH")
    assert source(raw) == "person"


def test_outlooks_own_wrapping_may_hide_an_answer() -> None:
    raw = "From: anna@example.org\nSubject: Tapaaminen\nContent-Type: application/ms-tnef\n\n{}"
    assert source(raw.format("IPM.Microsoft Schedule.MtgRespP")) == "calendar"
    assert source(raw.format("IPM.Note")) == "person"
