"""Every step of a participant's own event, and the order of its messages (P15)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.domain.invitations import CalendarMessage
from service.domain.meetings import Meeting
from service.domain.own_events import decide, minutes_of
from tests.programme import NOW, a_meeting, at

STAMP = NOW - timedelta(minutes=5)
STARTS_AT = at("2027-02-09 17:00")
REQUEST = CalendarMessage(
    method="REQUEST",
    uid="theirs@example.org",
    sequence=1,
    stamped_at=STAMP,
    starts_at=STARTS_AT,
    ends_at=STARTS_AT + timedelta(minutes=90),
)
CANCEL = replace(REQUEST, method="CANCEL", sequence=2)
KNOWN = a_meeting(own_uid="theirs@example.org")
FIRST = (0, STAMP - timedelta(days=1))


@pytest.mark.parametrize(
    ("message", "known", "last", "step"),
    [
        (REQUEST, None, None, "new"),
        (REQUEST, KNOWN, FIRST, "changed"),
        (replace(REQUEST, starts_at=at("2027-02-10 17:00"), ends_at=None), KNOWN, FIRST, "moved"),
        (replace(REQUEST, ends_at=STARTS_AT + timedelta(hours=2)), KNOWN, FIRST, "moved"),
        (CANCEL, KNOWN, FIRST, "cancelled"),
        (CANCEL, replace(KNOWN, state="cancelled"), FIRST, "already_applied"),
        (CANCEL, None, None, "tray"),
        (replace(REQUEST, method="PUBLISH"), None, None, "tray"),
        (replace(REQUEST, uid=None), None, None, "tray"),
        (replace(REQUEST, stamped_at=NOW + timedelta(days=3)), None, None, "tray"),
        (replace(REQUEST, starts_at=None), None, None, "tray"),
        (replace(REQUEST, starts_at=NOW), None, None, "tray"),
        (replace(REQUEST, ends_at=STARTS_AT + timedelta(days=2)), None, None, "tray"),
        (replace(REQUEST, recurring=True), None, None, "series"),
        (REQUEST, replace(KNOWN, state="held"), FIRST, "tray"),
        (REQUEST, replace(KNOWN, state="cancelled"), FIRST, "tray"),
        (REQUEST, KNOWN, (2, STAMP), "stale"),
        (REQUEST, KNOWN, (1, STAMP + timedelta(minutes=1)), "stale"),
        (REQUEST, KNOWN, (1, STAMP), "already_applied"),
        (replace(REQUEST, stamped_at=None), KNOWN, (1, STAMP), "already_applied"),
        (replace(CANCEL, sequence=1), KNOWN, (1, STAMP), "cancelled"),  # as Thunderbird sends it
        (
            replace(CANCEL, sequence=1),
            replace(KNOWN, state="cancelled"),
            (1, STAMP),
            "already_applied",
        ),
        (replace(CANCEL, sequence=1), KNOWN, (1, STAMP + timedelta(minutes=1)), "stale"),
    ],
)
def test_each_message_is_one_step(
    message: CalendarMessage,
    known: Meeting | None,
    last: tuple[int, object] | None,
    step: str,
) -> None:
    assert decide(message, known, last, NOW).step == step  # type: ignore[arg-type]


def test_an_event_may_leave_its_end_out() -> None:
    assert minutes_of(REQUEST) == 90
    assert minutes_of(replace(REQUEST, ends_at=None)) is None
    assert minutes_of(replace(REQUEST, ends_at=STARTS_AT)) is None
