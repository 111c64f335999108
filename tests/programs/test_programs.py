"""Programs that nobody here wrote read our letters, and answer them (I9, P13, P14).

Each is skipped, with the line that installs it, where it is missing; `.ci/run` installs them all.
"""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, timedelta
from email import message_from_bytes
from pathlib import Path
from shutil import which

import pytest

from service import store
from service.actions import meetings
from service.domain.letters import Letter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.site import Site
from service.mail.samples import samples
from tests.calendars import whole
from tests.programme import NOW, SITE, a_published_pair, at, booked, receive
from tests.programs import libical

HERE = Path(__file__).parent
OURS = Site("https://oksa.example.fi", "mail.oksa.example.fi", "m@mail.oksa.example.fi", b"s" * 32)
KHAL = """[calendars]
[[ours]]
path = {folder}
[locale]
local_timezone = Europe/Helsinki
default_timezone = Europe/Helsinki
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {database}
"""


def calendars(raw: bytes) -> Iterator[bytes]:
    """Yield the text/calendar parts of a letter."""
    for part in message_from_bytes(raw).walk():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            yield content


SAMPLES: Mapping[str, bytes] = {
    name: event for name, raw in samples(OURS, NOW) for event in calendars(raw)
}


def kind_of(name: str) -> str:
    return name.partition(".")[0].partition("-")[0]


def test_every_kind_of_calendar_letter_is_tried() -> None:
    assert {kind_of(name) for name in SAMPLES} == {
        "event_cancelled",
        "event_changed",
        "event_invitation",
        "event_moved",
        "invitation",
        "invitation_cancelled",
        "invitation_changed",
        "invitation_moved",
        "own_event_accepted",
        "proposal",
        "proposal_declined",
    }
    assert {name.rpartition(".")[2] for name in SAMPLES} == {"fi", "sv", "en"}


def test_libical_accepts_every_letter_in_three_languages() -> None:
    library = libical.found()
    assert {name: wrong for name in SAMPLES if (wrong := library.errors(SAMPLES[name]))} == {}


def read_by_ical_js(texts: list[str]) -> list[dict[str, object]]:
    if which("node") is None or not (HERE / "node_modules/ical.js").exists():
        pytest.skip("ical.js is not installed (npm ci --prefix tests/programs)")
    ran = subprocess.run(
        ["node", str(HERE / "ical.mjs")],
        input=json.dumps(texts).encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    found: list[dict[str, object]] = json.loads(ran.stdout)
    return found


def test_ical_js_accepts_every_letter_in_three_languages() -> None:
    names = sorted(SAMPLES)
    for name, read in zip(
        names, read_by_ical_js([SAMPLES[one].decode() for one in names]), strict=True
    ):
        assert str(read["organizer"]).startswith("mailto:"), name
        if read["starts_at"] is not None:  # a refused counter-proposal tells no time
            starts_at = "2027-02-16T15:00" if name.startswith("event_") else "2027-03-16T15:00"
            assert str(read["starts_at"]).startswith(starts_at), name
        assert (bool(read["uid"]), read["recurring"]) == (True, False), name


@pytest.fixture
def pair(db: store.Database) -> Pair:
    return a_published_pair(db)


@pytest.fixture
def story(db: store.Database, pair: Pair) -> list[Letter]:
    """Return what the actor's calendar is told: booked in winter, moved, called off."""
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    moved = meetings.shift(db, SITE, meeting, (at("2027-06-08 17:00"), None), None, NOW)
    meetings.call_off(db, SITE, moved, None, NOW + timedelta(minutes=1))
    kinds = ("invitation", "invitation_moved", "invitation_cancelled")
    return [
        one for kind in kinds for one in whole(db, kind) if one.to_address == pair.contact.email
    ]


def test_ical_js_reads_the_story_right(story: list[Letter]) -> None:
    read = read_by_ical_js([event.decode() for one in story for event in calendars(one.raw)])
    told = [(one["method"], one["sequence"], one["starts_at"]) for one in read]
    assert told == [
        ("REQUEST", 0, "2027-02-09T15:00:00.000Z"),
        ("REQUEST", 1, "2027-06-08T14:00:00.000Z"),
        ("CANCEL", 2, "2027-06-08T14:00:00.000Z"),
    ]


@pytest.fixture
def khal(tmp_path: Path) -> list[str]:
    program = which("khal")
    if program is None:
        pytest.skip("khal is not installed (Debian: apt-get install khal)")
    folder = tmp_path / "calendar"
    folder.mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(KHAL.format(folder=folder, database=tmp_path / "khal.db"))
    return [program, "-c", str(config)]


def shown_by(khal: list[str], event: bytes, tmp_path: Path) -> str:
    """Import an event and return what khal shows of half a year, a line an event."""
    file = tmp_path / "event.ics"
    file.write_bytes(event)
    _run([*khal, "import", "--batch", str(file)])
    shape = "{start} {end-time} {title} {status}"
    listed = [*khal, "list", "--format", shape, "--day-format", "", "2027-02-01", "180d"]
    return _run(listed).strip()


def _run(words: list[str]) -> str:
    ran = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    return ran.stdout


def test_khal_takes_the_invitation_the_update_and_the_cancellation(
    khal: list[str], story: list[Letter], tmp_path: Path
) -> None:
    events = [event for one in story for event in calendars(one.raw)]
    shown = [shown_by(khal, event, tmp_path).strip() for event in events]
    title = "Mentorskap 1/4: Anna Mäkinen & Eetu Koski"
    assert shown == [
        f"2027-02-09 17:00 18:30 {title} CONFIRMED",
        f"2027-06-08 17:00 18:30 {title} CONFIRMED",
        f"2027-06-08 17:00 18:30 {title} CANCELLED",
    ]


def answered_by_horde(letter: Letter, pair: Pair, answer: str) -> bytes:
    """Return the mail by which Horde answers a letter for the actor."""
    program = which("php")
    if program is None or not Path("/usr/share/php/Horde/Itip.php").exists():
        pytest.skip("Horde is not installed (Debian: php-cli php-mbstring php-horde-itip)")
    (event,) = calendars(letter.raw)
    who = (pair.contact.name, pair.contact.email, answer)
    ran = subprocess.run(
        [program, str(HERE / "horde.php"), *who],
        input=event,
        capture_output=True,
        check=True,
        timeout=60,
    )
    # It stamps by the machine's clock; the service of this test lives in January 2027.
    moment = f"DTSTAMP:{NOW.astimezone(UTC):%Y%m%dT%H%M%SZ}".encode()
    assert b"DTSTAMP:" in ran.stdout
    return re.sub(rb"DTSTAMP:\d{8}T\d{6}Z", moment, ran.stdout)


@pytest.mark.parametrize(
    ("answer", "known"),
    [("Accept", "accepted"), ("Decline", "declined"), ("Tentative", "tentative")],
)
def test_hordes_answer_is_applied(db: store.Database, pair: Pair, answer: str, known: str) -> None:
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    (letter,) = [one for one in whole(db, "invitation") if one.person_id == pair.contact.id]
    mail = receive(db, answered_by_horde(letter, pair, answer), NOW + timedelta(hours=1))
    found = store.meetings.get(db, meeting.id)
    assert (mail.state, [one.answer for one in found.attendees]) == (
        "settled", ["needs_action", known],
    )  # fmt: skip
    assert found.starts_at == meeting.starts_at  # Horde's DTSTART is two hours off (C5)


def test_hordes_answers_to_the_update_count_and_to_the_old_time_do_not(
    db: store.Database, pair: Pair
) -> None:
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    meetings.shift(db, SITE, meeting, (at("2027-06-08 17:00"), None), None, NOW)
    old, new = (
        next(one for one in whole(db, kind) if one.person_id == pair.contact.id)
        for kind in ("invitation", "invitation_moved")
    )
    late = receive(db, answered_by_horde(old, pair, "Accept"), NOW + timedelta(hours=1))
    right = receive(db, answered_by_horde(new, pair, "Accept"), NOW + timedelta(hours=1))
    assert (late.state, right.state) == ("ignored", "settled")
    assert answers(db, meeting) == ["needs_action", "accepted"]


def answers(db: store.Database, meeting: Meeting) -> list[str]:
    return [one.answer for one in store.meetings.get(db, meeting.id).attendees]
