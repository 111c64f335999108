"""The tray corrected in values, answered in words, put off, and kept as samples."""

from datetime import date, timedelta

import pytest

from service import store
from service.actions import tray, tray_answers
from service.domain.errors import Refused
from service.domain.letters import Matter
from service.domain.meetings import Held
from service.domain.pairs import Pair
from service.store.inbox import Delivery, Verdict
from tests.programme import NOW, SITE, a_published_pair, at, booked, letters

LATER = at("2027-02-10 09:00")
MINNA = store.coordinators.Coordinator(1, "minna@example.org", "Minna Mallinen", "fi")
TEXT = "Joo, tunnin. Soita 040 555 0100 tai anna@example.org."


def laid(db: store.Database, pair: Pair, meeting_id: int, kind: str = "held") -> int:
    (mail_id,) = store.inbox.keep(db, [Delivery(kind.encode(), "", (), "smtp")], LATER)
    found = {"kind": kind, "evidence": "Joo, tunnin", "rule": "met"}
    reading = {
        "source": "person", "text": TEXT, "language": "fi", "findings": [found], "certain": False,
    }  # fmt: skip
    about = Matter("meeting", meeting_id)
    verdict = Verdict("tray", "not certain", pair.contact.id, about, "attendance", reading)
    store.inbox.settle(db, mail_id, verdict, LATER)
    return mail_id


def test_what_was_meant_is_noted_and_kept_as_a_sample(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    mail_id = laid(db, pair, meeting.id)
    tray_answers.met(db, mail_id, Held(date(2027, 2, 8), 45), MINNA, LATER)
    kept = store.meetings.get(db, meeting.id)
    assert (kept.state, kept.held_on, kept.minutes) == ("held", date(2027, 2, 8), 45)
    (sample,) = tray_answers.samples(db)
    assert sample == {
        "context": {
            "asked": "attendance",
            "received_at": LATER.isoformat(),
            "timezone": "Europe/Helsinki",
            "meeting": {
                "starts_at": meeting.starts_at.isoformat(),
                "minutes": 45,
                "number": 1,
            },
        },
        "text": "Joo, tunnin. Soita 000000 tai someone@example.org",
        "language": "fi",
        "findings": [{"kind": "held", "evidence": "Joo, tunnin", "rule": "met"}],
        "certain": False,
        "decided": {"kind": "held", "on": "2027-02-08", "minutes": 45},
    }


def test_a_move_updates_both_calendars(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    mail_id = laid(db, pair, meeting.id)
    tray_answers.moved(db, SITE, mail_id, (at("2027-02-16 17:00"), None), MINNA, LATER)
    assert len(letters(db, "invitation_moved")) == 2
    with pytest.raises(Refused, match="dealt with"):
        tray_answers.moved(db, SITE, mail_id, (at("2027-02-17 17:00"), None), MINNA, LATER)


def test_an_answer_goes_to_the_writer_alone_and_settles_the_mail(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    mail_id = laid(db, pair, meeting.id)
    tray_answers.answer(db, SITE, mail_id, "Tervetuloa!", MINNA, LATER)
    (letter,) = letters(db, "coordinator_answer")
    assert letter.to_address == pair.contact.email
    assert b"Auto-Submitted" not in store.letters.get(db, letter.id).raw
    mail = store.inbox.get(db, mail_id)
    assert (mail.state, mail.reason, mail.handled_by) == ("settled", "answered", MINNA.email)
    with pytest.raises(Refused, match="dealt with"):
        tray_answers.answer(db, SITE, mail_id, "Taas!", MINNA, LATER)
    with pytest.raises(Refused, match="empty"):
        tray_answers.answer(db, SITE, mail_id, "\n", MINNA, LATER)


def test_a_snoozed_mail_keeps_waiting_for_a_week(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    mail_id = laid(db, pair, meeting.id)
    tray_answers.snooze(db, mail_id, MINNA, LATER)
    (mail,) = store.tray.every(db)
    assert mail.snoozed_until == LATER + timedelta(days=7)


def test_private_words_are_no_samples(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    for kind in ("private", "preparation", "question"):
        mail_id = laid(db, pair, meeting.id, kind)
        tray.settle(db, SITE, mail_id, "done", MINNA, LATER)
    (sample,) = tray_answers.samples(db)
    assert sample["findings"][0]["kind"] == "question"
    assert sample["decided"] == {"kind": "done"}


def test_what_cannot_be_is_refused(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    mail_id = laid(db, pair, meeting.id)
    with pytest.raises(Refused, match="ahead"):
        tray_answers.met(db, mail_id, Held(date(2027, 2, 11), 45), MINNA, LATER)
    with pytest.raises(Refused, match="passed"):
        tray_answers.moved(db, SITE, mail_id, (NOW, None), MINNA, LATER)
