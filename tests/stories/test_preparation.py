"""One note of preparation, passed on by the real processes and found nowhere afterwards (G2)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jobs import queue
from service import store
from service.actions import applications, meetings, pairs
from service.domain.letters import Matter
from tests.jobs.wait import until
from tests.programme import a_round, an_application, at
from tests.stories.town import Town, text_of, town

ANNA, EETU = "anna.mentor@example.org", "eetu.aktor@example.org"
BEGINNING = at("2026-02-02 09:00")  # a Monday
CANARY = "kanarialintu-51c0ffee"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path / "data", BEGINNING) as found:
        yield found


def test_a_note_reaches_the_other_and_no_file_keeps_it(place: Town) -> None:
    a_meeting_is_booked(place)
    place.turn_to(at("2026-02-12 08:05"))  # five days before
    questions = place.latest(EETU, "Valmistaudu ti 17.2.")
    assert "Missä kohdassa olet nyt" in text_of(questions)
    place.answer(questions, f"Haluan puhua verkostoista.\n\n{CANARY}")
    note = place.latest(ANNA, "Ditt par har förberett sig")
    assert f"    {CANARY}" in text_of(note).splitlines()
    assert (note["Auto-Submitted"], note["Cc"]) == (None, None)
    assert CANARY not in text_of(place.latest(EETU, "Välitin viestisi"))
    until(lambda: is_forgotten(place))
    assert holding(place.settings.folder, CANARY) == []
    (kept,) = place.db.query("select bytes, length(sha256) as hash from notes")
    assert (kept["bytes"] > 1000, kept["hash"]) == (True, 64)


def a_meeting_is_booked(place: Town) -> None:
    """Pair the two and book their first meeting, without the ways that other stories tell."""
    db, site = place.db, place.settings.need_site()
    dates = {
        "opens": date(2026, 1, 1),
        "closes": date(2026, 2, 28),
        "starts": date(2026, 2, 4),
        "ends": date(2026, 6, 30),
    }
    season = store.rounds.add(db, a_round(**dates))
    for form in (
        an_application("mentor", "Anna Mäkinen", ANNA, "sv"),
        an_application("actor", "Eetu Koski", EETU, "fi"),
    ):
        kept = applications.receive(db, site, season, form, BEGINNING)
        applications.confirm(db, site, kept.person_id, season.id, BEGINNING)
    pairs.make(db, season, ANNA, [EETU])
    (pair,) = pairs.publish(db, site, season, BEGINNING)
    (meeting,) = meetings.book(db, site, pair, [(at("2026-02-17 17:00"), None)], None, BEGINNING)
    for person in pair.people:
        meeting = meetings.answer(db, site, meeting, person, "accepted", BEGINNING)
    place.settle()


def is_forgotten(place: Town) -> bool:
    queue.wake(queue.url(place.settings))
    (row,) = place.db.query("select forgotten_at from notes")
    return row["forgotten_at"] is not None


def holding(folder: Path, word: str) -> list[str]:
    """Return the files that hold a word: database, its log, the queue's, whatever there is."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"oksa.sqlite3", "migrate.lock"} <= {path.name for path in files}
    return [path.name for path in files if word.encode() in path.read_bytes()]


def test_the_words_are_there_while_they_are_under_way(place: Town) -> None:
    """The search finds what there is to find: a mail server that is away keeps the note here."""
    a_meeting_is_booked(place)
    place.turn_to(at("2026-02-12 08:05"))
    place.sink.say = lambda step, taken: "450 later" if CANARY in str(taken) else "250 OK"
    place.answer(place.latest(EETU, "Valmistaudu"), f"Haluan puhua verkostoista. {CANARY}")
    note = [one for one in store.letters.about(place.db, [Matter("meeting", 1)])
            if one.kind == "preparation_note"]  # fmt: skip
    assert [one.state for one in note] == ["waiting"]
    assert "oksa.sqlite3" in {
        name.removesuffix("-wal") for name in holding(place.settings.folder, CANARY)
    }
