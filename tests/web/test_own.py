"""One's own application behind its link."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from service import store
from service.domain.letters import Matter
from service.domain.rounds import Round
from service.mail import addresses
from service.web import current
from tests.web.filling import MENTOR, TEAM, one, page, press, title, to_the_check


@pytest.fixture
def link(client: FlaskClient, db: store.Database, season: Round) -> str:
    """Return the link in the receipt of an application in Swedish."""
    press(client, to_the_check(client, MENTOR, "/haku/sv"))
    person = store.people.find(db, "aino@example.org")
    assert person is not None
    about = Matter("application", season.id)
    return f"/h/{addresses.token(current.site(), 'page', about, person.id)}"


def states(db: store.Database, season: Round) -> list[str]:
    return [kept.state for kept in store.applications.of_round(db, season.id)]


def seal(text: str) -> str:
    return str(one(text, "[name=seal]").attributes["value"])


def test_looking_confirms_nothing_and_the_button_does(
    client: FlaskClient, db: store.Database, season: Round, link: str
) -> None:
    client.head(link)
    shown = client.get(link)
    assert title(shown).startswith("Bekräfta din e-post")
    assert "Att söka jobb, Egen berättelse och karriär" in shown.text
    assert states(db, season) == ["unconfirmed"]
    answer = client.post(link, data={"seal": seal(shown.text)})
    assert (answer.status_code, answer.location) == (303, link)
    assert states(db, season) == ["confirmed"]
    assert "Din e-post är bekräftad." in client.get(link).text
    again = client.post(link, data={"seal": seal(shown.text)})
    assert (again.status_code, states(db, season)) == (303, ["confirmed"])


def test_a_press_that_did_not_come_from_the_page_is_asked_for_again(
    client: FlaskClient, db: store.Database, season: Round, link: str
) -> None:
    for data in ({}, {"seal": "made up"}):
        assert "Tryck på knappen en gång till." in client.post(link, data=data).text
    good = {"seal": seal(client.get(link).text)}
    client.post(link, data=good, headers={"Sec-Fetch-Site": "cross-site"})
    assert states(db, season) == ["unconfirmed"]


def test_answers_are_changed_in_the_form_that_took_them(
    client: FlaskClient, db: store.Database, season: Round, link: str
) -> None:
    check = client.get(f"{link}/muuta")
    assert title(check).startswith("Kontrollera dina svar")
    you = press(client, check, go="to-you")
    assert page(you.text).css("[name=email]") == []
    check = press(client, you, name="Aino Mentori", phone="050 999")
    sent = press(client, check, go="send")
    assert title(sent).startswith("Ändringarna är sparade")
    assert "a•••@e•••.org" in sent.text
    newest = store.applications.of_round(db, season.id)[-1]
    assert (newest.phone, newest.email, newest.state, newest.answers["field"]) == (
        "050 999",
        "aino@example.org",
        "confirmed",
        "Kultur",
    )
    assert states(db, season) == ["confirmed"]


def test_a_team_comes_back_as_it_was_listed(
    client: FlaskClient, db: store.Database, season: Round
) -> None:
    press(client, to_the_check(client, TEAM))
    before = store.applications.of_round(db, season.id)[0]
    about = Matter("application", season.id)
    token = addresses.token(current.site(), "page", about, before.person_id)
    press(client, client.get(f"/h/{token}/muuta"), go="send")
    after = store.applications.of_round(db, season.id)[0]
    assert (after.answers, after.members) == (before.answers, before.members)


def test_after_the_deadline_it_can_be_seen_and_confirmed_but_not_changed(
    client: FlaskClient, db: store.Database, season: Round, link: str
) -> None:
    store.memory.set_clock_ahead(db, timedelta(days=20))
    shown = client.get(link)
    assert ("muuta" in shown.text, "Bekräfta" in shown.text) == (False, True)
    assert client.get(f"{link}/muuta").location == link
    client.post(link, data={"seal": seal(shown.text)})
    assert states(db, season) == ["confirmed"]


def test_a_link_that_opens_nothing_says_what_to_do(
    client: FlaskClient, db: store.Database, season: Round, link: str
) -> None:
    unknown = client.get("/h/anything", headers={"Accept-Language": "en"})
    assert (unknown.status_code, title(unknown)) == (404, "We do not know this link · Oksa")
    store.memory.set_clock_ahead(db, timedelta(days=300))
    old = client.get(link)
    assert (old.status_code, title(old)) == (410, "Länken gäller inte längre · Oksa")


def test_a_revoked_link_or_one_for_letters_opens_nothing(
    client: FlaskClient, db: store.Database, season: Round, link: str
) -> None:
    about = Matter("application", season.id)
    person = store.people.find(db, "aino@example.org")
    assert person is not None
    reply = addresses.token(current.site(), "reply", about, person.id)
    assert client.get(f"/h/{reply}").status_code == 404
    store.tokens.revoke(db, person.id, about, current.now())
    assert [client.get(path).status_code for path in (link, f"{link}/muuta")] == [410, 410]
