"""Who is asked for feedback, and when: half-way, at the close, and reminded (P27)."""

from datetime import date

import pytest

from jobs.ask_for_feedback import ask_for_feedback, remind_of_feedback
from service import store
from service.actions import attendance, coordinating
from service.domain.feedback import Progress, is_closing, is_half_way
from service.domain.letters import Letter, Matter
from service.domain.meetings import Held
from tests.programme import (
    ANNA,
    EETU,
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

STARTS, ENDS = date(2027, 2, 4), date(2027, 6, 30)
MIDDLE = date(2027, 4, 18)
CLOSED = at("2027-07-01 10:00")


def some_progress(**changes: int | date) -> Progress:
    kept = {"pair_id": 1, "plan": 4, "begins": date(2027, 1, 11), "held": 0, "over": 0,
            "unsettled": 0, "ahead": 0}  # fmt: skip
    return Progress(**{**kept, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("progress", "today", "due"),
    [
        (some_progress(), date(2027, 4, 17), False),
        (some_progress(), MIDDLE, True),
        (some_progress(begins=date(2027, 5, 30)), MIDDLE, False),  # a pair made late
        (some_progress(begins=date(2027, 5, 30)), date(2027, 6, 15), True),
        (some_progress(held=1, over=1), date(2027, 3, 1), False),
        (some_progress(held=2, over=2), date(2027, 3, 1), True),
        (some_progress(over=2), date(2027, 3, 1), False),  # over, but nobody says that they met
        (some_progress(plan=5, held=2, over=2), date(2027, 3, 1), False),
        (some_progress(held=4, over=4), date(2027, 3, 1), False),  # it is time to close
        (some_progress(), date(2027, 7, 1), False),
    ],
)
def test_half_way_by_dates_or_meetings(progress: Progress, today: date, due: bool) -> None:
    assert is_half_way(progress, STARTS, ENDS, today) is due


@pytest.mark.parametrize(
    ("progress", "today", "due"),
    [
        (some_progress(held=4, over=4), date(2027, 5, 1), True),
        (some_progress(held=3, over=4, unsettled=1), date(2027, 5, 1), False),
        (some_progress(held=3, over=4), date(2027, 5, 1), True),
        (some_progress(held=4, over=4, ahead=1), date(2027, 5, 1), False),  # a fifth is booked
        (some_progress(held=3, over=3), date(2027, 6, 30), False),
        (some_progress(held=0), date(2027, 7, 1), True),
    ],
)
def test_closing_after_the_last_meeting_or_the_round(
    progress: Progress, today: date, due: bool
) -> None:
    assert is_closing(progress, ENDS, today) is due


def whom(found: list[Letter]) -> list[tuple[str, str]]:
    return [(one.to_address, one.subject) for one in found]


def test_each_is_asked_once_alone_and_in_their_language(db: store.Database) -> None:
    a_published_pair(db)
    assert ask_for_feedback(db, SITE, at("2027-04-17 10:00")) == 0  # a Saturday
    monday = at("2027-04-19 10:00")
    assert ask_for_feedback(db, SITE, monday) == 2
    assert ask_for_feedback(db, SITE, monday) == 0
    assert whom(letters(db, "midway")) == [
        (ANNA.email, "Puoliväli: kolme kysymystä"),
        (EETU.email, "Halvvägs: tre frågor"),
    ]


def test_a_teams_members_are_asked_each(db: store.Database) -> None:
    a_published_team(db)
    assert ask_for_feedback(db, SITE, CLOSED) == 4
    assert len(letters(db, "closing")) == 4
    assert letters(db, "midway") == []


def test_two_reminders_and_then_none(db: store.Database) -> None:
    a_published_pair(db)
    ask_for_feedback(db, SITE, CLOSED)
    for day, sent in (("07-07", 0), ("07-08", 2), ("07-09", 0), ("07-15", 2), ("08-02", 0)):
        assert remind_of_feedback(db, SITE, at(f"2027-{day} 11:00")) == sent
    found = letters(db, "closing")
    assert [one.key[-1] for one in found] == ["0", "0", "1", "1", "2", "2"]
    assert b"Muistutus 1/2" in store.letters.get(db, found[2].id).raw
    assert b"P=C3=A5minnelse 2/2" in store.letters.get(db, found[5].id).raw


def test_an_answer_ends_the_reminders_also_one_that_waits(db: store.Database) -> None:
    pair = a_published_pair(db)
    ask_for_feedback(db, SITE, at("2027-04-19 10:00"))
    send_all(db, at("2027-04-19 10:00"))
    week_later = at("2027-04-26 10:00")
    remind_of_feedback(db, SITE, week_later)
    raw = an_answer("1: 4, 2: rytmi", pair.mentor, Matter("midway", pair.id))
    assert receive(db, raw, week_later).state == "settled"
    assert [one.to_address for one in letters(db, "midway")] == [ANNA.email, EETU.email, EETU.email]
    assert remind_of_feedback(db, SITE, at("2027-05-03 10:00")) == 1


def test_the_last_meeting_held_brings_the_closing_questions(db: store.Database) -> None:
    pair = a_published_pair(db)
    days = ("2027-02-09", "2027-03-09", "2027-04-13", "2027-05-11")
    found = booked(db, pair, *(f"{day} 17:00" for day in days))
    asked_at = at("2027-05-12 10:00")
    for meeting in found[:3]:
        attendance.decide(db, meeting, Held(), None, asked_at)
    assert ask_for_feedback(db, SITE, asked_at) == 2
    assert letters(db, "closing") == []  # whether they met is asked first
    attendance.decide(db, found[3], Held(), None, asked_at)
    assert ask_for_feedback(db, SITE, at("2027-05-13 10:00")) == 2
    assert len(letters(db, "closing")) == 2


def test_a_pair_that_has_ended_is_not_asked(db: store.Database) -> None:
    pair = a_published_pair(db)
    coordinating.end(db, SITE, pair, "minna@example.org", at("2027-03-01 10:00"))
    assert ask_for_feedback(db, SITE, CLOSED) == 0


def test_nobody_is_asked_long_after_the_round(db: store.Database) -> None:
    a_published_pair(db)
    assert ask_for_feedback(db, SITE, at("2027-08-02 10:00")) == 0
