"""From one link to a logged meeting: two pairs, four meetings, on real mail."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from service import store
from service.domain.languages import Language
from tests.programme import a_round, at
from tests.stories import visitor
from tests.stories.ending import (
    assert_every_mail_settled,
    assert_languages,
    assert_no_letter_twice,
    meetings_by_writer,
    person,
)
from tests.stories.town import Town, calendar_of, text_of, town, unfolded

ALICE = "alice.mentor@example.org"  # reads Swedish
EETU = "eetu.aktor@example.org"
LIISA = "liisa.mentor@example.org"
SAMI = "sami.kontakt@example.org"  # speaks for the team
MAIJA = "maija@example.org"
LANGUAGE: dict[str, Language] = {ALICE: "sv", EETU: "fi", LIISA: "fi", SAMI: "fi", MAIJA: "fi"}
BEGINNING = at("2026-01-12 09:00")  # a Monday


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path / "data", BEGINNING) as found:
        dates = {
            "opens": date(2026, 1, 1),
            "closes": date(2026, 1, 31),
            "starts": date(2026, 2, 4),
            "ends": date(2026, 6, 30),
        }
        store.rounds.add(found.db, a_round(**dates))
        yield found


@pytest.mark.parametrize("kills", [False, True], ids=["in peace", "killed on the way"])
def test_from_the_link_to_four_meetings(place: Town, kills: bool) -> None:
    everyone_applies(place)
    pairs_are_published(place)
    dates_are_agreed(place)
    if kills:
        kill_while_sending(place)
    answers_come_by_calendar(place)
    one_meeting_is_moved(place)
    meetings_are_told_of(place)
    assert meetings_by_writer(place) == EXPECTED
    assert_every_mail_settled(place)
    assert_no_letter_twice(place, repeats=int(kills))
    assert_languages(place, LANGUAGE)


def everyone_applies(place: Town) -> None:
    first = visitor.FIRST
    practical = {"town": "Tampere", "consent": "y", "field": first, "themes": first}
    mentor = {
        "role": "mentor",
        "work": "tuottaja",
        "ask_me_about": "alasta",
        "capacity": "1",
        **practical,
    }
    actor = {"phase": "thesis", "goals": "löytää suunta", **practical}
    for language, answers in (
        ("sv", {**mentor, "name": "Alice Lind", "email": ALICE}),
        ("fi", {"role": "actor", **actor, "name": "Eetu Koski", "email": EETU}),
        ("fi", {**mentor, "name": "Liisa Holm", "email": LIISA, "takes_team": "y"}),
        (
            "fi",
            {
                "role": "team",
                **actor,
                "name": "Sami Laine",
                "email": SAMI,
                "team_name": "Kajo",
                "members": f"Maija Salo, {MAIJA}",
            },
        ),
    ):
        visitor.apply(place.web, language, answers)
    place.settle()
    assert len(place.sink.received) == 4
    for address in (ALICE, EETU, LIISA, SAMI):
        (receipt,) = place.mailbox(address)
        if address == ALICE:  # by the button behind the link; the others by reply
            link = next(word for word in text_of(receipt).split() if "/h/" in word)
            visitor.visit(link).send({}, "")
            place.settle()
        else:
            place.answer(receipt, "Vahvistan!")
    assert {one.state for one in store.applications.of_round(place.db, 1)} == {"confirmed"}


def pairs_are_published(place: Town) -> None:
    place.oksa("pair", "1", "--mentor", ALICE, "--actor", EETU)
    place.oksa("pair", "1", "--mentor", LIISA, "--actor", SAMI)
    assert place.oksa("publish", "1")["published"] == 2
    before = len(place.sink.received)
    place.settle()
    assert len(place.sink.received) == before  # held for ten minutes
    place.turn_to(at("2026-02-04 12:00"))
    written_to = {
        address for _, recipients, _ in place.sink.received[before:] for address in recipients
    }
    assert written_to == set(LANGUAGE)


def dates_are_agreed(place: Town) -> None:
    place.answer(place.latest(EETU, "Mentori löytyi"), "Sovittiin ti 10.3. ja ti 14.4. klo 17")
    place.answer(place.latest(SAMI, "Mentori löytyi"), "ti 17.3. ja 21.4. klo 17")
    invitation = place.latest(ALICE, "Inbjudan: Mentorskap 1/4")
    lines = unfolded(calendar_of(invitation))
    assert "DTSTART;TZID=Europe/Helsinki:20260310T170000" in lines
    assert (
        str(invitation["From"]).partition("<")[2] == str(invitation["Reply-To"]).partition("<")[2]
    )


def kill_while_sending(place: Town) -> None:
    """Kill the worker with a letter in the air and the door at rest, and start both again."""
    place.kill_and_restart("door")
    whole = len(place.sink.received)

    def kill_the_worker(step: str, taken: object) -> str:
        if step == "DATA":
            place.sink.say = lambda step, taken: "250 OK"
            place.kill_and_restart("worker")
        return "250 OK"

    place.sink.say = kill_the_worker
    place.answer(place.latest(EETU, "Kutsu: Mentorointi 2/4"), "Tulen")
    assert len(place.sink.received) > whole


def answers_come_by_calendar(place: Town) -> None:
    place.answer_by_calendar(place.latest(EETU, "Kutsu: Mentorointi 1/4"), "ACCEPTED")
    place.answer_by_calendar(place.latest(LIISA, "Kutsu: Mentorointi 1/5"), "DECLINED")
    place.answer_by_calendar(place.latest(MAIJA, "Kutsu: Mentorointi 1/5"), "TENTATIVE")
    assert place.latest(LIISA, "Milloin")
    assert place.latest(SAMI, "")


def one_meeting_is_moved(place: Town) -> None:
    place.answer(place.latest(EETU, "Kutsu: Mentorointi 2/4"), "siirretään to 16.4. klo 16")
    place.answer(place.latest(ALICE, "Passar"), "ok")
    lines = unfolded(calendar_of(place.latest(EETU, "Uusi aika")))
    assert "DTSTART;TZID=Europe/Helsinki:20260416T160000" in lines
    assert "SEQUENCE:1" in lines


def meetings_are_told_of(place: Town) -> None:
    place.turn_to(at("2026-03-11 08:05"))
    place.answer(place.latest(EETU, "Tapasitteko"), "Joo tavattiin, puoltoista tuntia")
    assert place.latest(EETU, "Kirjattu")
    place.turn_to(at("2026-03-18 08:05"))
    place.answer(place.latest(SAMI, "Tapasitteko"), "Ei tavattu")
    place.turn_to(at("2026-04-17 08:05"))
    place.answer(place.latest(EETU, "Tapasitteko"), "Kyllä, 1 h")
    place.turn_to(at("2026-04-22 08:05"))
    assert place.latest(SAMI, "Tapasitteko ti 21.4.")
    place.turn_to(at("2026-04-27 08:05"))
    assert place.latest(LIISA, "Tapasitteko ti 21.4.")


EXPECTED = [
    {
        "pair": 1,
        "number": 1,
        "of": 4,
        "uid": "m1@oksa.example.org",
        "sequence": 0,
        "starts_at": "2026-03-10T17:00:00+02:00",
        "minutes": 90,
        "place": "",
        "state": "held",
        "held_on": "2026-03-10",
        "people": [
            person(ALICE, "mentor", "needs_action", True),
            person(EETU, "actor", "accepted", True),
        ],
        "because": EETU,
    },
    {
        "pair": 1,
        "number": 2,
        "of": 4,
        "uid": "m2@oksa.example.org",
        "sequence": 1,
        "starts_at": "2026-04-16T16:00:00+03:00",
        "minutes": 60,
        "place": "",
        "state": "held",
        "held_on": "2026-04-16",
        "people": [
            person(ALICE, "mentor", "needs_action", True),
            person(EETU, "actor", "needs_action", True),
        ],
        "because": EETU,
    },
    {
        "pair": 2,
        "number": 1,
        "of": 5,
        "uid": "m3@oksa.example.org",
        "sequence": 0,
        "starts_at": "2026-03-17T17:00:00+02:00",
        "minutes": 90,
        "place": "",
        "state": "not_held",
        "held_on": None,
        "people": [
            person(LIISA, "mentor", "declined", False),
            person(SAMI, "actor", "needs_action", False),
            person(MAIJA, "actor", "tentative", False),
        ],
        "because": SAMI,
    },
    {
        "pair": 2,
        "number": 2,
        "of": 5,
        "uid": "m4@oksa.example.org",
        "sequence": 0,
        "starts_at": "2026-04-21T17:00:00+03:00",
        "minutes": 90,
        "place": "",
        "state": "unknown",
        "held_on": None,
        "people": [
            person(LIISA, "mentor", "needs_action", None),
            person(SAMI, "actor", "needs_action", None),
            person(MAIJA, "actor", "needs_action", None),
        ],
        "because": SAMI,
    },
]
