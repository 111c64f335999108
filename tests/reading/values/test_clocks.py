"""Clock times: the zone that they are told in, and where they end."""

import pytest

from service.reading.text.tokens import tokens_of
from service.reading.values.clocks import clock_at
from service.reading.values.kinds import Clock


@pytest.mark.parametrize(
    ("text", "zone", "ambiguous"),
    [
        ("4 pm Irish time", "Europe/Dublin", False),
        ("15.00 (London time)", "Europe/London", False),
        ("10 am US Eastern time", "America/New_York", False),
        ("10 am here in New York", "America/New_York", False),
        ("10 am here in the office", None, False),
        ("15.00 CET", "Europe/Paris", False),
        ("klockan tre svensk tid", "Europe/Stockholm", False),
        ("18.00 your time", "Europe/Helsinki", False),
        ("15.00", None, False),
        ("15.00. My time is short", None, False),
        ("15.00 next time", None, False),
        ("4 pm my time", None, True),
        ("9 am Recife time", None, True),
        ("15.00 UTC+5", "Etc/GMT-5", False),
        ("15.00 GMT-3", "Etc/GMT+3", False),
    ],
)
def test_reads_zones(text: str, zone: str | None, ambiguous: bool) -> None:
    found = clock_at(tokens_of(text), 0, after_day=True)
    assert found is not None
    clock = found.value
    assert (clock.zone, clock.ambiguous) == (zone, ambiguous)  # type: ignore[union-attr]


def test_ends_no_hour_with_a_date() -> None:
    found = clock_at(tokens_of("at 16 until 5 June"), 0, after_day=True)
    assert found is not None
    assert found.value == Clock(16)
