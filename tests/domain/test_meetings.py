"""What becomes of a meeting by what its people tell."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.domain.errors import Refused
from service.domain.meetings import (
    Attendee,
    Held,
    Meeting,
    NotHeld,
    State,
    cancel,
    correct,
    move,
    settle,
)
from service.domain.people import Person
from tests.programme import a_meeting, at


def attended(meeting: Meeting) -> list[bool | None]:
    return [one.attended for one in meeting.attendees]


def test_held_as_planned_takes_day_and_length_from_the_plan() -> None:
    held = settle(a_meeting(), Held())
    assert (held.state, held.held_on, held.minutes) == ("held", date(2027, 2, 9), 90)
    assert attended(held) == [True, True]


def test_held_otherwise_takes_what_was_said() -> None:
    held = settle(a_meeting(), Held(date(2027, 2, 10), 60, ("eetu",)))
    assert (held.held_on, held.minutes, attended(held)) == (date(2027, 2, 10), 60, [True, False])


def test_not_held_means_that_nobody_was_there() -> None:
    assert attended(settle(a_meeting(), NotHeld())) == [False, False]


def test_a_second_story_makes_the_meeting_disputed() -> None:
    assert settle(a_meeting(state="held"), NotHeld()).state == "disputed"
    assert settle(a_meeting(state="not_held"), Held()).state == "disputed"


def test_the_same_story_again_changes_nothing() -> None:
    held = settle(a_meeting(), Held(minutes=60))
    assert settle(held, Held(minutes=120)) == held


def test_who_was_missing_of_a_team_may_be_told_by_the_next() -> None:
    maija = Attendee(Person(3, "maija@example.org", "Maija Salo", "fi"), "actor")
    team = a_meeting(attendees=(*a_meeting().attendees, maija))
    held = settle(team, Held(minutes=60))
    told = settle(held, Held(missing=("Maija",)))
    assert (told.state, told.minutes, attended(told)) == ("held", 60, [True, True, False])
    assert settle(told, Held(missing=("Eetu",))) == told


@pytest.mark.parametrize("state", ["cancelled", "disputed"])
def test_nothing_is_told_of_a_cancelled_or_disputed_meeting(state: State) -> None:
    with pytest.raises(Refused):
        settle(a_meeting(state=state), Held())


def test_a_date_that_has_passed_is_unknown_and_never_held() -> None:
    meeting = a_meeting()
    assert meeting.state_at(meeting.ends_at - timedelta(seconds=1)) == "planned"
    assert meeting.state_at(meeting.ends_at) == "unknown"


def test_a_correction_replaces_the_story() -> None:
    held = settle(a_meeting(), Held(minutes=120))
    assert correct(held, Held(minutes=60)).minutes == 60
    assert correct(held, None).state == "planned"
    assert attended(correct(held, None)) == [None, None]


def test_a_move_keeps_the_uid_raises_the_sequence_and_opens_every_answer() -> None:
    meeting = a_meeting()
    accepted = replace(
        meeting, attendees=tuple(replace(one, answer="accepted") for one in meeting.attendees)
    )
    moved = move(accepted, at("2027-02-11 16:00"))
    assert moved.uid("x.example") == meeting.uid("x.example")
    assert (moved.sequence, moved.starts_at, moved.minutes) == (1, at("2027-02-11 16:00"), 90)
    assert [one.answer for one in moved.attendees] == ["needs_action", "needs_action"]


def test_a_held_meeting_cannot_be_moved_or_cancelled() -> None:
    with pytest.raises(Refused):
        move(a_meeting(state="held"), at("2027-02-11 16:00"))
    with pytest.raises(Refused):
        cancel(a_meeting(state="held"))


def test_cancelling_raises_the_sequence() -> None:
    cancelled = cancel(a_meeting(sequence=2))
    assert (cancelled.state, cancelled.sequence) == ("cancelled", 3)
