"""The answers that our own letters offer about costs are read with certainty."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from service.domain.readings import AskedMeeting, Context
from service.reading import read

HELSINKI = ZoneInfo("Europe/Helsinki")
MEETING = AskedMeeting(datetime(2027, 2, 9, 17, tzinfo=HELSINKI), 90, 1)
ASKED = Context(
    "expense", datetime(2027, 2, 10, 9, tzinfo=HELSINKI), role="mentor", meeting=MEETING
)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Junaliput 23,40 €", "travel"),
        ("Tågbiljetter 23,40 €", "travel"),
        ("Train tickets €23.40", "travel"),
        ("Pääsyliput 23,40 €", "entrance"),
        ("Inträdesbiljetter 23,40 €", "entrance"),
        ("Entrance tickets €23.40", "entrance"),
    ],
)
def test_a_cost_as_our_letter_writes_it_is_read(words: str, what: str) -> None:
    raw = f"From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\n{words}\n".encode()
    reading = read(raw, ASKED)
    found = [(one.kind, one.amount, one.what) for one in reading.findings]
    assert (reading.certain, found) == (True, [("expense", "23.40", what)])
