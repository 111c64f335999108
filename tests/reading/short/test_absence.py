"""When someone is back, out of automatic replies in three languages (P21)."""

from datetime import date, datetime

import pytest

from service.reading.short.absence import back_on

RECEIVED = datetime.fromisoformat("2026-07-27T09:00:00+03:00")  # a Monday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Olen lomalla, palaan 3.8.", "2026-08-03"),
        ("Olen poissa 2.8. asti.", "2026-08-03"),
        ("Lomalla 6.7.–2.8.2026. Palaan töihin maanantaina 3.8.", "2026-08-03"),
        ("Jag är på semester och åter på jobbet 3.8.", "2026-08-03"),
        ("Jag har semester till den 9 augusti.", "2026-08-10"),
        ("Frånvarande t.o.m. 2.8.2026. Tillbaka den 3 augusti.", "2026-08-03"),
        ("I am on leave and back on 3 August.", "2026-08-03"),
        ("Out of the office until August 14.", "2026-08-15"),
        ("On vacation, I will return on Monday, 3 August 2026. Call 040 555 0160.", "2026-08-03"),
        ("I am away and will be back on Thursday.", "2026-07-30"),
    ],
)
def test_reads_the_day_of_return(text: str, day: str) -> None:
    assert back_on(text, RECEIVED) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "Olen lomalla.",
        "Palasin lomalta 20.7.",
        "Viestisi on saapunut ja saanut numeron 2026110600417.",
        "Thank you, your ticket of 3 August is registered.",
        "",
    ],
)
def test_finds_no_day_where_none_is_told(text: str) -> None:
    assert back_on(text, RECEIVED) is None
