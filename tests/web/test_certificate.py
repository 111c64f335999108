"""The page on which anyone checks a certificate: what is on the paper, and nothing more (P28)."""

from datetime import date
from time import monotonic

import pytest
from flask.testing import FlaskClient

from service import store
from service.domain.certificates import Certificate
from service.domain.rounds import Round
from service.web.certificate import ANSWERS_IN
from tests.web.desk import dump

CODE = "K7QF2M9X4TPA"


@pytest.fixture
def kept(db: store.Database, season: Round) -> Certificate:
    """Return a certificate that has been issued."""
    made = Certificate(CODE, season.id, "mentor", "A. M.", 4, 375, date(2027, 6, 24))
    store.certificates.add(db, made)
    return made


@pytest.mark.parametrize(
    ("language", "heading", "facts"),
    [
        ("fi", "Todistus on aito", ("A. M.", "mentori", "6 h 15 min", "to 24.6.2027")),
        ("sv", "Intyget är äkta", ("A. M.", "mentor", "6 h 15 min", "to 24.6.2027")),
        ("en", "The certificate is genuine", ("A. M.", "mentor", "6 h 15 min", "Thu 24 June 2027")),
    ],
)
def test_a_genuine_one_shows_what_is_on_the_paper(
    client: FlaskClient, db: store.Database, kept: Certificate,
    language: str, heading: str, facts: tuple[str, ...],
) -> None:  # fmt: skip
    before = dump(db)
    page = client.post(f"/todistus/{language}", data={"certificate": "k7qf-2m9x-4tpa"})
    assert page.status_code == 200
    assert f"<h1>{heading}</h1>" in page.text
    for fact in (*facts, "K7QF-2M9X-4TPA"):
        assert fact in page.text
    assert "Set-Cookie" not in page.headers
    assert dump(db) == before


def test_a_strange_code_gets_a_kind_word_in_the_same_time(
    client: FlaskClient, kept: Certificate
) -> None:
    for code in ("K7QF-2M9X-4TPB", CODE, "?"):
        began = monotonic()
        page = client.post("/todistus/en", data={"certificate": code})
        assert monotonic() - began >= ANSWERS_IN
        assert ("genuine</h1>" in page.text) is (code == CODE)
        assert ("Perhaps a letter or digit is wrong." in page.text) is (code != CODE)


def test_no_code_is_an_error_and_a_link_shows_nothing(
    client: FlaskClient, kept: Certificate
) -> None:
    assert "<title>Error:" in client.post("/todistus/en", data={}).text
    assert "A. M." not in client.get(f"/todistus/en?certificate={CODE}").text
    assert client.get("/todistus").status_code == 200


def test_guessing_is_slowed_down(client: FlaskClient) -> None:
    statuses = [client.post("/todistus/en", data={}).status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]
