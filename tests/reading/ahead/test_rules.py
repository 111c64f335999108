"""A rule for meetings that begins in the week in which it is written."""

import pytest

from tests.reading.given import before, told


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Every other Thursday at 5.30 pm starting this week, twice", ["04-09", "04-23"]),
        ("Every other Monday at 5.30 pm starting this week, twice", None),
    ],
)
def test_begins_this_week_where_its_day_is_to_come(words: str, days: list[str] | None) -> None:
    starts = [f"2026-{day}T17:30" for day in days or []]
    certain, findings = told(words, before("times", "en"))
    assert (certain, findings) == (bool(starts), [("planned", starts)] if starts else findings)
