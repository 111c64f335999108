"""An invitation that nobody answers is asked about in words, once, before the meeting (D3)."""

from datetime import timedelta

import pytest

from jobs.ask_about_invitations import ask_about_invitations
from service import store
from service.actions import meetings
from service.domain.letters import Matter
from service.domain.pairs import Pair
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
)  # fmt: skip

STARTS = "2027-02-09 17:00"  # a Tuesday


@pytest.fixture
def pair(db: store.Database) -> Pair:
    return a_published_pair(db)


def asked(db: store.Database) -> list[str]:
    return [one.to_address for one in letters(db, "will_you_come")]


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        ("2027-02-02 16:59", 0),  # more than a week before
        ("2027-02-03 07:59", 0),  # the office is closed
        ("2027-02-03 08:00", 2),
        ("2027-02-06 10:00", 0),  # a Saturday
        ("2027-02-08 16:59", 2),
        ("2027-02-09 08:00", 0),  # a day before is the last
    ],
)
def test_the_silent_are_asked_in_the_week_before_on_working_days(
    db: store.Database, pair: Pair, moment: str, count: int
) -> None:
    booked(db, pair, STARTS)
    assert ask_about_invitations(db, SITE, at(moment)) == count


def test_they_are_asked_once_a_time_and_again_for_a_new_time(
    db: store.Database, pair: Pair
) -> None:
    (meeting,) = booked(db, pair, STARTS)
    assert ask_about_invitations(db, SITE, at("2027-02-03 10:00")) == 2
    assert ask_about_invitations(db, SITE, at("2027-02-04 10:00")) == 0
    meetings.shift(db, SITE, meeting, (at("2027-03-09 17:00"), None), None, at("2027-02-05 10:00"))
    send_all(db, at("2027-02-05 10:00"))
    assert ask_about_invitations(db, SITE, at("2027-03-03 10:00")) == 2


def test_what_they_have_only_just_got_is_not_asked_about(db: store.Database, pair: Pair) -> None:
    booked(db, pair, STARTS, now=at("2027-02-03 10:00"))
    assert ask_about_invitations(db, SITE, at("2027-02-05 09:59")) == 0
    assert ask_about_invitations(db, SITE, at("2027-02-05 10:00")) == 2


def test_an_invitation_that_has_not_left_is_not_asked_about(db: store.Database, pair: Pair) -> None:
    meetings.book(db, SITE, pair, [(at(STARTS), None)], None, NOW)
    assert ask_about_invitations(db, SITE, at("2027-02-03 10:00")) == 0


def test_whoever_gave_the_time_or_has_answered_is_not_asked(db: store.Database, pair: Pair) -> None:
    receive(db, an_answer("ti 9.2. klo 17", pair.contact, Matter("pair", pair.id)), NOW)
    send_all(db, NOW)
    (meeting,) = store.meetings.of_pair(db, pair.id)
    assert ask_about_invitations(db, SITE, at("2027-02-03 10:00")) == 1
    assert asked(db) == [pair.mentor.email]
    send_all(db, at("2027-02-03 10:00"))
    said = an_answer("Kyllä", pair.mentor, Matter("meeting", meeting.id))
    mail = receive(db, said, at("2027-02-04 10:00"))
    kept = store.meetings.get(db, meeting.id).attendee(pair.mentor.id)
    assert kept
    assert (mail.state, mail.asked, kept.answer) == ("settled", "invitation", "accepted")


def test_neither_who_proposed_the_time_nor_who_agreed_to_it_is_asked(
    db: store.Database, pair: Pair
) -> None:
    (meeting,) = booked(db, pair, STARTS)
    about = Matter("meeting", meeting.id)
    receive(db, an_answer("Kävisikö to 11.2. klo 16?", pair.contact, about), NOW)
    send_all(db, NOW)
    receive(db, an_answer("ok", pair.mentor, about), NOW)
    send_all(db, NOW)
    assert store.meetings.get(db, meeting.id).starts_at == at("2027-02-11 16:00")
    assert ask_about_invitations(db, SITE, at("2027-02-05 10:00")) == 0


def test_the_answer_no_with_another_time_proposes_it(db: store.Database, pair: Pair) -> None:
    (meeting,) = booked(db, pair, STARTS)
    ask_about_invitations(db, SITE, at("2027-02-03 10:00"))
    send_all(db, at("2027-02-03 10:00"))
    words = "Jag kan inte, går det ti 16.2 kl. 17.00 i stället?"
    said = an_answer(words, pair.contact, Matter("meeting", meeting.id))
    assert receive(db, said, at("2027-02-04 10:00")).state == "settled"
    assert [one.to_address for one in letters(db, "proposal")] == [pair.mentor.email]


def test_a_team_is_asked_member_by_member_and_the_paused_are_not(db: store.Database) -> None:
    team = a_published_team(db)
    booked(db, team, STARTS)
    store.people.pause(db, team.contact.id, NOW)
    assert ask_about_invitations(db, SITE, at("2027-02-03 10:00")) == len(team.people) - 1
    assert team.contact.email not in asked(db)


def test_it_waits_for_room_and_expires_a_day_before(db: store.Database, pair: Pair) -> None:
    booked(db, pair, "2027-02-08 17:00", STARTS, "2027-02-10 09:00")
    for days in range(14):
        now = at("2027-02-01 10:00") + timedelta(days=days)
        ask_about_invitations(db, SITE, now)
        send_all(db, now)
    assert len(asked(db)) == 4  # two a week to each; the third comes too late
