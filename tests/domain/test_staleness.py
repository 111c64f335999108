"""What has waited is sent only where it still says what is true (D2, R8)."""

from datetime import timedelta

import pytest

from service.domain.letters import Letter, Matter
from service.domain.meetings import State
from service.domain.staleness import is_stale
from tests.jobs.letters import NOW

HOUR = timedelta(hours=1)


def a_letter(kind: str, *, prompt: bool = False, waited: timedelta = HOUR) -> Letter:
    about = Matter("meeting", 1)
    return Letter(
        "k", kind, "anna@example.org", "en", "", "<a@b>", b"", about, 1, "",
        due_at=NOW - waited, prompt=prompt,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("letter", "ends_in", "state", "stale"),
    [
        (a_letter("invitation"), HOUR, "planned", False),
        (a_letter("invitation"), -HOUR, "planned", True),
        (a_letter("preparation", prompt=True), -HOUR, "planned", True),
        (a_letter("event_reminder", prompt=True), -HOUR, None, True),
        (a_letter("did_you_meet", prompt=True), -HOUR, "planned", False),
        (a_letter("did_you_meet", prompt=True), -HOUR, "held", True),
        (a_letter("did_you_meet", prompt=True), -HOUR, "cancelled", True),
        (a_letter("understood"), -HOUR, "held", False),
        (a_letter("understood", waited=timedelta(days=8)), -HOUR, "held", True),
        (a_letter("agreement", prompt=True, waited=timedelta(days=13)), None, None, False),
        (a_letter("agreement", prompt=True, waited=timedelta(days=15)), None, None, True),
        (a_letter("preparation_note", waited=timedelta(days=90)), -HOUR, "held", False),
        (a_letter("coordinator_note", waited=timedelta(days=90)), None, None, False),
    ],
)
def test_what_a_letter_speaks_of_decides_whether_it_still_leaves(
    letter: Letter, ends_in: timedelta | None, state: State | None, stale: bool
) -> None:
    ends_at = None if ends_in is None else NOW + ends_in
    assert is_stale(letter, ends_at, state, NOW) is stale
