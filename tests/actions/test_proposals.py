"""Moving: silence is asked about once, then told; a new place keeps the answers (P14, I5)."""

from datetime import timedelta

import pytest

from jobs.remind_proposals import remind_proposals
from service import store
from service.actions import meetings
from service.domain.errors import Refused
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from tests.calendars import lines_of, whole
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    an_answer,
    at,
    booked,
    letters,
    receive,
    send_all,
)

TWO_DAYS, FOUR_DAYS = NOW + timedelta(days=2), NOW + timedelta(days=4)


@pytest.fixture
def pair(db: store.Database) -> Pair:
    return a_published_pair(db)


@pytest.fixture
def meeting(db: store.Database, pair: Pair) -> Meeting:
    return booked(db, pair, "2027-02-09 17:00")[0]


def propose(db: store.Database, pair: Pair, meeting: Meeting) -> None:
    raw = an_answer("siirretään to 11.2. klo 16", pair.mentor, Matter("meeting", meeting.id))
    receive(db, raw, NOW)
    send_all(db, NOW)


def test_silence_of_two_days_asks_the_other_party_once_more(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    propose(db, pair, meeting)
    assert remind_proposals(db, SITE, NOW + timedelta(days=1)) == 0
    assert remind_proposals(db, SITE, TWO_DAYS) == 1
    assert remind_proposals(db, SITE, TWO_DAYS) == 0
    first, second = whole(db, "proposal")
    assert {first.to_address, second.to_address} == {pair.contact.email}
    assert (b"1/2" in first.raw, b"2/2" in second.raw) == (True, True)


def test_after_two_more_days_the_coordinators_are_told_once(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    propose(db, pair, meeting)
    remind_proposals(db, SITE, TWO_DAYS)
    assert remind_proposals(db, SITE, FOUR_DAYS) == 1
    assert remind_proposals(db, SITE, FOUR_DAYS) == 0
    assert [one.meeting_id for one in store.proposals.silent(db)] == [meeting.id]
    assert [one.act for one in store.acts.of(db, "pair", pair.id)] == ["proposal_silent"]


def test_a_late_ok_still_moves_the_meeting(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    propose(db, pair, meeting)
    remind_proposals(db, SITE, TWO_DAYS)
    remind_proposals(db, SITE, FOUR_DAYS)
    send_all(db, FOUR_DAYS)
    receive(db, an_answer("ok", pair.contact, Matter("meeting", meeting.id)), FOUR_DAYS)
    assert store.meetings.get(db, meeting.id).starts_at == at("2027-02-11 16:00")
    assert store.proposals.silent(db) == []


def test_an_answer_stops_the_question(db: store.Database, pair: Pair, meeting: Meeting) -> None:
    propose(db, pair, meeting)
    receive(db, an_answer("ok", pair.contact, Matter("meeting", meeting.id)), NOW)
    assert remind_proposals(db, SITE, TWO_DAYS) == 0
    assert remind_proposals(db, SITE, FOUR_DAYS) == 0


def test_nobody_is_asked_outside_working_hours(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    propose(db, pair, meeting)
    assert remind_proposals(db, SITE, at("2027-01-16 12:00")) == 0  # a Saturday
    assert remind_proposals(db, SITE, at("2027-01-13 19:00")) == 0


def test_who_proposed_what_is_kept(db: store.Database, pair: Pair, meeting: Meeting) -> None:
    propose(db, pair, meeting)
    raw = an_answer("Ei käy, kävisikö pe 12.2. klo 9?", pair.contact, Matter("meeting", meeting.id))
    mail = receive(db, raw, NOW)
    assert [(one.person_id, one.state) for one in store.proposals.of_meeting(db, meeting.id)] == [
        (pair.mentor.id, "replaced"),
        (pair.contact.id, "open"),
    ]
    assert store.proposals.of_meeting(db, meeting.id)[1].because == mail.id


def test_two_who_propose_the_same_time_have_agreed_and_the_mail_that_said_so_is_kept(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    propose(db, pair, meeting)
    raw = an_answer("Kävisikö to 11.2. klo 16?", pair.contact, Matter("meeting", meeting.id))
    mail = receive(db, raw, NOW)
    moved = store.meetings.get(db, meeting.id)
    assert (moved.starts_at, moved.because) == (at("2027-02-11 16:00"), mail.id)


def test_a_new_place_raises_the_sequence_and_keeps_the_answers(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    meetings.answer(db, SITE, meeting, pair.contact, "accepted", NOW)
    accepted = store.meetings.get(db, meeting.id)
    meetings.relocate(db, SITE, accepted, "Kirjasto", "", NOW)
    letter = next(one for one in whole(db, "invitation_changed") if one.person_id == pair.mentor.id)
    shown = lines_of(letter, "SEQUENCE", "LOCATION", "ATTENDEE")
    assert shown[:3] == ["METHOD:REQUEST", "SEQUENCE:1", "LOCATION:Kirjasto"]
    assert [one.partition("PARTSTAT=")[2].partition(";")[0] for one in shown[3:]] == [
        "NEEDS-ACTION",
        "ACCEPTED",
    ]


def test_a_new_link_alone_keeps_the_sequence(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    one = meetings.relocate(db, SITE, meeting, "", "https://video.example.org/1", NOW)
    two = meetings.relocate(
        db, SITE, one, "", "https://video.example.org/2", NOW + timedelta(minutes=1)
    )
    assert meetings.relocate(db, SITE, two, "", "https://video.example.org/2", NOW) == two
    changed = whole(db, "invitation_changed")
    assert [lines_of(letter, "SEQUENCE")[1] for letter in changed] == ["SEQUENCE:0"] * 4


def test_a_cancelled_meeting_gets_no_new_place(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    cancelled = meetings.call_off(db, SITE, meeting, None, NOW)
    with pytest.raises(Refused):
        meetings.relocate(db, SITE, cancelled, "Kirjasto", "", NOW)
    assert letters(db, "invitation_changed") == []
