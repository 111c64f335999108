"""What a calendar's answer says, with and without its object, and with words beside it."""

from datetime import datetime

import pytest

from service.domain.readings import AskedMeeting, Context, Reading
from service.reading.reader import read

MEETING = AskedMeeting(datetime.fromisoformat("2026-03-17T17:00:00+02:00"), 60, 2)
ASKED = Context("invitation", datetime.fromisoformat("2026-03-11T09:12:00+02:00"), meeting=MEETING)
REPLY = """Content-Type: text/calendar; charset=utf-8

BEGIN:VCALENDAR
METHOD:REPLY
BEGIN:VEVENT
UID:m1@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@example.org
COMMENT:{comment}
END:VEVENT
END:VCALENDAR
"""


def heard(rest: str) -> Reading:
    return read(f"From: Anna <anna@example.org>\n{rest}".encode(), ASKED)


def by_subject(subject: str, words: str = "") -> tuple[list[str], bool]:
    kind = "Content-Type: text/plain; charset=utf-8"
    reading = heard(f"Subject: {subject}\n{kind}\n\n{words}")
    assert reading.source == "calendar"
    return [one.kind for one in reading.findings], reading.certain


def test_a_subject_alone_tells_who_answers() -> None:
    (finding,) = heard("Subject: Accepted: Meeting 2\n\n").findings
    assert (finding.kind, finding.attendee) == ("accepted", "anna@example.org")


def test_words_under_a_subject_count_like_a_comment() -> None:
    refused = by_subject("Hylätty: Tapaaminen 2", "En pääse, kävisikö ke 18.3. klo 17?")
    assert refused == (["declined", "moved"], True)
    assert by_subject("Accepted: Meeting 2", "Thanks!") == (["accepted"], True)
    assert by_subject("Accepted: Meeting 2", "Sorry, I cannot come.")[1] is False
    assert by_subject("Accepted: Meeting 2", "When: Tuesday, 17 March 2026 17:00-18:00\nWhere: A")[
        1
    ]
    assert by_subject("Hyväksytty: Tapaaminen 2", "Anna hyväksyi kutsun.\nti 17.3. klo 17")[1]


@pytest.mark.parametrize(
    ("comment", "certain"),
    [
        ("I can only come on Wednesday 18 March at 17:00.", False),
        ("Voin vain ke 18.3. klo 17", False),
        ("Pääsen vasta 17.30", False),
        ("Jag kan bara onsdag 18.3 kl 17", False),
        ("See you Tuesday at 17", True),
        ("Kiitos!", True),
        ("I will be 15 min late", True),
    ],
)
def test_an_acceptance_whose_comment_names_another_time_is_asked_back(
    comment: str, certain: bool
) -> None:
    reading = heard(REPLY.format(comment=comment))
    assert reading.findings[0].kind == "accepted"
    assert reading.certain is certain
