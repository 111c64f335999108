from datetime import timedelta

import pytest

from service.domain.languages import Language
from service.domain.people import Person
from service.domain.readings import AskedMeeting, Context, Finding
from service.reading import read
from service.web.catcher import program
from service.web.catcher.shown import opened
from tests.web.catcher import mails

LATER = mails.STARTS_AT + timedelta(hours=20)
SAID = "Joo tavattiin, puoltoista tuntia"


def _context() -> Context:
    meeting = AskedMeeting(mails.STARTS_AT, 90, 1)
    return Context("attendance", LATER, language="fi", meeting=meeting)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_reply_quotes_the_letter_and_only_its_own_words_are_read(language: Language) -> None:
    person = Person(2, mails.EETU.email, mails.EETU.name, language)
    letter = opened(mails.a_question(language))
    raw = program.wire(program.reply(letter, person, SAID, LATER))
    reading = read(raw, _context())
    assert reading.text == SAID
    assert [(one.kind, one.minutes) for one in reading.findings] == [("held", 90)]
    assert reading.certain
    shown = opened(raw)
    assert (shown.to, shown.in_reply_to) == (letter.reply_to, letter.message_id)
    assert f"> {letter.text.strip().splitlines()[0]}" in shown.text


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("ACCEPTED", "accepted"), ("TENTATIVE", "tentative"), ("DECLINED", "declined")],
)
def test_a_calendar_answer_is_read_as_one(answer: program.Partstat, kind: str) -> None:
    letter = opened(mails.an_invitation())
    assert letter.card is not None
    raw = program.wire(program.calendar_answer(letter, letter.card, mails.EETU, answer, mails.NOW))
    reading = read(raw, Context("invitation", mails.NOW))
    assert reading.source == "calendar"
    assert reading.certain
    found = reading.findings[0]
    assert (found.kind, found.uid, found.sequence, found.attendee) == (
        kind,
        "m7@oksa.example.org",
        2,
        mails.EETU.email,
    )


def test_what_is_sent_has_short_lines_and_no_eighth_bit() -> None:
    letter = opened(mails.an_invitation())
    assert letter.card is not None
    for message in (
        program.reply(letter, mails.EETU, "Ä" * 400, mails.NOW),
        program.calendar_answer(letter, letter.card, mails.EETU, "ACCEPTED", mails.NOW),
    ):
        raw = program.wire(message)
        assert raw.isascii()
        assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    found: tuple[Finding, ...] = read(raw, Context("invitation", mails.NOW)).findings
    assert len(found) == 1
