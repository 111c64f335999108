"""A rule for meetings that begins in the week in which it is written."""

import pytest

from tests.reading.given import before, told


@pytest.mark.parametrize(
    ("weekday", "days"),
    [("Thursday", ["04-09", "04-23", "05-07"]), ("Monday", [])],
)
def test_begins_this_week_where_its_day_is_to_come(weekday: str, days: list[str]) -> None:
    words = f"Every other {weekday} at 5.30 pm starting this week, three times"
    starts = [f"2026-{day}T17:30" for day in days]
    certain, findings = told(words, before("times", "en"))
    assert certain == bool(days)
    assert [one for one in findings if len(one) > 1] == ([("planned", starts)] if days else [])


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("13.4 kl 18 samt de två följande måndagarna.", ["04-13", "04-20", "04-27"]),
        ("13 April at 18 and the following two Mondays.", ["04-13", "04-20", "04-27"]),
        ("De två följande måndagarna kl 18.", ["04-13", "04-20"]),
    ],
)
def test_counts_those_that_follow_a_day_beside_it(words: str, days: list[str]) -> None:
    _, findings = told(words, before("times", "sv"))
    assert findings == [("planned", [f"2026-{day}T18:00" for day in days])]
