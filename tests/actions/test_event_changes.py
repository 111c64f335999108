"""An event is moved, placed anew or called off in every calendar; the absent get material (P10)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from jobs import timetable
from jobs.invite_to_events import invite_to_events, remind_of_events
from service import store
from service.actions import event_changes, pairs
from service.actions.event_changes import Wanted
from service.actions.pairs import HOLD
from service.domain.errors import Refused
from service.domain.events import Material, RoundEvent, as_meeting
from service.domain.letters import Matter
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import Event
from tests.calendars import Said, answer, lines_of, whole
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

BY = "minna@example.org"
HALFWAY = Event("halfway", at("2027-04-08 16:00"), 120, ("mentor", "actor"), place="Opintie 1")
TOLD = at("2027-03-01 09:00")
WANTED = Wanted(at("2027-04-15 17:00"), 90, "Opintie 1", "")
HERE = Wanted(HALFWAY.starts_at, 120, "Opintie 1", "")
MATERIAL = Material("Kalvot ja muistiinpanot.", "https://files.example.org/halfway")


@pytest.fixture
def pair(db: store.Database) -> Pair:
    """Return Anna and Eetu, who are invited; Anna comes."""
    season = store.rounds.add(db, a_round(events=(HALFWAY,)))
    apply(db, an_application("mentor", ANNA.name, ANNA.email, "fi"))
    apply(db, an_application("actor", EETU.name, EETU.email, "sv"))
    pairs.make(db, season, ANNA.email, [EETU.email])
    (pair,) = pairs.publish(db, SITE, season, NOW)
    invite_to_events(db, SITE, NOW + HOLD)
    send_all(db, NOW + HOLD)
    says(db, "Kyllä", pair.mentor)
    return pair


def event(db: store.Database) -> RoundEvent:
    (found,) = store.events.of_round(db, 1)
    return found


def says(db: store.Database, words: str, person: Person, now: object = TOLD) -> str:
    raw = an_answer(words, person, Matter("event", event(db).id))
    mail = receive(db, raw, now)  # type: ignore[arg-type]
    send_all(db, now)  # type: ignore[arg-type]
    return mail.state


def answers(db: store.Database) -> dict[str, str]:
    return {one.person.email: one.answer for one in store.events.guests(db, event(db).id)}


def test_a_moved_event_asks_everyone_anew_under_its_uid(db: store.Database, pair: Pair) -> None:
    event_changes.change(db, SITE, event(db), WANTED, BY, TOLD)
    moved = whole(db, "event_moved")
    assert [one.to_address for one in moved] == [ANNA.email, EETU.email]
    for letter in moved:
        assert lines_of(letter, "UID", "SEQUENCE") == [
            "METHOD:REQUEST",
            f"UID:e{event(db).id}@oksa.example.org",
            "SEQUENCE:1",
        ]
        starts = [one for one in lines_of(letter, "DTSTART") if "20270415T170000" in one]
        assert starts == ["DTSTART;TZID=Europe/Helsinki:20270415T170000"]
        assert "PARTSTAT=NEEDS-ACTION" in lines_of(letter, "ATTENDEE")[1]
    assert moved[1].subject == "Ny tid: Halvtidsträff, to 15.4 kl. 17.00"
    assert answers(db) == {ANNA.email: "needs_action", EETU.email: "needs_action"}
    assert store.rounds.get(db, 1).events == (
        replace(HALFWAY, starts_at=WANTED.starts_at, minutes=90),
    )
    assert invite_to_events(db, SITE, TOLD + timedelta(hours=1)) == 0
    assert says(db, "Ja, jag kommer", pair.contact, TOLD + timedelta(hours=2)) == "settled"
    assert answers(db)[EETU.email] == "accepted"


def test_a_calendar_that_answers_the_old_time_is_too_late(db: store.Database, pair: Pair) -> None:
    before = as_meeting(event(db), store.events.guests(db, event(db).id)[1], "oksa.example.org")
    event_changes.change(db, SITE, event(db), WANTED, BY, TOLD)
    send_all(db, TOLD)
    to = reply_address(Matter("event", event(db).id), pair.contact)
    later = TOLD + timedelta(hours=1)
    old = answer(db, Said(pair.contact, before, stamped_at=TOLD, sequence=0), later, To=to)
    assert (old.state, answers(db)[EETU.email]) == ("ignored", "needs_action")
    new = answer(db, Said(pair.contact, before, stamped_at=later, sequence=1), later, To=to)
    assert (new.state, answers(db)[EETU.email]) == ("settled", "accepted")


def test_a_new_place_keeps_every_answer(db: store.Database, pair: Pair) -> None:
    event_changes.change(db, SITE, event(db), replace(HERE, place="Kirjasto"), BY, TOLD)
    first = whole(db, "event_changed")[0]
    assert lines_of(first, "SEQUENCE", "LOCATION") == [
        "METHOD:REQUEST",
        "SEQUENCE:1",
        "LOCATION:Kirjasto",
    ]
    assert "PARTSTAT=ACCEPTED" in lines_of(first, "ATTENDEE")[1]
    assert answers(db)[ANNA.email] == "accepted"
    link = replace(HERE, place="Kirjasto", url="https://meet.example.org/h")
    event_changes.change(db, SITE, event(db), link, BY, TOLD + timedelta(hours=1))
    assert (event(db).sequence, event(db).since, len(letters(db, "event_changed"))) == (1, 0, 4)


def test_a_cancelled_event_leaves_every_calendar(db: store.Database, pair: Pair) -> None:
    event_changes.cancel(db, SITE, event(db), BY, TOLD)
    cancelled = whole(db, "event_cancelled")
    assert [one.to_address for one in cancelled] == [ANNA.email, EETU.email]
    assert lines_of(cancelled[0], "SEQUENCE", "STATUS") == [
        "METHOD:CANCEL",
        "SEQUENCE:1",
        "STATUS:CANCELLED",
    ]
    assert store.rounds.get(db, 1).events == ()
    assert invite_to_events(db, SITE, TOLD) == 0
    assert remind_of_events(db, SITE, at("2027-04-05 09:00")) == 0
    assert says(db, "Ja, jag kommer", pair.contact) == "tray"
    with pytest.raises(Refused, match="called off"):
        event_changes.cancel(db, SITE, event(db), BY, TOLD)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (HERE, "nothing is changed"),
        (replace(HERE, starts_at=at("2027-02-28 16:00")), "has passed"),
        (replace(HERE, place="x" * 201), "the place is not clear"),
        (replace(HERE, url="http://example.org"), "the video link is not clear"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(
    db: store.Database, pair: Pair, wanted: Wanted, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        event_changes.change(db, SITE, event(db), wanted, BY, TOLD)
    assert (event(db).sequence, letters(db, "event_moved")) == (0, [])


def test_an_event_that_is_over_stays_as_it_was(db: store.Database, pair: Pair) -> None:
    over = HALFWAY.starts_at + timedelta(hours=3)
    with pytest.raises(Refused, match="over"):
        event_changes.change(db, SITE, event(db), WANTED, BY, over)


def test_the_silent_are_reminded_of_the_new_time_too(db: store.Database, pair: Pair) -> None:
    assert remind_of_events(db, SITE, at("2027-04-02 09:00")) == 1
    event_changes.change(db, SITE, event(db), WANTED, BY, at("2027-04-05 09:00"))
    send_all(db, at("2027-04-05 09:00"))
    assert remind_of_events(db, SITE, at("2027-04-12 09:00")) == 2
    assert [one.to_address for one in letters(db, "event_reminder")] == [
        EETU.email,
        ANNA.email,
        EETU.email,
    ]


def nobody_noted(db: store.Database, pair: Pair) -> None:
    """Leave it to what they have answered: Anna comes, Eetu is silent."""


def all_there(db: store.Database, pair: Pair) -> None:
    there = {one.id for one in pair.people}
    event_changes.note_attendance(db, event(db), there, BY, at("2027-04-08 19:00"))


def only_eetu(db: store.Database, pair: Pair) -> None:
    event_changes.note_attendance(db, event(db), {pair.contact.id}, BY, at("2027-04-08 19:00"))


def cancelled(db: store.Database, pair: Pair) -> None:
    event_changes.cancel(db, SITE, event(db), BY, TOLD)


@pytest.mark.parametrize(
    ("lay", "moment", "to"),
    [
        (nobody_noted, "2027-04-08 16:59", []),  # it is not over yet
        (nobody_noted, "2027-04-09 07:59", []),
        (nobody_noted, "2027-04-09 08:00", [EETU.email]),
        (nobody_noted, "2027-04-10 10:00", []),  # a Saturday
        (nobody_noted, "2027-04-12 08:00", [EETU.email]),
        (nobody_noted, "2027-06-08 10:00", []),  # two months later nobody misses it
        (all_there, "2027-04-09 08:00", []),
        (only_eetu, "2027-04-09 08:00", [ANNA.email]),
        (cancelled, "2027-04-09 08:00", []),
    ],
)
def test_material_goes_to_the_absent_the_working_morning_after(
    db: store.Database,
    pair: Pair,
    lay: Callable[[store.Database, Pair], None],
    moment: str,
    to: list[str],
) -> None:
    event_changes.keep_material(db, event(db), MATERIAL, BY, TOLD)
    lay(db, pair)
    for _ in range(2):
        timetable.decide(db, SITE, at(moment))
    found = letters(db, "event_material")
    assert [one.to_address for one in found] == to
    assert all(not one.prompt for one in found)


def test_material_that_comes_late_goes_when_it_is_there(db: store.Database, pair: Pair) -> None:
    timetable.decide(db, SITE, at("2027-04-09 08:00"))
    assert letters(db, "event_material") == []
    event_changes.keep_material(db, event(db), MATERIAL, BY, at("2027-04-13 11:00"))
    timetable.decide(db, SITE, at("2027-04-13 11:01"))
    (letter,) = whole(db, "event_material")
    assert (letter.to_address, letter.subject) == (EETU.email, "Material: Halvtidsträff, to 8.4")
    send_all(db, at("2027-04-13 11:01"))
    assert says(db, "Tack, det här var bra!", pair.contact, at("2027-04-13 12:00")) in (
        "tray",
        "settled",
    )


def test_a_link_or_words_that_cannot_be_meant_are_refused(db: store.Database, pair: Pair) -> None:
    for material, why in (
        (Material("", "ftp://example.org"), "the link is not clear"),
        (Material("x" * 2001), "the words are too long"),
    ):
        with pytest.raises(Refused, match=why):
            event_changes.keep_material(db, event(db), material, BY, TOLD)
    with pytest.raises(Refused, match="still ahead"):
        event_changes.note_attendance(db, event(db), set(), BY, TOLD)
