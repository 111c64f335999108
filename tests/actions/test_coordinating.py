"""What a coordinator does for a pair, each act written down with who did it."""

from datetime import date, timedelta

import pytest

from service import store
from service.actions import coordinating
from service.domain.errors import Refused
from service.domain.letters import Matter
from service.domain.meetings import Held, NotHeld
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    a_published_team,
    an_answer,
    at,
    booked,
    letters,
    receive,
    send_all,
)

LATER = at("2027-02-15 10:00")
MINNA = store.coordinators.Coordinator(1, "minna@example.org", "Minna Mallinen", "fi")
BY = MINNA.email


def acts(db: store.Database) -> list[tuple[str, str, str, int, str]]:
    return [(one.who, one.act, one.about, one.about_id, one.note) for one in store.acts.latest(db)]


def test_a_past_day_is_noted_as_held_without_an_invitation(db: store.Database) -> None:
    pair = a_published_pair(db)
    noted = coordinating.note_meeting(db, SITE, pair, (at("2027-02-09 12:00"), 60), BY, LATER)
    kept = store.meetings.get(db, noted.id)
    assert (kept.state, kept.held_on, kept.minutes) == ("held", date(2027, 2, 9), 60)
    assert letters(db, "invitation") == []
    assert acts(db) == [(BY, "noted", "meeting", noted.id, noted.starts_at.isoformat())]


def test_a_past_day_that_was_booked_settles_that_meeting(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    noted = coordinating.note_meeting(db, SITE, pair, (at("2027-02-09 12:00"), 60), BY, LATER)
    assert (noted.id, noted.state) == (meeting.id, "held")
    assert len(store.meetings.of_pair(db, pair.id)) == 1


def test_a_day_ahead_is_booked_and_invited_beyond_the_plan(db: store.Database) -> None:
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-09 17:00", "2027-03-09 17:00", "2027-04-13 17:00", "2027-05-11 17:00")
    time = (at("2027-06-01 17:00"), 45)
    noted = coordinating.note_meeting(db, SITE, pair, time, BY, NOW)
    assert (noted.number, noted.state, noted.minutes) == (5, "planned", 45)
    assert len(letters(db, "invitation")) == 10
    with pytest.raises(Refused, match="booked already"):
        coordinating.note_meeting(db, SITE, pair, time, BY, NOW)


def test_a_move_and_a_cancellation_tell_both_calendars(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-03-09 17:00")
    moved = coordinating.move(db, SITE, meeting, (at("2027-03-11 16:00"), None), BY, LATER)
    assert moved.sequence == 1
    assert len(letters(db, "invitation_moved")) == 2
    coordinating.cancel(db, SITE, moved, BY, LATER)
    assert len(letters(db, "invitation_cancelled")) == 2
    assert [one[1] for one in acts(db)] == ["cancelled", "moved"]
    with pytest.raises(Refused, match="passed"):
        coordinating.move(db, SITE, meeting, (at("2027-01-01 16:00"), None), BY, LATER)


def test_a_new_place_is_in_both_calendars_and_the_answers_hold(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-03-09 17:00")
    link = "https://video.example.org/1"
    changed = coordinating.relocate(db, SITE, meeting, ("Kirjasto", link), BY, LATER)
    assert (changed.place, changed.url, changed.sequence) == ("Kirjasto", link, 1)
    assert [one.to_address for one in letters(db, "invitation_changed")] == [
        person.email for person in pair.people
    ]
    assert acts(db) == [(BY, "relocated", "meeting", meeting.id, "Kirjasto")]


def test_a_settled_meeting_is_corrected(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    coordinating.correct(db, meeting, Held(minutes=30), BY, LATER)
    told = coordinating.correct(db, store.meetings.get(db, meeting.id), NotHeld(), BY, LATER)
    assert told.state == "not_held"
    assert [one[4] for one in acts(db)] == ["not_held", "held"]
    with pytest.raises(Refused, match="ahead"):
        coordinating.correct(db, meeting, Held(on=date(2027, 2, 16)), BY, LATER)


def test_a_letter_in_own_words_goes_to_each_in_their_language(db: store.Database) -> None:
    pair = a_published_pair(db)
    assert coordinating.write(db, SITE, pair, ("both", "Moi!\n\nNähdään."), MINNA, NOW) == 2
    written = [store.letters.get(db, one.id) for one in letters(db, "coordinator_note")]
    assert [one.language for one in written] == ["fi", "sv"]
    assert all(b"Auto-Submitted" not in one.raw for one in written)
    with pytest.raises(Refused, match="today"):
        coordinating.write(db, SITE, pair, ("both", "Moi!\n\nNähdään."), MINNA, NOW)
    with pytest.raises(Refused, match="empty"):
        coordinating.write(db, SITE, pair, ("both", " \n "), MINNA, NOW)
    assert coordinating.write(db, SITE, pair, ("mentor", "Hei"), MINNA, NOW) == 1


def test_an_answer_to_a_coordinators_letter_is_read_by_a_coordinator(db: store.Database) -> None:
    pair = a_published_pair(db)
    coordinating.write(db, SITE, pair, ("actor", "Miten menee?"), MINNA, NOW)
    send_all(db, NOW)
    (letter,) = letters(db, "coordinator_note")
    about = Matter("pair", pair.id)
    raw = an_answer("Hyvin, kiitos!", pair.contact, about, In_Reply_To=letter.message_id)
    mail = receive(db, raw, NOW + timedelta(hours=1))
    assert (mail.state, mail.reason) == ("tray", "answers a coordinator")


def test_ending_a_pair_cancels_what_is_ahead_and_tells_everyone(db: store.Database) -> None:
    pair = a_published_team(db)
    past, coming = booked(db, pair, "2027-02-09 17:00", "2027-03-09 17:00")
    coordinating.end(db, SITE, pair, BY, LATER)
    assert store.meetings.get(db, past.id).state == "planned"
    assert store.meetings.get(db, coming.id).state == "cancelled"
    assert len(letters(db, "pair_ended")) == 4
    ended = store.pairs.get(db, pair.id)
    assert ended.ended_at == LATER
    assert store.pairs.idle(db, in_vain_by=LATER) == []
    with pytest.raises(Refused, match="has ended"):
        coordinating.write(db, SITE, ended, ("both", "Hei"), MINNA, LATER)
