"""The plan: times that cannot be right, and which meeting comes next (P12)."""

from dataclasses import replace

import pytest

from service.domain.meetings import Meeting, State
from service.domain.pairs import Pair, Party
from service.domain.plans import Doubt, doubt, next_number
from tests.programme import ANNA, EETU, NOW, a_meeting, at

PAIR = Pair(1, 1, "individual", (Party(ANNA, "mentor"), Party(EETU, "actor")), 4)


def meetings(*states: State) -> list[Meeting]:
    return [
        replace(a_meeting(), id=number, number=number, state=state)
        for number, state in enumerate(states, 1)
    ]


@pytest.mark.parametrize(
    ("times", "why"),
    [
        (["2027-02-16 17:00", "2027-03-16 17:00"], ""),
        ([], "unread"),
        (["2027-02-16 17:00", "2027-01-05 17:00"], "past"),
        (["2027-02-16 17:00", "2027-02-16 19:00"], "same_day"),
        (["2027-02-09 19:00"], "same_day"),
        (["2027-03-09 17:00", "2027-04-13 17:00", "2027-05-11 17:00"], ""),
        ([f"2027-0{month}-16 17:00" for month in range(3, 7)], "many"),
        (["2027-02-09 17:00"], ""),  # the meeting that is booked
        (["2027-02-10 00:30"], ""),  # another day in Helsinki, the same in UTC
    ],
)
def test_doubtful_times(times: list[str], why: Doubt) -> None:
    said = [at(time) for time in times]
    assert doubt(PAIR, said, [a_meeting()], "Europe/Helsinki", NOW) == why


def test_a_plan_that_is_full_has_no_room_to_ask_about() -> None:
    full = [replace(a_meeting(), starts_at=at(f"2027-0{month}-02 17:00")) for month in range(2, 6)]
    assert doubt(PAIR, [at("2027-06-09 19:00")], full, "Europe/Helsinki", NOW) == ""


def test_a_cancelled_meeting_leaves_its_day_free() -> None:
    cancelled = a_meeting(state="cancelled")
    assert doubt(PAIR, [at("2027-02-09 19:00")], [cancelled], "Europe/Helsinki", NOW) == ""


@pytest.mark.parametrize(
    ("states", "number"),
    [
        ((), 1),
        (("held",), 2),
        (("held", "planned"), None),
        (("held", "disputed"), None),
        (("held", "not_held"), 2),
        (("cancelled", "held"), 1),
        (("held", "held", "held", "held"), None),
    ],
)
def test_the_next_meeting_s_number(states: tuple[State, ...], number: int | None) -> None:
    assert next_number(PAIR, meetings(*states), NOW) == number
