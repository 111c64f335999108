from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from service.domain.languages import LANGUAGES
from service.domain.readings import Asked, AskedMeeting, Context
from service.reading import read
from service.web.catcher import examples
from tests.web.catcher import mails

MEETING = mails.a_meeting()
BEFORE, AFTER = mails.NOW, mails.STARTS_AT + timedelta(hours=20)
CASES: list[tuple[str, Asked, datetime, list[set[str]]]] = [
    ("receipt", "receipt", BEFORE, [set(), set()]),
    ("pair_intro_actor", "times", BEFORE, [{"planned"}, {"planned"}]),
    ("new_time", "times", BEFORE, [{"planned"}]),
    ("invitation", "invitation", BEFORE, [{"accepted"}, {"moved"}, {"declined"}]),
    ("will_you_come", "invitation", BEFORE, [{"accepted"}, {"moved"}, {"declined"}]),
    ("did_you_meet", "attendance", AFTER, [{"held"}, {"moved"}]),
    ("proposal", "proposal", BEFORE, [{"accepted"}, {"declined"}]),
    ("agreement", "agreement", BEFORE, [{"agreed"}]),
    ("agreement_changed", "agreement", BEFORE, [{"agreed"}]),
    ("preparation", "preparation", BEFORE, [{"preparation"}, {"preparation"}]),
    ("event_invitation", "invitation", BEFORE, [{"accepted"}, {"declined"}]),
    ("expense_start", "expense", AFTER, [{"expense"}, set()]),
    ("expense_received", "announcement", AFTER, [set()]),
    ("preparation_note", "preparation", BEFORE, [{"preparation"}]),
    ("own_mentor", "seat_check", BEFORE, [{"accepted"}, {"declined"}]),
    ("seat_check", "seat_check", BEFORE, [{"accepted"}, {"declined"}]),
    ("seat_offer", "seat_check", BEFORE, [{"accepted"}, {"declined"}]),
    ("wish_question", "seat_check", BEFORE, [{"accepted"}, {"declined"}]),
    ("when_will_you_meet", "times", BEFORE, [{"planned"}]),
    ("series_question", "times", BEFORE, [{"planned"}]),
    ("proposal_declined", "times", BEFORE, [{"planned"}]),
    ("proposal_withdrawn", "times", BEFORE, [{"planned"}]),
    ("understood", "echo", AFTER, [{"undo", "held"}, {"undo"}]),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "asked", "now", "expected"), CASES)
def test_a_ready_answer_is_understood(
    language: Any, kind: str, asked: Asked, now: datetime, expected: list[set[str]]
) -> None:
    said = examples.sentences(kind, language, MEETING, now)
    readings = [_read(one, language, asked, now) for one in said[: len(expected)]]
    assert [{one.kind for one in reading.findings} for reading in readings] == expected
    assert all(reading.certain for reading in readings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_answer_to_did_you_meet_is_one_that_must_be_asked_back(language: Any) -> None:
    unclear = examples.sentences("did_you_meet", language, MEETING, AFTER)[-1]
    assert not _read(unclear, language, "attendance", AFTER).certain


def test_a_letter_that_asks_nothing_can_be_answered_too() -> None:
    assert examples.sentences("pair_intro_mentor", "sv", None, BEFORE)[0] == "Tack!"


def _read(text: str, language: Any, asked: Asked, now: datetime) -> Any:
    mail = EmailMessage()
    mail["From"] = mails.EETU.email
    mail.set_content(text)
    meeting = AskedMeeting(MEETING.starts_at, 90, 1) if asked not in ("receipt", "times") else None
    return read(mail.as_bytes(), Context(asked, now, language=language, meeting=meeting))
