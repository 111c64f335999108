"""Wishes on the console: who has left, who wants another pair, what erasure would take (P24)."""

from flask import Flask

from service import store
from service.domain.letters import Matter
from tests.programme import NOW, a_published_pair, an_answer, booked, letters, receive, send_all
from tests.web.desk import at_the_console, at_the_time

HOME = "/koordinaattori"
PASS = "mx.oksa.example.org; dmarc=pass header.from=example.org"


def test_who_has_left_needs_the_coordinator_and_stands_in_the_pairs_story(
    app: Flask, db: store.Database
) -> None:
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-09 17:00")
    receive(db, an_answer("haluan lopettaa", pair.contact, Matter("pair", pair.id)), NOW)
    send_all(db, NOW)
    (asked,) = letters(db, "wish_question")
    mail = receive(db, an_answer("kyllä", pair.contact, asked.about), NOW)
    at_the_time(db, NOW)
    browser = at_the_console(app, db)
    needs = browser.get(HOME).text.partition('id="next"')[0]
    assert "The writer has left the programme" in needs
    assert f'href="{HOME}/parit/{pair.id}"' in browser.get(f"{HOME}/posti/{mail.id}").text
    story = browser.get(f"{HOME}/parit/{pair.id}").text
    assert "“Is this what you want?”" in story
    assert "someone left the programme" in story


def test_a_wish_for_erasure_shows_what_it_would_take(app: Flask, db: store.Database) -> None:
    pair = a_published_pair(db)
    raw = an_answer(
        "poistakaa tietoni",
        pair.contact,
        Matter("pair", pair.id),
        Authentication_Results=PASS,
    )
    mail = receive(db, raw, NOW)
    at_the_time(db, NOW)
    page = at_the_console(app, db).get(f"{HOME}/posti/{mail.id}").text
    assert "wants all their data erased" in page
    assert "<li>Applications: 1</li>" in page
    assert "<li>Mentoring pairs: 1</li>" in page
