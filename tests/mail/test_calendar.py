"""The iCalendar object: what calendars of all makes must find in it, and what none may find."""

import re
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from service.domain.invitations import Guest, Invitation, Mailbox
from service.domain.languages import Language
from service.mail.calendar import calendar_object, summary
from service.mail.zones import vtimezone
from tests.programs.libical import Libical, found

HELSINKI = ZoneInfo("Europe/Helsinki")
ANNA = Guest("Anna Virtanen", "anna@example.org", "ACCEPTED")
EETU = Guest("Eetu Koski", "eetu@example.fi")
INVITATION = Invitation(
    uid="m7@oksa.example",
    sequence=0,
    method="REQUEST",
    starts_at=datetime(2027, 3, 16, 15, 0, tzinfo=UTC),
    minutes=90,
    timezone="Europe/Helsinki",
    number=1,
    of=4,
    language="fi",
    organizer=Mailbox("Mentoriohjelma / Oksa", "oksa+a1b2c3@oksa.example"),
    to=Mailbox("Eetu Koski", "eetu@example.fi"),
    attendees=(ANNA, EETU),
    created_at=datetime(2027, 2, 1, 8, 0, tzinfo=UTC),
    stamped_at=datetime(2027, 2, 2, 9, 30, 15, tzinfo=UTC),
    place="Kahvila Kieppi, Turku",
)

REQUEST = """BEGIN:VCALENDAR
PRODID:-//Oksa//Oksa 1//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:DAYLIGHT
DTSTART:19700329T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T040000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:m7@oksa.example
SEQUENCE:0
SUMMARY:Mentorointi 1/4: Anna Virtanen & Eetu Koski
DESCRIPTION:Mentoroinnin tapaaminen 1/4.\\nJos aika ei sovi\\, vastaa kutsuun
  omin sanoin\\, niin sovitaan uusi.
LOCATION:Kahvila Kieppi\\, Turku
STATUS:CONFIRMED
TRANSP:OPAQUE
DTSTAMP:20270202T093015Z
CREATED:20270201T080000Z
LAST-MODIFIED:20270202T093015Z
DTSTART;TZID=Europe/Helsinki:20270316T170000
DTEND;TZID=Europe/Helsinki:20270316T183000
ORGANIZER;CN="Mentoriohjelma / Oksa":mailto:oksa+a1b2c3@oksa.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE
 ;CN="Anna Virtanen":mailto:anna@example.org
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=
 TRUE;CN="Eetu Koski":mailto:eetu@example.fi
END:VEVENT
END:VCALENDAR
"""

NAMES = st.text(max_size=80) | st.text("äöÄÅåé👩‍🎓😀日 ,;:\\\"'^", min_size=20, max_size=120)


def event(invitation: Invitation) -> Any:
    (found,) = Calendar.from_ical(calendar_object(invitation)).walk("VEVENT")
    return found


def unfolded(invitation: Invitation) -> list[str]:
    return calendar_object(invitation).replace(b"\r\n ", b"").decode().splitlines()


def plain(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


def test_a_request_is_this_to_the_octet() -> None:
    assert calendar_object(INVITATION) == REQUEST.replace("\n", "\r\n").encode()


def test_a_cancellation_names_the_recipient_alone_and_keeps_uid_organizer_and_summary() -> None:
    cancelled = replace(INVITATION, method="CANCEL", sequence=1)
    before, after = unfolded(INVITATION), unfolded(cancelled)
    assert list((Counter(after) - Counter(before)).elements()) == [
        "METHOD:CANCEL",
        "SEQUENCE:1",
        "DESCRIPTION:Tapaaminen 1/4 on peruttu.",
        "STATUS:CANCELLED",
    ]
    attendees = [line for line in after if line.startswith("ATTENDEE")]
    assert attendees == [before[-3]]
    assert "eetu@example.fi" in attendees[0]


def test_a_cancellation_to_someone_no_longer_listed_still_names_them() -> None:
    cancelled = replace(INVITATION, method="CANCEL", attendees=(ANNA,))
    assert unfolded(cancelled)[-3].endswith('CN="Eetu Koski":mailto:eetu@example.fi')


@pytest.mark.parametrize(
    ("language", "pair", "team"),
    [
        ("fi", "Mentorointi 1/4: Anna Virtanen & Eetu Koski", "Mentorointi 1/4"),
        ("sv", "Mentorskap 1/4: Anna Virtanen & Eetu Koski", "Mentorskap 1/4"),
        ("en", "Mentoring 1/4: Anna Virtanen & Eetu Koski", "Mentoring 1/4"),
    ],
)
def test_the_summary_is_in_the_recipients_language(
    language: Language, pair: str, team: str
) -> None:
    invitation = replace(INVITATION, language=language)
    assert summary(invitation) == pair
    assert summary(replace(invitation, method="CANCEL")) == pair
    assert summary(replace(invitation, attendees=(EETU,))) == team
    assert summary(replace(invitation, attendees=(ANNA, EETU, EETU))) == team
    assert summary(replace(invitation, attendees=(replace(ANNA, name=" \n"), EETU))) == team


def test_the_description_is_in_the_recipients_language() -> None:
    found = [str(event(replace(INVITATION, language=one))["DESCRIPTION"]) for one in ("sv", "en")]
    assert found == [
        "Mentorskapsträff 1/4.\n"
        "Om tiden inte passar, svara på inbjudan med egna ord så hittar vi en ny.",
        "Mentoring meeting 1/4.\n"
        "If the time does not suit you, answer the invitation in your own words.",
    ]


@pytest.mark.parametrize(
    ("place", "url", "location"),
    [
        ("", "", None),
        ("Café Ö", "", "Café Ö"),
        ("", "https://video.example/a,b", "https://video.example/a,b"),
        ("Zoom", "https://video.example/a", "Zoom, https://video.example/a"),
        ("https://video.example/a", "https://video.example/a", "https://video.example/a"),
    ],
)
def test_a_video_link_stands_in_location_and_url(
    place: str, url: str, location: str | None
) -> None:
    found = event(replace(INVITATION, place=place, url=url))
    assert (found.get("LOCATION"), found.get("URL")) == (location, url or None)


@pytest.mark.parametrize(
    ("starts_at", "minutes", "start", "end"),
    [
        ("2027-01-12T17:00:00+02:00", 90, "20270112T170000", "20270112T183000"),
        ("2027-07-13T17:00:00+03:00", 90, "20270713T170000", "20270713T183000"),
        # The night when the hour from 3 to 4 is left out, and the one that has it twice.
        ("2027-03-28T02:30:00+02:00", 60, "20270328T023000", "20270328T043000"),
        ("2027-10-31T02:30:00+03:00", 180, "20271031T023000", "20271031T043000"),
        ("2027-10-31T03:30:00+03:00", 30, "20271031T033000", None),
        ("2027-10-31T03:30:00+02:00", 60, None, "20271031T043000"),
    ],
)
def test_winter_summer_and_both_nights_between(
    starts_at: str, minutes: int, start: str | None, end: str | None
) -> None:
    moment = datetime.fromisoformat(starts_at)
    for same_moment in (moment, moment.astimezone(UTC), moment.astimezone(HELSINKI)):
        invitation = replace(INVITATION, starts_at=same_moment, minutes=minutes)
        lines = unfolded(invitation)
        until = moment.astimezone(UTC) + timedelta(minutes=minutes)
        assert _clock("DTSTART", start, moment) in lines
        assert _clock("DTEND", end, until) in lines
        assert event(invitation).start.astimezone(UTC) == moment.astimezone(UTC)
        assert event(invitation).end.astimezone(UTC) == until


def _clock(name: str, local: str | None, moment: datetime) -> str:
    """A clock time that comes twice in a night means its first; the second is told in UTC."""
    utc = f"{name}:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{name};TZID=Europe/Helsinki:{local}" if local else utc


@pytest.mark.parametrize(
    ("timezone", "changes"),
    [
        ("Europe/Stockholm", ["BYMONTH=3;BYDAY=-1SU", "BYMONTH=10;BYDAY=-1SU"]),
        ("Europe/Dublin", ["BYMONTH=3;BYDAY=-1SU", "BYMONTH=10;BYDAY=-1SU"]),
        ("America/New_York", ["BYMONTH=3;BYDAY=2SU", "BYMONTH=11;BYDAY=1SU"]),
        ("Australia/Sydney", ["BYMONTH=10;BYDAY=1SU", "BYMONTH=4;BYDAY=1SU"]),
        ("Asia/Kolkata", []),
        ("America/St_Johns", ["BYMONTH=3;BYDAY=2SU", "BYMONTH=11;BYDAY=1SU"]),
        ("Africa/Casablanca", []),
        ("UTC", []),
    ],
)
def test_other_zones_have_the_same_shape(timezone: str, changes: list[str]) -> None:
    at = datetime(2027, 3, 16, 15, 0, tzinfo=UTC)
    text = vtimezone(timezone, at).decode()
    assert re.findall(r"RRULE:FREQ=YEARLY;(.*)\r", text) == changes
    assert text.count("BEGIN:DAYLIGHT") == len(changes) // 2
    assert text.count("BEGIN:STANDARD") == 1
    ours = tzical(StringIO(text)).get(timezone)
    days = range(0, 700, 3) if changes else [0]
    for moment in (at + timedelta(days=day) for day in days):
        wall = moment.astimezone(ZoneInfo(timezone))
        assert wall.replace(tzinfo=ours).utcoffset() == wall.utcoffset()


def test_helsinki_is_what_the_rule_of_its_zone_gives() -> None:
    at = INVITATION.starts_at
    tallinn = vtimezone("Europe/Tallinn", at).replace(b"Tallinn", b"Helsinki")
    assert tallinn == vtimezone("Europe/Helsinki", at)


@given(NAMES, NAMES, NAMES)
def test_whatever_the_words_the_lines_are_whole(name: str, place: str, other: str) -> None:
    attendees = (Guest(name, "anna@example.org"), Guest(other, "eetu@example.fi"))
    invitation = replace(INVITATION, place=place, attendees=attendees)
    octets = calendar_object(invitation)
    lines = octets.split(b"\r\n")
    assert lines.pop() == b""
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        assert not re.search(rb"[\x00-\x1f\x7f]", line)
        line.decode()  # no letter is cut in two
    logical = [line for line in lines if not line.startswith(b" ")]
    fixed = calendar_object(INVITATION).split(b"\r\n")[:-1]
    assert len(logical) - bool(plain(place)) == sum(not line.startswith(b" ") for line in fixed) - 1


@given(NAMES, NAMES)
def test_names_and_places_come_back_as_they_went(name: str, place: str) -> None:
    attendees = (Guest(name, "anna@example.org"), EETU)
    found = event(replace(INVITATION, place=place, attendees=attendees))
    first = found["ATTENDEE"][0]
    assert str(first) == "mailto:anna@example.org"
    assert found.get("LOCATION", "") == plain(place)
    if not {"^", "\\", "%"} & set(name):  # icalendar reads these its own way in a parameter
        assert first.params.get("CN", "") == plain(name).replace('"', "'")


@pytest.mark.parametrize(
    "name",
    ['Anna "Anu" Virtanen', "Virtanen, Anna; FM", "Anna\r\nATTENDEE:mailto:x@example.org", "A:B"],
)
def test_a_name_cannot_leave_its_quotes(name: str) -> None:
    found = event(replace(INVITATION, attendees=(Guest(name, "anna@example.org"), EETU)))
    assert [str(one) for one in found["ATTENDEE"]] == [
        "mailto:anna@example.org",
        "mailto:eetu@example.fi",
    ]
    assert found["ATTENDEE"][0].params["CN"] == plain(name).replace('"', "'")


def test_an_address_cannot_leave_its_line() -> None:
    lines = unfolded(replace(INVITATION, attendees=(Guest("", "a b\r\nX:1,@example.org"),)))
    assert lines[-3].endswith("RSVP=TRUE:mailto:a%20b%20X%3A1%2C@example.org")


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_what_no_validator_catches(method: str) -> None:
    invitation = replace(INVITATION, method=method, url="https://video.example/a")  # type: ignore[arg-type]
    lines = unfolded(invitation)
    names = Counter(re.split("[:;]", line)[0] for line in lines)
    assert not [name for name in names if name.startswith("X-")]
    assert not {"NAME", "RDATE", "RECURRENCE-ID"} & set(names)
    assert names["RRULE"] == 2  # the zone's own
    assert names["BEGIN"] == names["END"] == 5
    once = "UID SEQUENCE DTSTAMP CREATED LAST-MODIFIED DTEND SUMMARY DESCRIPTION LOCATION URL"
    assert {names[name] for name in f"{once} ORGANIZER STATUS TRANSP METHOD".split()} == {1}
    assert [line for line in lines if "VALARM" in line] == []
    assert lines.index("UID:m7@oksa.example") > lines.index("BEGIN:VEVENT")
    for line in lines:
        if line.startswith("SEQUENCE"):
            assert re.fullmatch(r"SEQUENCE:\d+", line)
        if line.startswith(("ATTENDEE", "ORGANIZER")):
            assert re.search(r":mailto:[^@\s]+@[^@\s]+$", line)
        if line.startswith("ATTENDEE"):
            assert re.search(r";PARTSTAT=(NEEDS-ACTION|ACCEPTED|DECLINED|TENTATIVE);", line)


@pytest.fixture(scope="module")
def libical() -> Libical:
    return found()


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
@pytest.mark.parametrize("timezone", ["Europe/Helsinki", "America/New_York", "Asia/Kolkata"])
def test_libical_finds_nothing(libical: Libical, method: str, timezone: str) -> None:
    invitation = replace(
        INVITATION,
        method=method,  # type: ignore[arg-type]
        timezone=timezone,
        url="https://video.example/a?b=c,d",
        attendees=(Guest('Åsa "Ö", 😀; ' + "ä" * 60, "asa@example.org"), EETU),
    )
    assert libical.accepts(calendar_object(invitation))


@pytest.mark.parametrize("name", [b"ORGANIZER", b"UID", b"DTSTAMP", b"DTSTART;", b"SEQUENCE"])
def test_libical_would_find_what_is_missing(libical: Libical, name: bytes) -> None:
    method = "CANCEL" if name == b"SEQUENCE" else "REQUEST"
    octets = calendar_object(replace(INVITATION, method=method))  # type: ignore[arg-type]
    assert not libical.accepts(re.sub(rb"\r\n" + name + rb".*", b"", octets))


def test_it_costs_little() -> None:
    took = []
    for _ in range(101):
        began = time.process_time()
        calendar_object(INVITATION)
        took.append(time.process_time() - began)
    assert median(took) < 0.0005
