"""The events of a round on the console: answers, changes, who was there, material (P10)."""

import pytest
from flask import Flask

from jobs.invite_to_events import invite_to_events
from service import store
from service.actions import pairs
from service.actions.pairs import HOLD
from service.domain.events import Material
from service.domain.pairs import Pair
from service.domain.rounds import Event
from tests.programme import (
    ANNA,
    EETU,
    NOW,
    SITE,
    a_round,
    an_application,
    apply,
    at,
    letters,
    send_all,
)  # fmt: skip
from tests.web.desk import at_the_console, at_the_time, post

PATH = "/koordinaattori/tilaisuudet"
KICKOFF = Event("kickoff", at("2027-02-04 16:00"), 120, ("mentor", "actor"), place="Opintie 1")


@pytest.fixture
def pair(db: store.Database) -> Pair:
    season = store.rounds.add(db, a_round(events=(KICKOFF,)))
    apply(db, an_application("mentor", ANNA.name, ANNA.email, "fi"))
    apply(db, an_application("actor", EETU.name, EETU.email, "sv"))
    pairs.make(db, season, ANNA.email, [EETU.email])
    (pair,) = pairs.publish(db, SITE, season, NOW)
    at_the_time(db, NOW + HOLD)
    invite_to_events(db, SITE, NOW + HOLD)
    send_all(db, NOW + HOLD)
    return pair


def test_an_event_is_shown_with_its_figures(app: Flask, db: store.Database, pair: Pair) -> None:
    page = at_the_console(app, db).get(PATH).text
    assert "Kick-off</h2>" in page
    assert "Invited 2: 0 come, 0 perhaps, 0 cannot, 2 have not answered" in page


def test_an_event_that_nobody_is_invited_to_yet_is_told_of(app: Flask, db: store.Database) -> None:
    store.rounds.add(db, a_round(events=(KICKOFF,)))
    at_the_time(db, NOW)
    assert "Nobody is invited yet." in at_the_console(app, db).get(PATH).text


def test_a_press_moves_the_event_and_tells_everyone(
    app: Flask, db: store.Database, pair: Pair
) -> None:
    browser = at_the_console(app, db)
    (event,) = store.events.of_round(db, 1)
    fields = {"on": "2027-02-11", "clock": "17:30", "minutes": "90", "place": "Opintie 1"}
    answer = post(browser, f"{PATH}/{event.id}", PATH, do="change", url="", **fields)
    assert answer.location.endswith("note=change")
    assert store.events.get(db, event.id).starts_at == at("2027-02-11 17:30")
    assert len(letters(db, "event_moved")) == 2
    assert "is changed" in browser.get(answer.location).text
    again = post(browser, f"{PATH}/{event.id}", PATH, do="change", url="", **fields)
    assert (again.status_code, "Nothing is changed." in again.text) == (409, True)


def test_an_event_is_cancelled_only_with_the_box_ticked(
    app: Flask, db: store.Database, pair: Pair
) -> None:
    browser = at_the_console(app, db)
    (event,) = store.events.of_round(db, 1)
    assert post(browser, f"{PATH}/{event.id}", PATH, do="cancel").status_code == 409
    assert post(browser, f"{PATH}/{event.id}", PATH, do="cancel", sure="y").status_code == 303
    assert len(letters(db, "event_cancelled")) == 2
    page = browser.get(PATH).text
    assert ("cancelled</span>" in page, "Change the time" in page) == (True, False)


def test_who_was_there_and_the_material_are_kept(
    app: Flask, db: store.Database, pair: Pair
) -> None:
    browser = at_the_console(app, db)
    (event,) = store.events.of_round(db, 1)
    path, link = f"{PATH}/{event.id}", "https://files.example.org/kickoff"
    early = post(browser, path, PATH, do="attendance", present=str(pair.mentor.id))
    assert (early.status_code, "still ahead" in early.text) == (409, True)
    post(browser, path, PATH, do="material", link=link, text="Kalvot")
    at_the_time(db, at("2027-02-04 19:00"))
    browser = at_the_console(app, db)
    post(browser, path, PATH, do="attendance", present=str(pair.mentor.id))
    guests = store.events.guests(db, event.id)
    assert {one.person.email: one.attended for one in guests} == {
        ANNA.email: True,
        EETU.email: False,
    }
    assert store.events.get(db, event.id).material == Material("Kalvot", link)
    assert browser.post(f"{PATH}/999", data={}).status_code in (400, 403, 404)


ADDED = {"kind": "halfway", "for": "actor", "on": "2027-04-08", "clock": "17:00", "minutes": "90",
         "place": "Opintie 1", "url": ""}  # fmt: skip


def test_an_added_event_invites_those_whom_it_is_for(
    app: Flask, db: store.Database, pair: Pair
) -> None:
    browser = at_the_console(app, db)
    answer = post(browser, f"{PATH}?round=1", PATH, **ADDED)
    assert answer.location.endswith("note=add")
    page = browser.get(answer.location).text
    assert ("The event is added" in page, "Nobody is invited yet." in page) == (True, True)
    invite_to_events(db, SITE, NOW + 2 * HOLD)
    again = post(browser, f"{PATH}?round=1", PATH, **ADDED)
    assert (again.status_code, "at that time already" in again.text) == (409, True)


@pytest.mark.parametrize(
    ("field", "said", "why"),
    [
        ("on", "2027-01-01", "passed already"),
        ("clock", "x", "time of day"),
        ("url", "javascript:alert(1)", "link"),
        ("minutes", "0", "length"),
    ],
)
def test_an_event_that_cannot_be_meant_is_not_added(
    app: Flask, db: store.Database, pair: Pair, field: str, said: str, why: str
) -> None:
    browser = at_the_console(app, db)
    answer = post(browser, f"{PATH}?round=1", PATH, **{**ADDED, field: said})
    assert (answer.status_code, why in answer.text) == (409, True)
    assert store.rounds.get(db, 1).events == (KICKOFF,)


def test_no_event_is_added_or_moved_to_the_time_of_a_cancelled_one(
    app: Flask, db: store.Database, pair: Pair
) -> None:
    browser = at_the_console(app, db)
    post(browser, f"{PATH}/1", PATH, do="cancel", sure="y")
    same = {**ADDED, "kind": "kickoff", "on": "2027-02-04", "clock": "16:00"}
    assert post(browser, f"{PATH}?round=1", PATH, **same).status_code == 409
    post(browser, f"{PATH}?round=1", PATH, **{**same, "clock": "18:00", "for": "all"})
    invite_to_events(db, SITE, NOW + 2 * HOLD)
    moved = post(browser, f"{PATH}/2", PATH, do="change", **same)
    assert (moved.status_code, "at that time already" in moved.text) == (409, True)
