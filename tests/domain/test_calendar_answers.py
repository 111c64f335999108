"""The organiser's side of iTIP, row by row."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.calendar_answers import Outcome, Verdict, apply_answer
from service.domain.invitations import CalendarMessage
from service.domain.meetings import Answer, Attendee, Held, Meeting, move, settle
from service.domain.people import Person

DOMAIN = "oksa.example"
NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
STAMP = datetime(2027, 2, 20, 9, 0, tzinfo=UTC)
ANNA = Attendee(Person(1, "anna@example.org", "Anna Virtanen", "fi"), "mentor")
EETU = Attendee(Person(2, "eetu@example.fi", "Eetu Koski", "sv"), "actor")
MEETING = Meeting(
    id=7,
    pair_id=3,
    number=1,
    of=4,
    starts_at=datetime(2027, 3, 16, 15, 0, tzinfo=UTC),
    minutes=90,
    timezone="Europe/Helsinki",
    attendees=(ANNA, EETU),
)
ACCEPT = CalendarMessage(
    method="REPLY",
    uid="m7@oksa.example",
    sequence=0,
    stamped_at=STAMP,
    attendee="eetu@example.fi",
    attendees=1,
    partstat="ACCEPTED",
)
DECLINE = replace(ACCEPT, partstat="DECLINED", stamped_at=STAMP + timedelta(hours=1))
MOVED = move(MEETING, MEETING.starts_at + timedelta(days=1))
CANCELLED = replace(MEETING, state="cancelled", sequence=1)
OVER = MEETING.ends_at


def said(
    *messages: CalendarMessage, meeting: Meeting = MEETING, now: datetime = NOW
) -> tuple[Meeting, Verdict]:
    """Return the meeting after messages of Eetu's, and the verdict on the last."""
    for message in messages:
        meeting, verdict = apply_answer(meeting, 2, message, DOMAIN, now)
    return meeting, verdict


def answered(
    answer: Answer, message: CalendarMessage = ACCEPT, meeting: Meeting = MEETING
) -> Meeting:
    eetu = replace(EETU, answer=answer, sequence=meeting.sequence, stamped_at=message.stamped_at)
    return replace(meeting, attendees=(meeting.attendees[0], eetu))


def tray(reason: str) -> Verdict:
    return Verdict("tray", reason)


@pytest.mark.parametrize(
    ("partstat", "answer"),
    [
        ("ACCEPTED", "accepted"),
        ("DECLINED", "declined"),
        ("TENTATIVE", "tentative"),
        ("NEEDS-ACTION", "needs_action"),
    ],
)
def test_a_reply_becomes_that_persons_answer_and_nothing_else(
    partstat: str, answer: Answer
) -> None:
    meeting, verdict = said(replace(ACCEPT, partstat=partstat))
    assert meeting == answered(answer)
    assert verdict == Verdict("applied", f"says {answer}")


def test_accepting_is_never_attendance() -> None:
    eetu = said(ACCEPT)[0].attendee(2)
    assert eetu is not None
    assert eetu.attended is None
    assert said(ACCEPT)[0].state == "planned"


def test_the_time_in_a_reply_is_not_believed() -> None:
    hours_off = replace(ACCEPT, starts_at=MEETING.starts_at - timedelta(hours=2))
    assert said(hours_off)[0] == answered("accepted")


@pytest.mark.parametrize("attendee", ["eetu.alias@mail.example.fi", "", None])
def test_an_alias_answers_for_the_person_of_the_token(attendee: str | None) -> None:
    assert said(replace(ACCEPT, attendee=attendee))[0] == answered("accepted")


def test_a_changed_mind_counts_by_when_it_was_said() -> None:
    declined = answered("declined", DECLINE)
    assert said(ACCEPT, DECLINE) == (declined, Verdict("applied", "says declined"))
    assert said(DECLINE, ACCEPT) == (declined, Verdict("stale", "is older than what we know"))


def test_the_same_answer_again_is_already_applied() -> None:
    again = Verdict("already_applied", "is the answer that we have")
    assert said(ACCEPT, ACCEPT) == (answered("accepted"), again)
    assert said(ACCEPT, replace(ACCEPT, sequence=None)) == (answered("accepted"), again)


def test_two_answers_of_one_moment_are_for_a_human() -> None:
    meeting, verdict = said(ACCEPT, replace(DECLINE, stamped_at=STAMP))
    assert meeting == answered("accepted")
    assert verdict == tray("cannot be put in order with the answer that we have")


def test_accepting_the_old_time_is_not_accepting_the_new_one() -> None:
    assert said(ACCEPT, meeting=MOVED) == (
        MOVED,
        Verdict("stale", "is older than what we know"),
    )


def test_after_a_move_an_answer_to_the_new_time_counts_even_by_a_slower_clock() -> None:
    moved = move(said(DECLINE)[0], MEETING.starts_at + timedelta(days=1))
    new = replace(ACCEPT, sequence=1)
    assert said(new, meeting=moved)[0] == answered("accepted", new, moved)


def test_a_reply_without_sequence_answers_the_present_version() -> None:
    bare = replace(ACCEPT, sequence=None)
    assert said(bare, meeting=MOVED)[0] == answered("accepted", bare, MOVED)


def test_a_reply_without_sequence_that_we_had_before_the_move_does_not_accept_the_new_time() -> (
    None
):
    bare = replace(ACCEPT, sequence=None)
    moved = move(said(bare)[0], MEETING.starts_at + timedelta(days=1))
    assert said(bare, meeting=moved) == (
        moved,
        Verdict("already_applied", "is the answer that we have"),
    )


def test_an_answer_without_a_stamp_counts_while_there_is_no_other() -> None:
    bare = replace(ACCEPT, stamped_at=None)
    assert said(bare)[0] == answered("accepted", bare)
    assert said(bare, bare)[1].outcome == "already_applied"
    assert said(bare, DECLINE)[0] == answered("declined", DECLINE)
    assert said(DECLINE, bare) == (
        answered("declined", DECLINE),
        tray("cannot be put in order with the answer that we have"),
    )


@pytest.mark.parametrize(
    ("message", "meeting", "now", "reason"),
    [
        (replace(ACCEPT, uid=None), MEETING, NOW, "names no meeting"),
        (replace(ACCEPT, uid="m8@oksa.example"), MEETING, NOW, "names another meeting"),
        (replace(ACCEPT, uid="m7@other.example"), MEETING, NOW, "names another meeting"),
        (
            replace(ACCEPT, recurring=True),
            MEETING,
            NOW,
            "speaks of a series, and our meetings are single",
        ),
        (ACCEPT, CANCELLED, NOW, "answers a cancelled meeting"),
        (replace(ACCEPT, sequence=1), CANCELLED, NOW, "answers a cancelled meeting"),
        (replace(ACCEPT, method="COUNTER"), CANCELLED, NOW, "answers a cancelled meeting"),
        (replace(ACCEPT, method="REFRESH"), CANCELLED, NOW, "answers a cancelled meeting"),
        (ACCEPT, MEETING, OVER, "answers a meeting that is over"),
        (ACCEPT, settle(MEETING, Held()), NOW, "answers a meeting that is over"),
        (replace(ACCEPT, method="REFRESH"), MEETING, OVER, "answers a meeting that is over"),
        (replace(ACCEPT, method="COUNTER"), MEETING, OVER, "answers a meeting that is over"),
        (replace(ACCEPT, sequence=1), MEETING, NOW, "answers a version that we never sent"),
        (
            replace(ACCEPT, stamped_at=NOW + timedelta(days=2)),
            MEETING,
            NOW,
            "is stamped in the future",
        ),
        (replace(ACCEPT, attendees=0, attendee=None), MEETING, NOW, "names no attendee"),
        (replace(ACCEPT, attendees=2), MEETING, NOW, "names several attendees"),
        (replace(ACCEPT, partstat="DELEGATED"), MEETING, NOW, "comes from a delegate"),
        (replace(ACCEPT, partstat="X-MAYBE"), MEETING, NOW, "gives no answer that we know"),
        (replace(ACCEPT, partstat=None), MEETING, NOW, "gives no answer that we know"),
        (replace(ACCEPT, method=""), MEETING, NOW, "is a calendar message, but not an answer"),
        (
            replace(ACCEPT, method="REQUEST"),
            MEETING,
            NOW,
            "is a calendar message, but not an answer",
        ),
        (
            replace(ACCEPT, method="CANCEL"),
            MEETING,
            NOW,
            "is a calendar message, but not an answer",
        ),
        (replace(ACCEPT, method="COUNTER"), MEETING, NOW, "proposes no time that we can read"),
        (
            replace(ACCEPT, method="COUNTER", starts_at=NOW),
            MEETING,
            NOW,
            "proposes a time that has passed",
        ),
    ],
)
def test_what_a_human_must_see_changes_nothing(
    message: CalendarMessage, meeting: Meeting, now: datetime, reason: str
) -> None:
    assert said(message, meeting=meeting, now=now) == (meeting, tray(reason))


def test_a_stranger_goes_to_the_tray() -> None:
    assert apply_answer(MEETING, 99, ACCEPT, DOMAIN, NOW) == (
        MEETING,
        tray("comes from someone outside the meeting"),
    )


def test_an_answer_while_the_meeting_goes_on_still_counts() -> None:
    assert said(ACCEPT, now=MEETING.starts_at)[1].outcome == "applied"


def test_the_case_of_a_uid_does_not_matter() -> None:
    assert said(replace(ACCEPT, uid="M7@OKSA.example"))[1].outcome == "applied"


def test_refresh_asks_for_the_invitation_again() -> None:
    refresh = replace(ACCEPT, method="REFRESH", sequence=None, partstat=None)
    assert said(refresh) == (MEETING, Verdict("refresh", "asks for it to be sent again"))


COUNTER = replace(
    ACCEPT,
    method="COUNTER",
    partstat="TENTATIVE",
    starts_at=datetime(2027, 3, 18, 14, 0, tzinfo=UTC),
    ends_at=datetime(2027, 3, 18, 15, 0, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("ends_at", "minutes"),
    [(COUNTER.ends_at, 60), (None, None), (COUNTER.starts_at, None)],
)
def test_a_counter_proposes_a_time_and_answers_nothing(
    ends_at: datetime | None, minutes: int | None
) -> None:
    assert said(replace(COUNTER, ends_at=ends_at)) == (
        MEETING,
        Verdict("counter", "proposes another time", COUNTER.starts_at, minutes),
    )


def test_a_counter_may_name_both_attendees() -> None:
    assert said(replace(COUNTER, attendees=2))[1].outcome == "counter"


@pytest.mark.parametrize(
    ("messages", "meeting", "outcome"),
    [
        ((COUNTER,), MOVED, "stale"),
        ((DECLINE, COUNTER), MEETING, "stale"),
        ((ACCEPT, COUNTER), MEETING, "counter"),
    ],
)
def test_a_counter_that_was_overtaken_is_stale(
    messages: tuple[CalendarMessage, ...], meeting: Meeting, outcome: Outcome
) -> None:
    assert said(*messages, meeting=meeting)[1].outcome == outcome


PARTSTATS = ["ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION", "DELEGATED", "X-MAYBE"]
MOMENTS = st.tuples(st.sampled_from([0, 1, 2, None]), st.integers(0, 50))
HISTORIES = st.lists(
    st.tuples(MOMENTS, st.sampled_from(PARTSTATS), st.sampled_from([1, 2])),
    unique_by=lambda one: (one[0][1], one[2]),
    max_size=12,
)


def ended(meeting: Meeting, messages: list[tuple[int, CalendarMessage]]) -> Meeting:
    for person_id, message in messages:
        meeting, _ = apply_answer(meeting, person_id, message, DOMAIN, NOW)
    return meeting


@given(st.data(), HISTORIES)
def test_in_any_order_and_with_repeats_it_ends_the_same(
    data: st.DataObject, history: list[tuple[tuple[int | None, int], str, int]]
) -> None:
    meeting = replace(MEETING, sequence=1)
    messages = [
        (
            person_id,
            replace(
                ACCEPT,
                sequence=sequence,
                partstat=partstat,
                stamped_at=STAMP + timedelta(minutes=minute),
            ),
        )
        for (sequence, minute), partstat, person_id in sorted(history, key=lambda one: one[0][1])
    ]
    repeats = data.draw(st.lists(st.sampled_from(messages), max_size=8)) if messages else []
    arrived = data.draw(st.permutations(messages + repeats))
    in_order = ended(meeting, messages)
    assert ended(meeting, arrived) == in_order
    assert ended(in_order, arrived) == in_order


def test_the_order_of_three_answers_does_not_matter() -> None:
    tentative = replace(ACCEPT, partstat="TENTATIVE", stamped_at=STAMP + timedelta(hours=2))
    ends = {said(*order)[0] for order in permutations([ACCEPT, DECLINE, tentative])}
    assert ends == {answered("tentative", tentative)}
