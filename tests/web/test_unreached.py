"""Addresses that letters do not reach, on the console's first page (D2)."""

from flask import Flask

from service import store
from service.domain.bounces import Bounce
from tests.programme import NOW, a_published_pair, booked
from tests.web.desk import MINNA, at_the_console, at_the_time, post

HOME = "/koordinaattori"


def test_a_broken_address_shows_and_is_written_to_again(app: Flask, db: store.Database) -> None:
    pair = a_published_pair(db)
    at_the_time(db, NOW)
    store.mailboxes.stand(db, pair.contact.id, "broken", NOW)
    booked(db, pair, "2027-02-09 17:00")
    browser = at_the_console(app, db)
    page = browser.get(HOME).text
    assert "Letters do not arrive, so Oksa writes there no more." in page
    assert "1 letter waits" in page
    path = f"{HOME}/osoitteet/{pair.contact.id}"
    assert post(browser, path, HOME, do="write").status_code == 303
    assert store.letters.counts(db)["on_hold"] == 0
    assert "Letters do not arrive" not in browser.get(HOME).text
    again = post(browser, path, HOME, do="write")
    assert (again.status_code, "dealt with this already" in again.text) == (409, True)
    assert [one.act for one in store.acts.latest(db, 5) if one.who == MINNA] == ["address_tried"]


def test_a_doubtful_address_is_stopped_by_a_press(app: Flask, db: store.Database) -> None:
    pair = a_published_pair(db)
    at_the_time(db, NOW)
    store.mailboxes.stand(db, pair.contact.id, "doubtful", NOW)
    browser = at_the_console(app, db)
    assert "Is the address still in use?" in browser.get(HOME).text
    path = f"{HOME}/osoitteet/{pair.contact.id}"
    assert post(browser, path, HOME, do="something").status_code == 400
    assert post(browser, path, HOME, do="stop").status_code == 303
    assert store.mailboxes.standing(db, pair.contact.id) == "broken"


def test_refusals_that_are_our_fault_are_an_alarm(app: Flask, db: store.Database) -> None:
    pair = a_published_pair(db)
    at_the_time(db, NOW)
    browser = at_the_console(app, db)
    assert app.test_client().get("/health/ready").text == "ok\n"
    policy = Bounce(NOW, "ours", "550 5.7.26 not authenticated")
    store.mailboxes.add(db, pair.contact.id, policy, mail_id=None, letter_id=1)
    page = browser.get(HOME).text
    assert "Mail servers refuse our letters: 1" in page
    assert "5.7.26" in page
    assert app.test_client().get("/health/ready").text == (
        "ok\nletters refused for a reason of ours in 7 days: 1\n"
    )
