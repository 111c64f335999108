"""Other time zones, through whole letters: Toronto, winter for summer, the two nights (I7)."""

from datetime import UTC, datetime
from email import message_from_bytes
from zoneinfo import ZoneInfo

import pytest

from service import store
from service.actions import meetings, pairs
from service.domain.letters import Letter, Matter
from service.domain.pairs import Pair
from tests.calendars import calendar_part, lines_of, whole
from tests.programme import (
    ANNA,
    NOW,
    SITE,
    a_round,
    an_answer,
    an_application,
    apply,
    receive,
    send_all,
)


def a_pair(db: store.Database, timezone: str) -> Pair:
    season = store.rounds.add(db, a_round(timezone=timezone))
    apply(db, an_application("mentor", ANNA.name, ANNA.email, "en"))
    apply(db, an_application("actor", "Liam Roy", "liam@example.org", "en"))
    pairs.make(db, season, ANNA.email, ["liam@example.org"])
    (pair,) = pairs.publish(db, SITE, season, NOW)
    send_all(db, NOW)
    return store.pairs.get(db, pair.id)


def text_of(letter: Letter) -> str:
    for part in message_from_bytes(letter.raw).walk():
        if part.get_content_type() == "text/plain":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            return " ".join(content.decode().split())
    raise AssertionError("no text")


def invited(db: store.Database, timezone: str, words: str) -> tuple[datetime, Letter]:
    """Return the start that words book, and the mentor's letter."""
    pair = a_pair(db, timezone)
    mail = receive(db, an_answer(words, pair.contact, Matter("pair", pair.id)), NOW)
    assert mail.state == "settled"
    (meeting,) = store.meetings.of_pair(db, pair.id)
    letter = next(one for one in whole(db, "invitation") if one.person_id == pair.mentor.id)
    return meeting.starts_at, letter


@pytest.mark.parametrize(
    ("timezone", "words", "starts_at", "start"),
    [
        ("America/Toronto", "Tue 16 February at 17:00", "2027-02-16T22:00", "20270216T170000"),
        ("America/Toronto", "Tue 8 June at 17:00", "2027-06-08T21:00", "20270608T170000"),
        ("America/Toronto", "Fri 12 March at 17:00", "2027-03-12T22:00", "20270312T170000"),
        ("America/Toronto", "Mon 15 March at 17:00", "2027-03-15T21:00", "20270315T170000"),
        ("Europe/Helsinki", "Tue 8 June at 17:00", "2027-06-08T14:00", "20270608T170000"),
        ("Europe/Helsinki", "Fri 26 March at 17:00", "2027-03-26T15:00", "20270326T170000"),
        ("Europe/Helsinki", "Mon 29 March at 17:00", "2027-03-29T14:00", "20270329T170000"),
    ],
)
def test_a_time_in_words_is_that_clock_there_and_then(
    db: store.Database, timezone: str, words: str, starts_at: str, start: str
) -> None:
    booked_at, letter = invited(db, timezone, words)
    assert booked_at == datetime.fromisoformat(starts_at).replace(tzinfo=UTC)
    assert lines_of(letter, "DTSTART") == ["METHOD:REQUEST", f"DTSTART;TZID={timezone}:{start}"]
    assert "17:00" in text_of(letter)


def test_a_letter_from_toronto_names_its_city_and_carries_its_rule(db: store.Database) -> None:
    _, letter = invited(db, "America/Toronto", "Tue 8 June at 17:00")
    assert "Tue 8 June at 17:00 (Toronto)" in text_of(letter)
    zone = calendar_part(letter).partition("BEGIN:VTIMEZONE")[2].partition("END:VTIMEZONE")[0]
    assert zone.strip().split("\r\n") == [
        "TZID:America/Toronto",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700308T020000",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19701101T020000",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
        "END:STANDARD",
    ]


@pytest.mark.parametrize(
    ("timezone", "day", "hours"),
    [
        ("Europe/Helsinki", "2027-03-28", 23),
        ("Europe/Helsinki", "2027-10-31", 25),
        ("America/Toronto", "2027-03-14", 23),
        ("America/Toronto", "2027-11-07", 25),
    ],
)
def test_over_both_nights_noon_stays_noon(
    db: store.Database, timezone: str, day: str, hours: int
) -> None:
    zone = ZoneInfo(timezone)
    noon = datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=zone)
    pair = a_pair(db, timezone)
    before = datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=zone, day=noon.day - 1)
    times = [(before.astimezone(UTC), None), (noon.astimezone(UTC), None)]
    first, second = meetings.book(db, SITE, pair, times, None, NOW)
    assert (second.starts_at - first.starts_at).total_seconds() == hours * 3600
    mine = [one for one in whole(db, "invitation") if one.person_id == pair.mentor.id]
    days = [f"{before:%Y%m%d}", f"{noon:%Y%m%d}"]
    assert [lines_of(one, "DTSTART")[1] for one in mine] == [
        f"DTSTART;TZID={timezone}:{on}T120000" for on in days
    ]
