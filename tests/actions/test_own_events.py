"""Their own calendar counts: events that participants make and invite the service to (P15)."""

import json
from datetime import datetime, timedelta
from email import message_from_bytes

import pytest

from service import store
from service.actions import attendance, meetings
from service.domain.letters import Matter
from service.domain.meetings import Held
from service.domain.pairs import Pair
from tests.calendars import calendar_part, lines_of, own_event, whole
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    an_answer,
    at,
    booked,
    letters,
    receive,
    reply_address,
    send_all,
)

UID = "0CBA-1@calendar.example.org"
TUESDAY, THURSDAY = at("2027-02-09 17:00"), at("2027-02-11 16:00")
STAMP = NOW - timedelta(minutes=5)


@pytest.fixture
def pair(db: store.Database) -> Pair:
    return a_published_pair(db)


def theirs(
    pair: Pair, starts_at: datetime = TUESDAY, *, minutes_later: int = 0, **given: object
) -> bytes:
    values: dict[str, object] = {"uid": UID, "stamped_at": STAMP + timedelta(minutes=minutes_later)}
    values |= given
    return own_event(pair.mentor, [pair.contact.email], starts_at, **values)  # type: ignore[arg-type]


def invitations(db: store.Database) -> list[str]:
    return [one.kind for one in store.letters.every(db) if one.kind.startswith("invitation")]


def test_an_event_of_their_own_is_the_pairs_meeting_and_no_second_invitation_leaves(
    db: store.Database, pair: Pair
) -> None:
    mail = receive(db, theirs(pair), NOW)
    (meeting,) = store.meetings.of_pair(db, pair.id)
    assert (mail.state, mail.reason) == ("settled", "made in their own calendar")
    assert (meeting.uid(SITE.mail_domain), meeting.starts_at, meeting.minutes, meeting.place) == (
        UID, TUESDAY, 60, "Kahvila Aalto",
    )  # fmt: skip
    assert (meeting.number, meeting.of, meeting.because) == (1, 4, mail.id)
    assert [one.answer for one in meeting.attendees] == ["accepted", "needs_action"]
    assert invitations(db) == []


def test_the_service_accepts_by_mail_to_the_organiser(db: store.Database, pair: Pair) -> None:
    receive(db, theirs(pair, sequence=3), NOW)
    (letter,) = whole(db, "own_event_accepted")
    head = message_from_bytes(letter.raw)
    assert (letter.to_address, head["From"]) == (
        pair.mentor.email,
        '"Mentoriohjelma" <mentorointi@oksa.example.org>',
    )
    assert lines_of(letter, "UID", "SEQUENCE", "ATTENDEE", "ORGANIZER", "SUMMARY") == [
        "METHOD:REPLY",
        f"UID:{UID}",
        "SEQUENCE:3",
        "SUMMARY:Mentorointi\\, kahvila",
        f'ORGANIZER;CN="{pair.mentor.name}":mailto:{pair.mentor.email}',
        'ATTENDEE;PARTSTAT=ACCEPTED;CN="Mentoriohjelma":mailto:mentorointi@oksa.example.org',
    ]


def test_their_update_moves_the_meeting_by_its_uid(db: store.Database, pair: Pair) -> None:
    receive(db, theirs(pair), NOW)
    mail = receive(db, theirs(pair, THURSDAY, sequence=1, minutes_later=1), NOW)
    (meeting,) = store.meetings.of_pair(db, pair.id)
    assert (mail.state, meeting.starts_at, meeting.sequence) == ("settled", THURSDAY, 1)
    assert [one.answer for one in meeting.attendees] == ["accepted", "needs_action"]
    assert (invitations(db), len(letters(db, "own_event_accepted"))) == ([], 2)


def test_the_other_ones_answer_comes_with_their_update(db: store.Database, pair: Pair) -> None:
    receive(db, theirs(pair), NOW)
    update = own_event(
        pair.mentor, [], TUESDAY, uid=UID, stamped_at=NOW,
        extra=f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{pair.contact.email}",
    )  # fmt: skip
    receive(db, update, NOW)
    (meeting,) = store.meetings.of_pair(db, pair.id)
    assert [one.answer for one in meeting.attendees] == ["accepted", "accepted"]


def test_their_cancel_cancels_it_and_the_actor_is_asked_for_a_time(
    db: store.Database, pair: Pair
) -> None:
    receive(db, theirs(pair), NOW)
    mail = receive(db, theirs(pair, method="CANCEL", sequence=1, minutes_later=1), NOW)
    (meeting,) = store.meetings.of_pair(db, pair.id)
    assert (mail.state, meeting.state) == ("settled", "cancelled")
    assert [one.to_address for one in letters(db, "new_time")] == [pair.contact.email]
    again = receive(db, theirs(pair, method="CANCEL", sequence=1, minutes_later=1), NOW)
    assert again.state == "ignored"
    assert invitations(db) == []


def test_older_and_repeated_messages_do_nothing(db: store.Database, pair: Pair) -> None:
    receive(db, theirs(pair, THURSDAY, sequence=1, minutes_later=1), NOW)
    old = receive(db, theirs(pair), NOW)
    again = receive(db, theirs(pair, THURSDAY, sequence=1, minutes_later=1), NOW)
    assert (old.state, old.reason) == ("ignored", "is older than what we know")
    assert (again.state, again.reason) == ("ignored", "is the event that we have")
    assert [one.starts_at for one in store.meetings.of_pair(db, pair.id)] == [THURSDAY]


def test_a_series_is_asked_about_and_never_expanded(db: store.Database, pair: Pair) -> None:
    raw = theirs(pair, extra="RRULE:FREQ=MONTHLY;COUNT=4")
    mail = receive(db, raw, NOW)
    assert (mail.state, store.meetings.of_pair(db, pair.id)) == ("asked", [])
    (letter,) = letters(db, "series_question")
    assert letter.to_address == pair.mentor.email
    send_all(db, NOW)
    words = an_answer("ti 9.2. ja 9.3. klo 17", pair.mentor, Matter("pair", pair.id))
    assert receive(db, words, NOW).state == "settled"
    assert len(store.meetings.of_pair(db, pair.id)) == 2


@pytest.mark.parametrize(
    ("proof", "reason"),
    [
        (None, "an event without proof of its origin"),
        ("mx.oksa.example.org; dmarc=fail header.from=example.org", "an event without proof"),
        ("mx.stranger.example; dmarc=pass header.from=example.org", "an event without proof"),
    ],
)
def test_an_event_counts_only_from_an_authenticated_address(
    db: store.Database, pair: Pair, proof: str | None, reason: str
) -> None:
    mail = receive(db, theirs(pair, proof=proof), NOW)
    assert (mail.state, mail.reason.startswith(reason)) == ("tray", True)
    assert store.meetings.of_pair(db, pair.id) == []


def test_a_reply_address_alone_is_no_proof_of_an_event(db: store.Database, pair: Pair) -> None:
    to = reply_address(Matter("pair", pair.id), pair.mentor)
    mail = receive(db, theirs(pair, proof=None, to=to), NOW)
    assert (mail.state, mail.reason) == ("tray", "an event without proof of its origin")
    assert store.meetings.of_pair(db, pair.id) == []


def test_an_event_that_invites_a_reply_address_is_accepted_from_there(
    db: store.Database, pair: Pair
) -> None:
    to = reply_address(Matter("pair", pair.id), pair.mentor)
    mail = receive(db, theirs(pair, to=to), NOW)
    assert (mail.state, len(store.meetings.of_pair(db, pair.id))) == ("settled", 1)
    (letter,) = whole(db, "own_event_accepted")
    assert f"<{to}>" in str(message_from_bytes(letter.raw)["From"]).replace("\r\n", "")


@pytest.mark.parametrize(
    "given",
    [
        {"organizer": "boss@example.org"},
        {"guests": ["muu@example.org"]},
        {"guests": []},
    ],
)
def test_an_event_that_is_not_between_the_pair_is_for_a_human(
    db: store.Database, pair: Pair, given: dict[str, object]
) -> None:
    guests = given.pop("guests", [pair.contact.email])
    raw = own_event(pair.mentor, guests, TUESDAY, uid=UID, stamped_at=STAMP, **given)  # type: ignore[arg-type]
    mail = receive(db, raw, NOW)
    assert (mail.state, mail.reason) == ("tray", "an event that is not between the two of a pair")
    assert store.meetings.of_pair(db, pair.id) == []


def test_only_who_made_an_event_changes_it(db: store.Database, pair: Pair) -> None:
    receive(db, theirs(pair), NOW)
    raw = own_event(
        pair.contact, [pair.mentor.email], THURSDAY, uid=UID, sequence=1, stamped_at=NOW
    )
    mail = receive(db, raw, NOW)
    assert (mail.state, store.meetings.of_pair(db, pair.id)[0].starts_at) == ("tray", TUESDAY)


def test_a_cancel_of_an_unknown_event_is_for_a_human(db: store.Database, pair: Pair) -> None:
    mail = receive(db, theirs(pair, method="CANCEL"), NOW)
    assert (mail.state, mail.reason) == ("tray", "cancels an event that we do not know")


def test_an_event_at_the_time_of_our_own_invitation_doubles_it_and_moves_it(
    db: store.Database, pair: Pair
) -> None:
    (ours,) = booked(db, pair, "2027-02-09 17:00")
    receive(db, theirs(pair), NOW)
    assert [one.id for one in store.meetings.of_pair(db, pair.id)] == [ours.id]
    receive(db, theirs(pair, THURSDAY, sequence=1, minutes_later=1), NOW)
    (moved,) = store.meetings.of_pair(db, pair.id)
    assert (moved.starts_at, moved.uid(SITE.mail_domain)) == (
        THURSDAY,
        f"m{ours.id}@oksa.example.org",
    )
    assert [one.answer for one in moved.attendees] == ["accepted", "needs_action"]
    assert invitations(db) == ["invitation"] * 2 + ["invitation_moved"] * 2


def test_more_events_than_the_plan_has_are_for_a_human(db: store.Database, pair: Pair) -> None:
    booked(db, pair, "2027-02-16 17:00", "2027-03-16 17:00", "2027-04-13 17:00", "2027-05-11 17:00")
    mail = receive(db, theirs(pair), NOW)
    assert (mail.state, mail.reason) == ("tray", "5 meetings where the plan has 4")


def test_a_move_in_words_tells_both_to_change_the_owners_calendar(
    db: store.Database, pair: Pair
) -> None:
    receive(db, theirs(pair), NOW)
    send_all(db, NOW)
    (meeting,) = store.meetings.of_pair(db, pair.id)
    raw = an_answer("siirrettiin to 11.2. klo 16", pair.mentor, Matter("meeting", meeting.id))
    receive(db, raw, NOW)
    (moved,) = store.meetings.of_pair(db, pair.id)
    assert (moved.starts_at, invitations(db)) == (THURSDAY, [])
    assert len(letters(db, "own_event_changed")) == 2
    follows = receive(db, theirs(pair, THURSDAY, sequence=1, minutes_later=9), NOW)
    (same,) = store.meetings.of_pair(db, pair.id)
    assert (follows.state, same.starts_at, same.sequence) == ("settled", THURSDAY, 1)


def test_a_meeting_of_their_own_is_asked_about_and_told_of_as_any(
    db: store.Database, pair: Pair
) -> None:
    receive(db, theirs(pair), NOW)
    (meeting,) = store.meetings.of_pair(db, pair.id)
    after = at("2027-02-10 09:00")
    attendance.ask_how_it_went(db, SITE, meeting, after)
    assert len(letters(db, "did_you_meet")) == 1
    told = attendance.tell(db, SITE, store.meetings.get(db, meeting.id), Held(), None, after)
    assert (told.state, told.minutes) == ("held", 60)


def test_calling_their_event_off_in_words_writes_no_calendar(
    db: store.Database, pair: Pair
) -> None:
    receive(db, theirs(pair), NOW)
    (meeting,) = store.meetings.of_pair(db, pair.id)
    meetings.call_off(db, SITE, meeting, None, NOW)
    told = whole(db, "own_event_changed")
    assert (len(told), invitations(db)) == (2, [])
    assert b"text/calendar" not in told[0].raw


def test_our_own_invitation_sent_back_is_no_event_of_theirs(db: store.Database, pair: Pair) -> None:
    booked(db, pair, "2027-02-09 17:00")
    ours = calendar_part(whole(db, "invitation")[0])
    raw = theirs(pair, uid=ours.partition("UID:")[2].partition("\r\n")[0])
    mail = receive(db, raw, NOW)
    assert (mail.state, len(store.meetings.of_pair(db, pair.id))) == ("tray", 1)


def test_the_command_tells_their_uid(db: store.Database, pair: Pair) -> None:
    receive(db, theirs(pair), NOW)
    (meeting,) = store.meetings.every(db)
    assert json.dumps(meeting.uid(SITE.mail_domain)) == f'"{UID}"'
