"""A time for which something else lasted is no length of the meeting."""

import pytest

from service.reading.past.deeds import without_others_time
from service.reading.understand import case_of
from service.reading.values.kinds import Length
from tests.reading.given import after


@pytest.mark.parametrize(
    ("text", "lasts"),
    [
        ("The doctor kept me for two hours", False),
        ("I lay on the floor for an hour", False),
        ("I had a meeting with a client that went on for three hours", False),
        ("We talked on the train for two hours", True),
        ("He talked to me for an hour", True),
    ],
)
def test_keeps_only_the_time_that_one_of_us_spent_with_the_other(text: str, lasts: bool) -> None:
    case, _, _ = case_of(text, after("attendance", "en"), "")
    assert any(one.has(Length) for one in without_others_time(case.clauses)) is lasts
