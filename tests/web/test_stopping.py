"""The page that stops reminders: one press in a mail program, or a button (RFC 8058, S5)."""

import re

import pytest
from flask.testing import FlaskClient

from jobs.ask_how_it_went import ask_how_it_went
from service import store
from service.domain.languages import LANGUAGES, Language
from service.domain.pairs import Pair
from service.mail import addresses
from tests.programme import SITE, a_published_pair, at, booked, letters
from tests.web.desk import at_the_time, dump

AFTER = at("2027-02-10 09:00")
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
HEADINGS: dict[Language, tuple[str, str]] = {
    "fi": ("Lopetetaanko muistutukset?", "Et saa enää muistutuksia"),
    "sv": ("Stoppa påminnelserna?", "Du får inga fler påminnelser"),
    "en": ("Stop reminders?", "No more reminders for you"),
}


@pytest.fixture
def pair(db: store.Database) -> Pair:
    """Return a pair whose actor has been asked how a meeting went, and may stop that."""
    pair = a_published_pair(db)
    booked(db, pair, "2027-02-09 17:00")
    ask_how_it_went(db, SITE, AFTER)
    at_the_time(db, AFTER)
    return pair


def link(db: store.Database) -> str:
    (question,) = letters(db, "did_you_meet")
    raw = store.letters.get(db, question.id).raw
    found = re.search(rb"List-Unsubscribe: <https://oksa\.example\.org(/l/[a-z2-7]+)>", raw)
    assert found
    return found[1].decode()


def is_stopped(db: store.Database, pair: Pair) -> bool:
    return store.people.get(db, pair.contact.id).paused_at is not None


def heading(text: str) -> str:
    return re.search(r"<h1>(.*?)</h1>", text)[1]  # type: ignore[index]


def test_looking_changes_nothing(client: FlaskClient, db: store.Database, pair: Pair) -> None:
    before = dump(db)
    for path in (link(db), f"{link(db)}/en"):
        assert client.get(path, query_string=ONE_CLICK).status_code == 200
        assert client.head(path).status_code == 200
    assert dump(db) == before


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_one_press_needs_no_page_no_cookie_and_no_second_step(
    client: FlaskClient, db: store.Database, pair: Pair, kind: str
) -> None:
    headers = {"Origin": "https://mail.example.com", "Sec-Fetch-Site": "cross-site"}
    answer = client.post(link(db), data=ONE_CLICK, content_type=kind, headers=headers)
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, False)
    assert is_stopped(db, pair)
    (told,) = letters(db, "paused")
    assert told.to_address == pair.contact.email
    assert client.post(link(db), data=ONE_CLICK).status_code == 200
    assert len(letters(db, "paused")) == 1


@pytest.mark.parametrize("data", [{}, {"List-Unsubscribe": "no"}, {"seal": "x"}])
def test_any_other_post_changes_nothing(
    client: FlaskClient, db: store.Database, pair: Pair, data: dict[str, str]
) -> None:
    assert client.post(link(db), data=data).status_code == 400
    assert not is_stopped(db, pair)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_stops_reminders_and_another_lets_them_go_on(
    client: FlaskClient, db: store.Database, pair: Pair, language: Language
) -> None:
    path = f"{link(db)}/{language}"
    assert heading(client.get(path).text) == HEADINGS[language][0]
    stopped = client.post(path, data=ONE_CLICK)
    assert heading(stopped.text) == HEADINGS[language][1]
    seal = re.search(r'name="seal" value="([^"]+)"', stopped.text)
    assert seal
    assert is_stopped(db, pair)
    assert heading(client.post(path, data={"seal": seal[1]}).text) == HEADINGS[language][0]
    assert not is_stopped(db, pair)


def test_no_other_token_stops_anything_and_this_one_opens_nothing_else(
    client: FlaskClient, db: store.Database, pair: Pair
) -> None:
    (question,) = letters(db, "did_you_meet")
    for purpose in ("page", "reply", "bounce"):
        other = addresses.token(SITE, purpose, question.about, pair.contact.id)
        assert client.post(f"/l/{other}", data=ONE_CLICK).status_code == 404
    assert client.post(f"/l/a{'b' * 26}", data=ONE_CLICK).status_code == 404
    assert client.get(link(db).replace("/l/", "/t/")).status_code == 404
    at_the_time(db, at("2027-04-20 09:00"))  # S4: 60 days after the meeting
    assert client.post(link(db), data=ONE_CLICK).status_code == 410
    assert not is_stopped(db, pair)
