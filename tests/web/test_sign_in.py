"""Signing in to the console: a mailed link, one browser, one use, and no word of who is known."""

import re
from datetime import timedelta
from time import monotonic

import pytest
from flask import Flask

from service import store
from service.actions import coordinators
from service.web.sign_in import ANSWERS_IN
from tests.programme import NOW, SITE
from tests.web.desk import MINNA, a_browser, at_the_console, at_the_time, csrf, dump, post

ASK = "/koordinaattori/kirjaudu"


def mailed_link(db: store.Database) -> str:
    """Return the path in the last sign-in letter."""
    letter = [one for one in store.letters.every(db) if one.kind == "sign_in"][-1]
    text = store.letters.get(db, letter.id).raw.replace(b"=\r\n", b"").decode()
    found = re.search(r"/koordinaattori/sisaan/[\w-]+", text)
    assert found
    return found[0]


def test_a_mailed_link_signs_in_by_its_button(app: Flask, db: store.Database) -> None:
    coordinators.add(db, MINNA, "Minna", "sv")
    browser = a_browser(app)
    assert post(browser, ASK, email=MINNA).location == f"{ASK}/lahetetty"
    link = mailed_link(db)
    before = dump(db)
    assert browser.get(link).status_code == browser.head(link).status_code == 200
    assert dump(db) == before
    assert post(browser, link).location == "/koordinaattori"
    assert "Väntar på dig" in browser.get("/koordinaattori").text


def test_a_strange_address_gets_the_same_answer_in_the_same_time(
    app: Flask, db: store.Database
) -> None:
    coordinators.add(db, MINNA, "Minna", "en")
    browser = a_browser(app)
    answers, times = [], []
    for email in (MINNA, "somebody@example.org"):
        token, began = csrf(browser, ASK), monotonic()
        answer = browser.post(ASK, data={"csrf": token, "email": email})
        times.append(monotonic() - began >= ANSWERS_IN)
        answers.append((answer.status_code, answer.text, answer.location))
    assert answers[0] == answers[1]
    assert times == [True, True]
    assert len([one for one in store.letters.every(db) if one.kind == "sign_in"]) == 1


def test_what_is_no_address_is_told_and_kept(app: Flask, db: store.Database) -> None:
    page = post(a_browser(app), ASK, email="minna").text
    assert 'value="minna"' in page
    assert page.count("Kirjoita sähköpostiosoite muodossa nimi@example.org") == 2
    assert "<title>Virhe: " in page


def test_signing_out_ends_the_session_in_every_copy_of_its_cookie(
    app: Flask, db: store.Database
) -> None:
    browser, elsewhere = at_the_console(app, db), at_the_console(app, db)
    cookie = browser.get_cookie("oksa", path="/koordinaattori")
    assert cookie
    token = csrf(browser, "/koordinaattori")
    assert browser.post("/koordinaattori/ulos", data={"csrf": token}).location == ASK
    copy = a_browser(app)
    copy.set_cookie("oksa", cookie.value, path="/koordinaattori")
    assert copy.get("/koordinaattori").location == ASK
    assert elsewhere.get("/koordinaattori").status_code == 200


def test_a_link_works_once(app: Flask, db: store.Database) -> None:
    who = coordinators.add(db, MINNA, "Minna", "en")
    at_the_time(db, NOW)
    link = coordinators.make_link(db, SITE, who, "", NOW).removeprefix(SITE.base_url)
    assert post(a_browser(app), link).status_code == 303
    again = post(a_browser(app), link)
    assert again.status_code == 403
    assert "Pyydä uusi linkki" in again.text


def test_a_link_is_refused_in_another_browser_and_when_it_is_old(
    app: Flask, db: store.Database
) -> None:
    coordinators.add(db, MINNA, "Minna", "en")
    mine, other = a_browser(app), a_browser(app)
    post(mine, ASK, email=MINNA)
    link = mailed_link(db)
    assert post(other, link).status_code == 403
    store.memory.set_clock_ahead(db, timedelta(minutes=21))
    assert post(mine, link).status_code == 403
    store.memory.set_clock_ahead(db, timedelta())
    assert post(mine, link).status_code == 303


@pytest.mark.parametrize("path", ["", "/parit", "/hakemukset", "/posti/1", "/posti/1/raaka"])
def test_nobody_else_sees_a_page_of_the_console(app: Flask, path: str) -> None:
    answer = a_browser(app).get(f"/koordinaattori{path}")
    assert (answer.status_code, answer.location) == (303, ASK)


def test_the_cookie_is_for_the_console_alone(app: Flask, db: store.Database) -> None:
    browser = at_the_console(app, db)
    said = browser.get("/koordinaattori").headers["Set-Cookie"]
    for word in ("oksa=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/koordinaattori", "Expires="):
        assert word in said
    assert browser.get("/koordinaattori").headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in browser.get("/haku").headers


def test_signing_in_begins_a_new_session(app: Flask, db: store.Database) -> None:
    who = coordinators.add(db, MINNA, "Minna", "en")
    at_the_time(db, NOW)
    browser = a_browser(app)
    before = csrf(browser, ASK)
    link = coordinators.make_link(db, SITE, who, "", NOW).removeprefix(SITE.base_url)
    post(browser, link)
    assert csrf(browser, "/koordinaattori") != before


def test_signing_out_ends_it(app: Flask, db: store.Database) -> None:
    browser = at_the_console(app, db)
    assert post(browser, "/koordinaattori/ulos", page="/koordinaattori").location == ASK
    assert browser.get("/koordinaattori").location == ASK


@pytest.mark.parametrize("path", ["/kirjaudu", "/sisaan/x", "/ulos", "/kieli", "/posti/1"])
def test_a_post_without_the_session_s_token_is_refused(
    app: Flask, db: store.Database, path: str
) -> None:
    browser = at_the_console(app, db)
    for data in ({}, {"csrf": ""}, {"csrf": "ä"}):
        answer = browser.post(f"/koordinaattori{path}", data=data)
        assert answer.status_code == 400
        assert "The page had grown old" in answer.text


def test_a_post_from_another_site_is_refused(app: Flask, db: store.Database) -> None:
    browser = at_the_console(app, db)
    token = {"csrf": csrf(browser, "/koordinaattori")}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example.org"}):
        assert browser.post("/koordinaattori/ulos", data=token, headers=headers).status_code == 400
    assert browser.get("/koordinaattori").status_code == 200


def test_the_language_that_is_chosen_stays(app: Flask, db: store.Database) -> None:
    browser = at_the_console(app, db)
    home, choose = "/koordinaattori", "/koordinaattori/kieli"
    assert "Needs you" in browser.get(home).text
    back = post(browser, choose, page=home, language="fi", back=f"{home}/parit")
    assert back.location == f"{home}/parit"
    assert "Odottaa sinua" in browser.get(home).text
    for elsewhere in ("https://example.org", "//example.org", "/haku", "/koordinaattorix"):
        assert post(browser, choose, page=home, language="sv", back=elsewhere).location == home


def test_links_are_not_asked_for_without_end(app: Flask, db: store.Database) -> None:
    browser = a_browser(app)
    token = csrf(browser, ASK)
    answers = [browser.post(ASK, data={"csrf": token}).status_code for _n in range(61)]
    assert (answers[59], answers[60]) == (200, 429)
