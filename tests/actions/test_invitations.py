"""What every invitation of the service is, whatever it is about (I1 to I6, I11)."""

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from service import store
from service.actions import meetings
from service.domain.letters import Matter
from service.domain.pairs import Pair
from tests.calendars import calendar_part, lines_of, whole
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    a_published_team,
    at,
    booked,
    reply_address,
)

TIMES = ("2027-02-09 17:00", "2027-03-09 17:00", "2027-04-13 17:00", "2027-05-11 17:00")


@pytest.fixture
def pair(db: store.Database) -> Pair:
    return a_published_pair(db)


def test_a_plan_of_five_meetings_is_five_uids_and_five_mails_to_each(db: store.Database) -> None:
    team = a_published_team(db)
    booked(db, team, *TIMES, "2027-06-08 17:00")
    mine = [one for one in whole(db, "invitation") if one.person_id == team.mentor.id]
    told = [lines_of(one, "UID", "SUMMARY") for one in mine]
    assert len({uid for _, uid, _ in told}) == 5
    assert [summary for *_, summary in told] == [
        f"SUMMARY:Mentorointi {number}/5" for number in range(1, 6)
    ]
    for letter in mine:
        event = calendar_part(letter).partition("END:VTIMEZONE")[2]
        assert not re.search("RRULE|RDATE|RECURRENCE-ID", event)
        assert calendar_part(letter).count("BEGIN:VEVENT") == 1


def test_one_address_for_this_meeting_and_person_is_from_reply_to_and_organizer(
    db: store.Database, pair: Pair
) -> None:
    booked(db, pair, *TIMES[:2])
    organizers = set()
    for letter in whole(db, "invitation"):
        head = message_from_bytes(letter.raw)
        person = store.people.get(db, letter.person_id)
        own = reply_address(letter.about, person)
        (line,) = lines_of(letter, "ORGANIZER")[1:]
        name = {"fi": "Mentoriohjelma", "sv": "Mentorprogrammet"}[letter.language]
        assert line == f'ORGANIZER;CN="{name}":mailto:{own}'
        assert " ".join(str(head["From"]).split()) == f'"{name}" <{own}>'
        assert " ".join(str(head["Reply-To"]).split()) == f'"{name}" <{own}>'
        assert head["Sender"] is None
        assert own != letter.to_address
        organizers.add(own)
    assert len(organizers) == 4


def test_a_pairs_event_lists_both(db: store.Database, pair: Pair) -> None:
    booked(db, pair, TIMES[0])
    letter = whole(db, "invitation")[0]
    assert lines_of(letter, "ATTENDEE")[1:] == [
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
        f';CN="{one.name}":mailto:{one.email}'
        for one in pair.people
    ]


def test_a_uid_is_for_life_and_never_used_again(db: store.Database, pair: Pair) -> None:
    (first,) = booked(db, pair, TIMES[0])
    moved = meetings.shift(db, SITE, first, (at(TIMES[1]), None), None, NOW)
    meetings.call_off(db, SITE, moved, None, NOW)
    (second,) = booked(db, pair, TIMES[0])
    uids = [
        {lines_of(one, "UID")[1] for one in whole(db, kind)}
        for kind in ("invitation", "invitation_moved", "invitation_cancelled")
    ]
    assert (
        uids
        == [{"UID:m1@oksa.example.org", "UID:m2@oksa.example.org"}]
        + [{"UID:m1@oksa.example.org"}] * 2
    )
    assert second.id > first.id


def test_every_message_is_stamped_anew_and_the_sequence_rises(
    db: store.Database, pair: Pair
) -> None:
    (meeting,) = booked(db, pair, TIMES[0])
    moved = meetings.shift(
        db, SITE, meeting, (at(TIMES[1]), None), None, NOW + timedelta(minutes=1)
    )
    meetings.call_off(db, SITE, moved, None, NOW + timedelta(minutes=2))
    told = [
        lines_of(whole(db, kind)[0], "SEQUENCE", "DTSTAMP", "STATUS")
        for kind in ("invitation", "invitation_moved", "invitation_cancelled")
    ]
    assert told == [
        ["METHOD:REQUEST", "SEQUENCE:0", "STATUS:CONFIRMED", "DTSTAMP:20270111T080000Z"],
        ["METHOD:REQUEST", "SEQUENCE:1", "STATUS:CONFIRMED", "DTSTAMP:20270111T080100Z"],
        ["METHOD:CANCEL", "SEQUENCE:2", "STATUS:CANCELLED", "DTSTAMP:20270111T080200Z"],
    ]


def test_a_reschedule_opens_every_answer_again(db: store.Database, pair: Pair) -> None:
    (meeting,) = booked(db, pair, TIMES[0])
    accepted = meetings.answer(db, SITE, meeting, pair.contact, "accepted", NOW)
    meetings.shift(db, SITE, accepted, (at(TIMES[1]), None), None, NOW)
    shown = lines_of(whole(db, "invitation_moved")[0], "ATTENDEE")[1:]
    assert all(";PARTSTAT=NEEDS-ACTION;" in line for line in shown)


def test_a_cancellation_goes_to_each_with_only_that_person_in_it(
    db: store.Database, pair: Pair
) -> None:
    (meeting,) = booked(db, pair, TIMES[0])
    meetings.call_off(db, SITE, meeting, None, NOW)
    for letter in whole(db, "invitation_cancelled"):
        person = store.people.get(db, letter.person_id)
        organizer = reply_address(Matter("meeting", meeting.id), person)
        attendees = lines_of(letter, "ATTENDEE")[1:]
        assert [one.rpartition(":")[2] for one in attendees] == [person.email]
        assert lines_of(letter, "ORGANIZER")[1].endswith(f":mailto:{organizer}")


def test_an_invitation_tells_the_time_how_to_answer_and_how_to_trust_the_sender(
    db: store.Database, pair: Pair
) -> None:
    booked(db, pair, TIMES[0])
    for letter in whole(db, "invitation"):
        (text,) = [
            part.get_payload(decode=True)
            for part in message_from_bytes(letter.raw).walk()
            if part.get_content_type() == "text/plain"
        ]
        assert isinstance(text, bytes)
        words = " ".join(text.decode().split())
        day, answer, trust = {
            "fi": ("ti 9.2. klo 17.00", "omin sanoin", "Tunnen lähettäjän"),
            "sv": ("ti 9.2 kl. 17.00", "med egna ord", "Jag känner avsändaren"),
        }[letter.language]
        assert (day in words, answer in words, trust in words) == (True, True, True)


@pytest.mark.parametrize("introduced", [a_published_pair, a_published_team])
def test_a_letter_before_the_first_invitation_tells_how_to_trust_its_sender(
    db: store.Database, introduced: Callable[[store.Database], Pair]
) -> None:
    pair = introduced(db)
    kinds = ("pair_intro_mentor", "pair_intro_actor", "team_intro")
    told = [one for kind in kinds for one in whole(db, kind)]
    assert {one.person_id for one in told} == {person.id for person in pair.people}
    for letter in told:
        part = message_from_bytes(letter.raw, policy=default).get_body(("plain",))
        assert part is not None
        words = " ".join(part.get_content().split())
        assert {"fi": "Tunnen lähettäjän", "sv": "Jag känner avsändaren"}[letter.language] in words
