"""What is due when: working hours, the morning after, the silent actor, ten timetables at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from jobs import timetable
from service import store
from service.actions import applications
from service.domain.letters import Matter
from service.hours import are_working
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    a_round,
    an_answer,
    an_application,
    at,
    booked,
    letters,
    receive,
    send_all,
)


@pytest.mark.parametrize(
    ("moment", "working"),
    [
        ("2027-02-10 07:59", False),
        ("2027-02-10 08:00", True),
        ("2027-02-10 16:59", True),
        ("2027-02-10 17:00", False),
        ("2027-02-13 10:00", False),  # a Saturday
        ("2027-01-06 10:00", False),  # Epiphany
        ("2027-03-29 10:00", False),  # Easter Monday
        ("2027-06-25 10:00", False),  # Midsummer's eve is everyone's holiday
        ("2027-03-29 08:00", False),
        ("2027-10-29 07:30", False),
    ],
)
def test_prompts_keep_working_hours(moment: str, working: bool) -> None:
    assert are_working(at(moment)) is working


def test_the_actor_is_asked_the_morning_after_and_only_once(db: store.Database) -> None:
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-09 17:00")
    for moment in ("2027-02-09 19:00", "2027-02-10 07:59"):
        timetable.decide(db, SITE, at(moment))
        assert letters(db, "did_you_meet") == []
    for moment in ("2027-02-10 08:00", "2027-02-10 08:01"):
        timetable.decide(db, SITE, at(moment))
        assert [one.to_address for one in letters(db, "did_you_meet")] == [pair.contact.email]


def test_a_friday_s_meeting_is_asked_about_on_monday(db: store.Database) -> None:
    booked(db, a_published_pair(db), "2027-02-12 17:00")
    timetable.decide(db, SITE, at("2027-02-13 10:00"))
    assert letters(db, "did_you_meet") == []
    timetable.decide(db, SITE, at("2027-02-15 08:00"))
    assert len(letters(db, "did_you_meet")) == 1


def test_the_mentor_is_asked_when_the_actor_is_silent_for_three_days(db: store.Database) -> None:
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-09 17:00")
    for day in ("10", "11", "12", "15"):
        timetable.decide(db, SITE, at(f"2027-02-{day} 08:00"))
    asked = [letter.to_address for letter in letters(db, "did_you_meet")]
    assert asked[:2] == [pair.contact.email, pair.mentor.email]


def test_nobody_is_asked_about_what_was_told(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    answer = an_answer("Joo tavattiin, 1 h", pair.contact, Matter("meeting", meeting.id))
    receive(db, answer, at("2027-02-09 20:00"))
    for day in ("10", "15", "22"):
        timetable.decide(db, SITE, at(f"2027-02-{day} 08:00"))
    assert letters(db, "did_you_meet") == []


def test_a_paused_actor_gets_no_question(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    receive(db, an_answer("STOP", pair.contact, Matter("meeting", meeting.id)), NOW)
    timetable.decide(db, SITE, at("2027-02-10 08:00"))
    assert [one.to_address for one in letters(db, "did_you_meet")] == []


def test_an_unconfirmed_application_is_reminded_once_and_then_forgotten(
    db: store.Database,
) -> None:
    season = store.rounds.add(db, a_round())
    form = an_application("mentor", "Liisa Holm", "liisa@example.org")
    applications.receive(db, SITE, season, form, NOW)
    send_all(db, NOW)
    for days in (1, 2, 3, 4):
        timetable.decide(db, SITE, NOW + timedelta(days=days, hours=1))
    assert len(letters(db, "receipt_reminder")) == 1
    timetable.decide(db, SITE, NOW + timedelta(days=8))
    assert store.people.find(db, "liisa@example.org") is None
    assert store.applications.of_round(db, season.id) == []
    assert store.letters.every(db) == []


def test_who_waited_is_told_when_the_round_opens(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    applications.tell_me(db, season, "odottaja@example.org", "sv", at("2026-12-20 10:00"))
    timetable.decide(db, SITE, at("2026-12-31 23:59"))
    assert letters(db, "round_opens") == []
    timetable.decide(db, SITE, at("2027-01-01 00:00"))  # a night, and a holiday
    assert letters(db, "round_opens") == []
    for _ in range(2):
        timetable.decide(db, SITE, at("2027-01-04 08:00"))
    assert [one.to_address for one in letters(db, "round_opens")] == ["odottaja@example.org"]


def test_ten_timetables_at_once_make_one_letter(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    booked(db, a_published_pair(db), "2027-02-09 17:00")
    moment = at("2027-02-10 08:00")

    def tick(_: int) -> None:
        own = store.connect(tmp_path)
        timetable.decide(own, SITE, moment)
        own.conn.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(tick, range(10)))
    assert len(letters(db, "did_you_meet")) == 1
