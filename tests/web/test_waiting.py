"""The waiting list on the console: free places, who waits, and what a coordinator presses (P9)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from service import store
from service.actions import applicants, places
from service.domain.pairs import Pair
from tests.programme import SITE, a_published_pair, an_application, apply, at, letters, send_all
from tests.web.desk import at_the_console, at_the_time, post

PATH = "/koordinaattori/jono"
MOMENT = at("2027-02-01 10:00")


@pytest.fixture
def pair(db: store.Database) -> Pair:
    """Return a pair whose actor has left; Kalle (fi) and Ruut (sv) wait."""
    found = a_published_pair(db)
    for name, language in (("Kalle Kivi", "fi"), ("Ruut Ros", "sv")):
        email = f"{name.split()[0].lower()}@example.org"
        asked = replace(an_application("actor", name, email), language=language)  # type: ignore[arg-type]
        one = apply(db, asked)
        until = ("waiting", date(2027, 2, 26))
        applicants.answer(db, SITE, [one], until, "minna@example.org", MOMENT)  # type: ignore[arg-type]
    send_all(db, MOMENT)
    places.free(db, found, found.contact, MOMENT)
    store.pairs.end(db, found.id, MOMENT)
    store.applications.withdraw(db, 1, found.contact.id)
    at_the_time(db, MOMENT)
    return found


def test_a_free_place_and_the_list_in_order_are_shown(
    app: Flask, db: store.Database, pair: Pair
) -> None:
    page = at_the_console(app, db).get(PATH).text
    assert "Without an actor: Anna Mäkinen" in page
    assert page.index("1. Kalle Kivi") < page.index("2. Ruut Ros")
    assert "Ruut Ros – another language" in page
    assert page.count("Anna Mäkinen</td>") == 1  # Kalle fits her, Ruut does not


def test_a_place_is_offered_and_kept_empty_by_a_press(
    app: Flask, db: store.Database, pair: Pair
) -> None:
    browser = at_the_console(app, db)
    (place,) = store.places.still_open(db)
    ruut = store.applications.confirmed(db, 1, "ruut@example.org")
    assert ruut
    path = f"{PATH}/{place.id}"
    answer = post(browser, path, PATH, do="offer", application=str(ruut.id))
    assert answer.location.endswith("/jono?note=offer")
    assert "has until Thu 4 February at " in browser.get(PATH).text
    assert [one.person_id for one in letters(db, "seat_offer")] == [ruut.person_id]
    refused = post(browser, path, PATH, do="close")
    assert (refused.status_code, "is offered to someone" in refused.text) == (409, True)
    home = browser.get("/koordinaattori").text
    assert "offered to Ruut Ros until" in home
    places.lapse(db, MOMENT + timedelta(days=4))
    assert post(browser, path, PATH, do="close").location.endswith("note=close")
    assert store.places.get(db, place.id).state == "closed"


def test_the_first_page_tells_of_a_place_that_nobody_fits_and_of_days_that_are_near(
    app: Flask, db: store.Database, pair: Pair
) -> None:
    kalle = store.applications.confirmed(db, 1, "kalle@example.org")
    assert kalle
    store.applications.withdraw(db, 1, kalle.person_id)
    browser = at_the_console(app, db)
    needs = browser.get("/koordinaattori").text.split('id="next"')[0]
    assert "Nobody more on the waiting list fits." in needs
    assert "waits to a day that is near" not in needs
    at_the_time(db, at("2027-02-23 10:00"))
    needs = at_the_console(app, db).get("/koordinaattori").text.split('id="next"')[0]
    assert "1 person waits to a day that is near" in needs


def test_those_chosen_get_another_day(app: Flask, db: store.Database, pair: Pair) -> None:
    browser = at_the_console(app, db)
    kalle = store.applications.confirmed(db, 1, "kalle@example.org")
    assert kalle
    fields = {"chosen": str(kalle.id), "do": "waiting", "until": "2027-03-19"}
    path = "/koordinaattori/hakemukset?round=1&answer=waiting"
    assert post(browser, path, PATH, **fields).status_code == 303
    assert store.applications.get(db, kalle.id).waits_until == date(2027, 3, 19)
