"""The expense page behind a mentor's link: asked, checked, kept; looking changes nothing (S5)."""

import re
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import store
from service.actions import attendance, claims
from service.domain.claims import Claim
from service.domain.meetings import Meeting
from service.domain.people import Person
from service.mail import addresses
from tests.paying import AFTER, IBAN, JPEG, a_held_meeting, about, minna
from tests.programme import SITE, letters
from tests.web.desk import at_the_time, dump

GOOD = {
    "kind": "transport",
    "route": "Helsinki–Tampere–Helsinki",
    "on": "2027-02-09",
    "sum": "23,40",
    "iban": IBAN,
    "holder": "Anna Mäkinen",
    "declare": "y",
}


@pytest.fixture
def held(db: store.Database) -> tuple[Person, Meeting]:
    """Return the mentor and the meeting whose costs were asked for."""
    pair, meeting, plan = a_held_meeting(db)
    assert plan is not None
    claims.ask_for_claim(db, SITE, plan, meeting.id, AFTER)
    at_the_time(db, AFTER)
    return pair.mentor, meeting


def path(held: tuple[Person, Meeting], language: str = "en") -> str:
    person, meeting = held
    return f"/k/{addresses.token(SITE, 'page', about(meeting), person.id)}/{language}"


def send(client: FlaskClient, page: str, **fields: Any) -> TestResponse:
    found = re.search(r'name="seal" value="([^"]+)"', client.get(page).text)
    assert found
    data = {"seal": found[1], **GOOD, **fields}
    return client.post(page, data=data, content_type="multipart/form-data")


def the_claim(db: store.Database) -> Claim:
    (claim,) = store.claims.every(db)
    return claim


def test_looking_changes_nothing(
    client: FlaskClient, db: store.Database, held: tuple[Person, Meeting]
) -> None:
    before = dump(db)
    page = client.get(path(held))
    assert page.status_code == 200
    assert client.head(path(held)).status_code == 200
    assert "Set-Cookie" not in page.headers
    assert "estimate €24.00" in page.text
    assert "promise nothing about its taxation" in page.text
    assert dump(db) == before


def test_a_good_claim_is_kept_and_the_account_is_shown_masked(
    client: FlaskClient, db: store.Database, held: tuple[Person, Meeting]
) -> None:
    answer = send(client, path(held), receipts=(BytesIO(JPEG), "../kuitti.jpg"))
    assert answer.status_code == 303
    claim = the_claim(db)
    assert (claim.cents, claim.iban, claim.holder) == (2340, "FI2112345600000785", "Anna Mäkinen")
    assert (claim.warnings, [one.type for one in claim.receipts]) == ((), ["jpg"])
    shown = client.get(answer.location).text
    assert "FI•• … ••85" in shown
    assert "0007" not in shown
    assert len(letters(db, "expense_received")) == 1
    changed = client.get(f"{path(held)}?change=1").text
    assert 'value="23,40"' in changed
    assert "0007" not in changed


@pytest.mark.parametrize(("language", "shown"), [("fi", "100,5 km"), ("en", "100.5 km")])
def test_kilometres_are_shown_as_the_language_writes_them(
    client: FlaskClient, held: tuple[Person, Meeting], language: str, shown: str
) -> None:
    page = path(held, language)
    car = {"kind": "car", "kilometres": "100,5", "sum": "20", "why": "-"}
    answer = send(client, page, **car)
    assert shown in client.get(answer.location).text


def test_what_is_known_is_changed_without_repeating_the_account(
    client: FlaskClient, db: store.Database, held: tuple[Person, Meeting]
) -> None:
    send(client, path(held))
    page = f"{path(held)}?change=1"
    assert send(client, page, iban="", sum="20.5").status_code == 303
    assert (the_claim(db).cents, the_claim(db).iban) == (2050, "FI2112345600000785")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": ""}, "Choose what it was"),
        ({"kind": "balloon"}, "Choose one from the list"),
        ({"route": ""}, "Write the way"),
        ({"on": "9.2."}, "Give the day"),
        ({"on": "2027-02-11"}, "still ahead"),
        ({"on": "2025-02-09"}, "over a year ago"),
        ({"sum": "paljon"}, "Write the sum as a number"),
        ({"sum": "0"}, "Write the sum as a number"),
        ({"sum": "1e9"}, "Write the sum as a number"),
        ({"sum": "27,40"}, "€3.40 beyond the estimate: tell why"),
        ({"kind": "car", "kilometres": ""}, "Write the kilometres as a number"),
        ({"kind": "car", "kilometres": "10", "passengers": "many"}, "Write the passengers"),
        ({"iban": "FI21 1234 5600 0007 86"}, "Check the account number"),
        ({"iban": ""}, "Write the account number"),
        ({"holder": ""}, "Write whose account it is"),
        ({"declare": ""}, "Tick that what you have told is true"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    client: FlaskClient,
    db: store.Database,
    held: tuple[Person, Meeting],
    fields: dict[str, str],
    said: str,
) -> None:
    page = send(client, path(held), why="", receipts=(BytesIO(JPEG), "kuitti.jpg"), **fields)
    assert page.status_code == 200
    assert page.text.count(said) >= 2  # in the summary, and at the field
    assert page.text.index('class="summary"') < page.text.index("<h1>")
    assert "<title>Error: " in page.text
    kept = {**GOOD, **fields}
    assert f'value="{kept["holder"]}"' in page.text
    assert "Choose the files again" in page.text
    assert store.claims.every(db) == []


@pytest.mark.parametrize(("typed", "cents"), [("9,5", 950), ("23.40 €", 2340), ("12", 1200)])
def test_sums_are_read_as_people_type_them(
    client: FlaskClient, db: store.Database, held: tuple[Person, Meeting], typed: str, cents: int
) -> None:
    assert send(client, path(held), sum=typed).status_code == 303
    assert the_claim(db).cents == cents


def test_kilometres_are_worked_out_by_the_rate_of_their_year(
    client: FlaskClient, db: store.Database, held: tuple[Person, Meeting]
) -> None:
    fields = {"kind": "car", "sum": "", "kilometres": "9,5", "passengers": "2", "why": "Yöllä"}
    assert send(client, path(held), on="2026-12-30", **fields).status_code == 303
    claim = the_claim(db)
    assert (claim.cents, str(claim.kilometres), claim.passengers) == (599, "9.5", 2)
    assert "unknown_rate" not in claim.warnings


def test_an_unknown_year_asks_for_the_sum_and_warns_the_coordinator(
    client: FlaskClient, db: store.Database, held: tuple[Person, Meeting]
) -> None:
    fields = {"kind": "car", "kilometres": "20", "why": "Yöllä"}
    refused = send(client, path(held), sum="", **fields)
    assert "Write the sum as a number" in refused.text
    assert send(client, path(held), sum="11", **fields).status_code == 303
    assert the_claim(db).warnings == ("unknown_rate",)


@pytest.mark.parametrize(
    ("name", "content", "called"),
    [
        ("lasku.docx", b"PK\x03\x04", "Word document"),
        ("kuitti.pdf", b"MZ" + b"x" * 99, "program"),
        ("pommi.zip", b"PK\x03\x04", "zip archive"),
    ],
)
def test_files_that_are_no_receipts_are_refused_by_their_kind(
    client: FlaskClient,
    db: store.Database,
    held: tuple[Person, Meeting],
    name: str,
    content: bytes,
    called: str,
) -> None:
    page = send(client, path(held), receipts=(BytesIO(content), name))
    assert page.text.count(f"This cannot be a receipt: {called}.") == 2
    assert store.claims.every(db) == []


def test_a_press_from_elsewhere_or_without_seal_keeps_nothing(
    client: FlaskClient, db: store.Database, held: tuple[Person, Meeting]
) -> None:
    page = client.post(path(held), data={**GOOD, "seal": "forged"})
    assert "Please press the button once more." in page.text
    assert f'value="{IBAN}"' in page.text
    other = client.post(path(held), data=GOOD, headers={"Sec-Fetch-Site": "cross-site"})
    assert "Please press the button once more." in other.text
    assert store.claims.every(db) == []


def test_a_meeting_that_is_not_held_cannot_be_claimed(
    client: FlaskClient, db: store.Database, held: tuple[Person, Meeting]
) -> None:
    attendance.take_back(db, SITE, held[1], None, None, AFTER)
    page = client.get(path(held))
    assert "is not noted as held" in " ".join(page.text.split())
    assert "<form method" not in page.text
    assert client.post(path(held), data=GOOD).status_code == 409


def test_a_claim_that_is_decided_is_shown_and_not_asked(
    client: FlaskClient, db: store.Database, held: tuple[Person, Meeting]
) -> None:
    send(client, path(held))
    claims.approve(db, SITE, the_claim(db).id, "Sopii hyvin.", minna(db), AFTER)
    page = client.get(path(held))
    assert "approved, will be paid" in page.text
    assert "Sopii hyvin." in page.text
    assert "<form method" not in page.text
    assert client.post(path(held), data=GOOD).status_code == 409


def test_unknown_and_old_links_open_nothing(
    client: FlaskClient, db: store.Database, held: tuple[Person, Meeting]
) -> None:
    assert client.get(f"/k/a{'b' * 26}").status_code == 404
    store.tokens.revoke(db, held[0].id, about(held[1]), AFTER)
    assert client.get(path(held)).status_code == 410


def test_too_much_at_once_is_refused(client: FlaskClient, held: tuple[Person, Meeting]) -> None:
    answer = client.post(
        path(held),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": "51000000"},
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(("language", "heading"), [("fi", "Kulukorvaus"), ("sv", "Kostnadsersät")])
def test_the_page_speaks_three_languages(
    client: FlaskClient, held: tuple[Person, Meeting], language: str, heading: str
) -> None:
    assert f"<h1>{heading}" in client.get(path(held, language)).text
