"""The feedback page behind a person's link: asked, kept, changed; looking changes nothing (S5)."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from jobs.ask_for_feedback import ask_for_feedback
from service import store
from service.domain.letters import Matter
from service.domain.pairs import Pair
from service.mail import addresses
from tests.programme import SITE, a_published_pair, at, letters
from tests.web.desk import at_the_time, dump

HALF, CLOSED = at("2027-04-19 10:00"), at("2027-07-01 10:00")


@pytest.fixture
def pair(db: store.Database) -> Pair:
    """Return a pair that has been asked half-way and at the close."""
    pair = a_published_pair(db)
    ask_for_feedback(db, SITE, HALF)
    ask_for_feedback(db, SITE, CLOSED)
    at_the_time(db, CLOSED)
    return pair


def path(about: Matter, person_id: int, language: str = "en") -> str:
    return f"/p/{addresses.token(SITE, 'page', about, person_id)}/{language}"


def midway(pair: Pair) -> str:
    return path(Matter("midway", pair.id), pair.mentor.id)


def closing(pair: Pair) -> str:
    return path(Matter("closing", pair.round_id), pair.mentor.id)


def send(client: FlaskClient, page: str, **fields: str) -> TestResponse:
    found = re.search(r'name="seal" value="([^"]+)"', client.get(page).text)
    assert found
    return client.post(page, data={"seal": found[1], "quote": "no", **fields})


def test_looking_changes_nothing(client: FlaskClient, db: store.Database, pair: Pair) -> None:
    before = dump(db)
    for page in (midway(pair), closing(pair)):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert client.head(page).status_code == 200
    assert dump(db) == before


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fi", "Kuinka hyvin yhteistyö parisi kanssa toimii?"),
        ("sv", "Hur väl fungerar samarbetet med ditt par?"),
        ("en", "How well does it work with your pair?"),
    ],
)
def test_the_page_speaks_three_languages(
    client: FlaskClient, pair: Pair, language: str, question: str
) -> None:
    page = client.get(path(Matter("midway", pair.id), pair.mentor.id, language)).text
    assert question in page
    assert f'<html lang="{language}"' in page


def test_an_answer_is_kept_and_can_be_changed(
    client: FlaskClient, db: store.Database, pair: Pair
) -> None:
    answer = send(client, midway(pair), fit="2", met="Rytmi", contact="y")
    assert answer.status_code == 303
    assert "Your answer is noted" in client.get(answer.location).text
    (kept,) = store.feedback.of_round(db, 1, "midway")
    assert (kept.answers, kept.need) == ({"fit": "2", "met": "Rytmi"}, "contact")
    change = f"{midway(pair)}?change=1"
    assert "Rytmi</textarea>" in client.get(change).text
    assert send(client, change, fit="5", met="").status_code == 303
    (kept,) = store.feedback.of_round(db, 1, "midway")
    assert (kept.answers, kept.need) == ({"fit": "5"}, "")


def test_a_nameless_answer_is_kept_apart_and_not_shown_again(
    client: FlaskClient, db: store.Database, pair: Pair
) -> None:
    send(client, closing(pair), goals="4", change="Enemmän aikaa", anonymous="y", quote="name")
    (kept,) = store.feedback.of_round(db, 1, "closing")
    assert (kept.person_id, kept.pair_id, kept.quote) == (None, None, "no")
    page = client.get(f"{closing(pair)}?change=1").text
    assert "without your name" in page
    assert "Enemmän aikaa" not in page
    assert "<form" not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Answer at least one question"),
        ({"fit": "9"}, "Choose one from the list"),
        ({"met": "x" * 2001}, "Shorten this to 2000 characters"),
    ],
)
def test_errors_are_told_and_nothing_is_kept(
    client: FlaskClient, db: store.Database, pair: Pair, fields: dict[str, str], said: str
) -> None:
    page = send(client, midway(pair), **fields)
    assert page.status_code == 200
    assert said in page.text
    assert "<title>Error:" in page.text
    assert store.feedback.of_round(db, 1, "midway") == []


def test_a_post_needs_the_pages_own_seal(
    client: FlaskClient, db: store.Database, pair: Pair
) -> None:
    page = client.post(midway(pair), data={"fit": "4", "seal": "forged"})
    assert "Please press the button once more." in page.text
    assert store.feedback.of_round(db, 1, "midway") == []


def test_a_link_is_one_persons_and_closes(
    client: FlaskClient, db: store.Database, pair: Pair
) -> None:
    assert client.get("/p/aabcdefghijklmnopqrstuvwxyz").status_code == 404
    link = path(Matter("meeting", 1), pair.mentor.id)
    assert client.get(link).status_code == 404
    at_the_time(db, at("2027-08-31 10:00"))
    assert client.get(closing(pair)).status_code == 410
    assert len(letters(db, "closing")) == 2
