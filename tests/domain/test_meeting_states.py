"""The state of a meeting: every transition, and any history in any order (P13, P14, C6)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.calendar_answers import ANSWERS, apply_answer
from service.domain.errors import Refused
from service.domain.invitations import CalendarMessage
from service.domain.meetings import Meeting, State, answer, cancel, change, move
from tests.programme import ANNA, EETU, NOW, a_meeting, at

DOMAIN = "oksa.example.org"
LATER = at("2027-02-11 16:00")
NEW = a_meeting()
ANSWERED = answer(answer(NEW, ANNA.id, "accepted", NOW), EETU.id, "tentative", NOW)


def shown(meeting: Meeting) -> tuple[object, ...]:
    """Return what calendars and people see of a meeting."""
    answers = [one.answer for one in meeting.attendees]
    return meeting.state, meeting.starts_at, meeting.place, meeting.url, meeting.sequence, answers


@pytest.mark.parametrize(
    ("step", "after"),
    [
        (
            lambda one: move(one, LATER),
            ("planned", LATER, "", "", 1, ["needs_action", "needs_action"]),
        ),
        (
            lambda one: change(one, "Kirjasto", ""),
            ("planned", NEW.starts_at, "Kirjasto", "", 1, ["accepted", "tentative"]),
        ),
        (
            lambda one: change(one, "", "https://video.example.org"),
            (
                "planned",
                NEW.starts_at,
                "",
                "https://video.example.org",
                0,
                ["accepted", "tentative"],
            ),
        ),
        (cancel, ("cancelled", NEW.starts_at, "", "", 1, ["accepted", "tentative"])),
        (
            lambda one: answer(one, EETU.id, "declined", NOW + timedelta(hours=1)),
            ("planned", NEW.starts_at, "", "", 0, ["accepted", "declined"]),
        ),
        (
            lambda one: answer(one, EETU.id, "declined", NOW - timedelta(hours=1)),
            ("planned", NEW.starts_at, "", "", 0, ["accepted", "tentative"]),
        ),
    ],
    ids=["moved", "another place", "another link", "cancelled", "answered", "answered before"],
)
def test_each_step_changes_what_it_should(
    step: Callable[[Meeting], Meeting], after: tuple[object, ...]
) -> None:
    assert shown(step(ANSWERED)) == after


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("cancelled", lambda one: move(one, LATER)),
        ("held", lambda one: move(one, LATER)),
        ("disputed", lambda one: move(one, LATER)),
        ("cancelled", lambda one: change(one, "x", "")),
        ("held", lambda one: change(one, "x", "")),
        ("not_held", lambda one: change(one, "x", "")),
        ("cancelled", cancel),
        ("held", cancel),
        ("not_held", cancel),
    ],
)
def test_no_step_leads_out_of_an_end(state: State, step: Callable[[Meeting], Meeting]) -> None:
    with pytest.raises(Refused):
        step(a_meeting(state=state))


def test_a_stranger_answers_nothing() -> None:
    with pytest.raises(Refused):
        answer(NEW, 99, "accepted", NOW)


@pytest.mark.parametrize("state", ["planned", "not_held"])
def test_what_did_not_take_place_can_be_moved(state: State) -> None:
    assert move(a_meeting(state=state), LATER).state == "planned"


@dataclass(frozen=True)
class Given:
    """An answer as given: by whom, at which moment, to which version, in words or by calendar."""

    person_id: int
    said: str
    at: datetime
    sequence: int
    in_words: bool


Step = tuple[str, int, str, int, bool]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["move", "place", "link", "cancel", "answer", "answer", "answer"]),
        st.sampled_from([ANNA.id, EETU.id]),
        st.sampled_from(["ACCEPTED", "DECLINED", "TENTATIVE"]),
        st.integers(0, 2),  # how many versions behind an answer may be
        st.booleans(),
    ),
    max_size=10,
)


def acted(meeting: Meeting, kind: str, number: int) -> Meeting:
    """Return the meeting after an act of ours; one that is over takes none."""
    if meeting.state != "planned":
        return meeting
    match kind:
        case "move":
            return move(meeting, meeting.starts_at + timedelta(days=1))
        case "place":
            return change(meeting, f"Huone {number}", meeting.url)
        case "link":
            return change(meeting, meeting.place, f"https://video.example.org/{number}")
    return cancel(meeting)


def applied(meeting: Meeting, given: Given) -> Meeting:
    """Return the meeting after an answer arrives, in words or by calendar."""
    if given.in_words:
        if meeting.state != "planned":
            return meeting
        return answer(meeting, given.person_id, ANSWERS[given.said], given.at)
    message = CalendarMessage(
        method="REPLY",
        uid=meeting.uid(DOMAIN),
        sequence=given.sequence,
        stamped_at=given.at,
        attendee="someone@example.org",
        attendees=1,
        partstat=given.said,
    )
    return apply_answer(meeting, given.person_id, message, DOMAIN, NOW + timedelta(days=1))[0]


@given(st.data(), STEPS)
def test_any_history_in_any_order_of_arrival_ends_as_the_ordered_one(
    data: st.DataObject, steps: list[Step]
) -> None:
    """Our acts have one order; a calendar's answer may come late, often, and out of order.

    Words count when they come, so they come in time.
    """
    given = _given(steps)
    arrivals: list[tuple[int, int]] = []
    for number, one in given.items():
        last = number if one.in_words else len(steps)
        positions = st.lists(st.integers(number, last), min_size=1, max_size=3)
        arrivals += [(position, number) for position in data.draw(positions)]
    shuffled = data.draw(st.permutations(arrivals))
    in_time = [(number, number) for number in given]
    assert _seen(_played(steps, given, shuffled)) == _seen(_played(steps, given, in_time))


def _given(steps: list[Step]) -> dict[int, Given]:
    """Return the answers of a history, each to the version that its giver had seen."""
    meeting, versions = NEW, [0]
    found: dict[int, Given] = {}
    for number, (kind, person_id, said, behind, in_words) in enumerate(steps):
        if kind != "answer":
            meeting = acted(meeting, kind, number)
            versions.append(meeting.sequence)
            continue
        sequence = versions[max(0, len(versions) - 1 - behind)]
        moment = NOW + timedelta(minutes=number)
        found[number] = Given(person_id, said, moment, sequence, in_words)
    return found


def _played(steps: list[Step], given: dict[int, Given], arrivals: list[tuple[int, int]]) -> Meeting:
    """Return the end of a history: our acts in order, answers as they arrive."""
    meeting = NEW
    for position in range(len(steps) + 1):
        if position < len(steps) and steps[position][0] != "answer":
            meeting = acted(meeting, steps[position][0], position)
        for arrived_at, number in arrivals:
            if arrived_at == position:
                meeting = applied(meeting, given[number])
    return meeting


def _seen(meeting: Meeting) -> tuple[object, ...]:
    """Return what is compared; of a cancelled meeting nobody's answer counts any more (C7)."""
    return shown(replace(meeting, attendees=())) if meeting.state == "cancelled" else shown(meeting)


def test_versions_rise() -> None:
    meetings = [NEW, move(NEW, LATER), change(move(NEW, LATER), "x", "")]
    meetings.append(cancel(meetings[-1]))
    assert all(one.sequence < two.sequence for one, two in pairwise(meetings))
