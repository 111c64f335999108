"""Which round the form is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from service.web.seasons import shown
from tests.seasons import a_round

NOON = datetime(2027, 1, 15, 12, tzinfo=UTC)


def around(days: int) -> date:
    return date(2027, 1, 15) + timedelta(days=days)


def test_the_newest_open_round_is_shown_then_the_next_then_the_last() -> None:
    rounds = {
        days: replace(a_round(around(days)), id=number)
        for number, days in enumerate((-60, -30, 0, 5, 30, 60), 1)
    }
    newest_first = sorted(rounds.values(), key=lambda one: -one.id)
    assert shown(newest_first, NOON) == rounds[5]
    assert shown([rounds[60], rounds[30], rounds[-30]], NOON) == rounds[30]
    assert shown([rounds[-30], rounds[-60]], NOON) == rounds[-30]
    assert shown([], NOON) is None
