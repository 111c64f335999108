"""A round's common events: invited once, answered in two ways, reminded once, counted (P10)."""

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from jobs.invite_to_events import invite_to_events, remind_of_events
from service import store
from service.actions import events, pairs
from service.actions.pairs import HOLD
from service.domain.events import Figures, figures
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.rounds import Event
from tests.calendars import Said, answer, lines_of, mail_of, whole
from tests.mail.test_letters import text_of
from tests.programme import (
    ANNA,
    EETU,
    NOW,
    SITE,
    a_round,
    an_answer,
    an_application,
    apply,
    at,
    letters,
    receive,
    reply_address,
    send_all,
)  # fmt: skip

PUBLISHED = NOW + HOLD
KICKOFF = Event(
    kind="kickoff",
    starts_at=at("2027-02-04 16:00"),
    minutes=120,
    roles=("mentor", "actor"),
    url="https://meet.example.org/kickoff",
)
MENTORS = replace(KICKOFF, kind="orientation", starts_at=at("2027-02-01 12:00"), roles=("mentor",))


@pytest.fixture
def pair(db: store.Database) -> Pair:
    season = store.rounds.add(db, a_round(events=(KICKOFF, MENTORS)))
    apply(db, an_application("mentor", ANNA.name, ANNA.email, "fi"))
    apply(db, an_application("actor", EETU.name, EETU.email, "sv"))
    pairs.make(db, season, ANNA.email, [EETU.email])
    (pair,) = pairs.publish(db, SITE, season, NOW)
    assert invite_to_events(db, SITE, PUBLISHED) == 3
    send_all(db, PUBLISHED)
    return pair


def as_meeting(db: store.Database, kind: str = "kickoff") -> Meeting:
    event = next(one for one in store.events.of_round(db, 1) if one.kind == kind)
    return Meeting(event.id, 0, 1, 1, event.starts_at, 120, event.timezone,
                   own_uid=event.uid("oksa.example.org"))  # fmt: skip


def said_of(db: store.Database, kind: str = "kickoff") -> Figures:
    return figures(store.events.guests(db, as_meeting(db, kind).id))


def test_everyone_of_an_events_roles_is_invited_once_and_listed_alone(
    db: store.Database, pair: Pair
) -> None:
    assert invite_to_events(db, SITE, PUBLISHED + timedelta(days=1)) == 0
    invited = whole(db, "event_invitation")
    to = {(one.to_address, one.about.id) for one in invited}
    kickoff, orientation = as_meeting(db).id, as_meeting(db, "orientation").id
    assert to == {
        (pair.mentor.email, kickoff),
        (pair.contact.email, kickoff),
        (pair.mentor.email, orientation),
    }
    for letter in invited:
        attendees = lines_of(letter, "ATTENDEE")[1:]
        assert [one.rpartition(":")[2] for one in attendees] == [letter.to_address]


def test_an_events_invitation_names_the_programme_and_the_event(
    db: store.Database, pair: Pair
) -> None:
    letter = next(
        one
        for one in whole(db, "event_invitation")
        if (one.person_id, one.about.id) == (pair.contact.id, as_meeting(db).id)
    )
    assert lines_of(letter, "UID", "SEQUENCE", "SUMMARY", "URL") == [
        "METHOD:REQUEST",
        f"UID:e{as_meeting(db).id}@oksa.example.org",
        "SEQUENCE:0",
        "SUMMARY:Mentorprogrammet: Öppningsmöte",
        "URL:https://meet.example.org/kickoff",
    ]


def test_nobody_is_invited_while_publishing_can_be_undone(db: store.Database) -> None:
    store.rounds.add(db, a_round(events=(KICKOFF,)))
    assert invite_to_events(db, SITE, NOW) == 0


def test_an_event_that_has_begun_invites_nobody(db: store.Database, pair: Pair) -> None:
    db.execute("delete from event_guests")
    assert invite_to_events(db, SITE, KICKOFF.starts_at) == 0


def by_calendar(db: store.Database, pair: Pair, partstat: str, minutes: int = 60) -> str:
    said = Said(pair.contact, as_meeting(db), partstat, NOW + timedelta(minutes=minutes))
    to = reply_address(Matter("event", said.meeting.id), pair.contact)
    mail = answer(db, said, PUBLISHED + timedelta(hours=3), To=to)
    return mail.state


def test_a_calendar_answers_for_its_person(db: store.Database, pair: Pair) -> None:
    assert by_calendar(db, pair, "TENTATIVE") == "settled"
    assert said_of(db) == Figures(2, 0, 0, 1, 1)
    assert by_calendar(db, pair, "DECLINED", 90) == "settled"
    assert by_calendar(db, pair, "ACCEPTED", 30) == "ignored"
    assert said_of(db) == Figures(2, 0, 1, 0, 1)
    assert letters(db, "new_time") == []


@pytest.mark.parametrize(("words", "expected"), [("Jag kommer", (1, 0)), ("Jag kan inte", (0, 1))])
def test_words_answer_too_and_are_echoed(
    db: store.Database, pair: Pair, words: str, expected: tuple[int, int]
) -> None:
    about = Matter("event", as_meeting(db).id)
    mail = receive(db, an_answer(words, pair.contact, about), PUBLISHED + timedelta(hours=1))
    counted = said_of(db)
    assert (mail.state, (counted.accepted, counted.declined)) == ("settled", expected)
    assert [one.to_address for one in letters(db, "understood")] == [pair.contact.email]


def test_other_words_and_counters_about_an_event_are_for_a_human(
    db: store.Database, pair: Pair
) -> None:
    said = Said(
        pair.contact, as_meeting(db), "TENTATIVE", PUBLISHED, method="COUNTER",
        starts_at=KICKOFF.starts_at + timedelta(days=1),
    )  # fmt: skip
    to = reply_address(Matter("event", said.meeting.id), pair.contact)
    assert receive(db, mail_of(said, headers={"To": to}), PUBLISHED).state == "tray"
    assert said_of(db) == Figures(2, 0, 0, 0, 2)


def test_the_echo_names_the_event_and_can_be_taken_back(db: store.Database, pair: Pair) -> None:
    about = Matter("event", as_meeting(db).id)
    receive(db, an_answer("Jag kan inte komma", pair.contact, about), PUBLISHED)
    (echo,) = whole(db, "understood")
    assert echo.subject == "Noterat: du kan inte to 4.2"
    assert "Öppningsmöte, to 4.2 kl. 16.00" in text_of(echo.raw)
    send_all(db, PUBLISHED)
    words = an_answer("ångra", pair.contact, about, **{"In-Reply-To": echo.message_id})
    assert receive(db, words, PUBLISHED + timedelta(minutes=5)).state == "settled"
    guests = store.events.guests(db, about.id)
    assert [one.answer for one in guests] == ["needs_action", "needs_action"]


def test_whoever_has_not_answered_is_reminded_once_in_the_last_week(
    db: store.Database, pair: Pair
) -> None:
    by_calendar(db, pair, "ACCEPTED")
    early, near = at("2027-01-20 10:00"), at("2027-01-29 10:00")
    assert remind_of_events(db, SITE, early) == 0
    assert remind_of_events(db, SITE, at("2027-01-29 19:00")) == 0
    # The mentor, of the orientation: about the kick-off asks the seat check (P9).
    assert remind_of_events(db, SITE, near) == 1
    assert remind_of_events(db, SITE, near + timedelta(days=2)) == 0
    assert {one.to_address for one in letters(db, "event_reminder")} == {pair.mentor.email}


def test_the_figures_of_a_round_name_every_event(db: store.Database, pair: Pair) -> None:
    by_calendar(db, pair, "ACCEPTED")
    season = store.rounds.get(db, 1)
    assert events.figures_of(db, season) == [
        {
            "kind": "orientation",
            "starts_at": MENTORS.starts_at.isoformat(),
            **asdict(Figures(1, 0, 0, 0, 1)),
        },
        {
            "kind": "kickoff",
            "starts_at": KICKOFF.starts_at.isoformat(),
            **asdict(Figures(2, 1, 0, 0, 1)),
        },
    ]
