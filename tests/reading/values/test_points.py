"""A "17.10" of a meeting at five in April is an hour, a "17.4" is a day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from service.reading.text.tokens import tokens_of
from service.reading.values.kinds import Clock, Day
from service.reading.values.points import settled_points
from service.reading.values.resolve import Calendar
from service.reading.values.scan import values_in

ZONE = ZoneInfo("Europe/Helsinki")
CALENDAR = Calendar(date(2026, 4, 6), datetime(2026, 4, 8, 17, tzinfo=ZONE), ZONE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I will arrive 17.10", Clock(17, 10)),
        ("Could we move it to 17.4?", Day(day=17, month=4)),
        ("Could we move it to 17.12?", Day(day=17, month=12)),
        ("Could we move it to 24.10?", Day(day=24, month=10)),
        ("Next on 17.10. then", Day(day=17, month=10)),
    ],
)
def test_tells_an_hour_from_a_day_far_away(text: str, value: Clock | Day) -> None:
    tokens = tokens_of(text)
    found = settled_points(tokens, values_in(tokens, "en"), CALENDAR)
    assert [one.value for one in found] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Started at 5.20 and finished 6.10", [Clock(17, 20), Clock(18, 10)]),
        ("Met at 17.00. My contract ended 6.10", [Clock(17, 0), Day(day=6, month=10)]),
        ("Every week at 17.00 until 19.5", [Clock(17, 0), Day(day=19, month=5)]),
    ],
)
def test_tells_when_it_ended_from_another_end(text: str, values: list[Clock | Day]) -> None:
    tokens = tokens_of(text)
    found = settled_points(tokens, values_in(tokens, "en"), CALENDAR)
    assert [one.value for one in found if isinstance(one.value, Clock | Day)][-2:] == values
