"""The desk of expenses: plans, decisions with their reasons, sheets, receipts as downloads."""

import csv
import re
import zlib
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import store
from service.actions import claiming, claims
from service.domain.claims import Claim, Told
from service.domain.languages import Language
from service.domain.pairs import Pair
from service.domain.receipts import File, Sorted
from tests.paying import AFTER, JPEG, a_held_meeting, about
from tests.programme import NOW, SITE, a_published_pair, a_round, an_answer, letters, receive
from tests.web.desk import MINNA, at_the_console, at_the_time, dump, post

DESK = "/koordinaattori/kulut"
FILES = Sorted(((File("=cmd.jpg", JPEG), "jpg"),))


@pytest.fixture
def pair(db: store.Database) -> Pair:
    """Return a pair that has claimed 23,40 € on the form, with words that look like formulas."""
    pair, meeting, _ = a_held_meeting(db)
    told = Told(
        kind="transport",
        cents=2340,
        route="=HYPERLINK(1)",
        iban="FI2112345600000785",
        holder="+Anna",
        files=FILES,
    )
    claiming.by_form(db, SITE, meeting, pair.mentor, told, AFTER)
    at_the_time(db, AFTER)
    return pair


@pytest.fixture
def desk(app: Flask, db: store.Database, pair: Pair) -> FlaskClient:
    """Return the browser of a coordinator who is signed in."""
    return at_the_console(app, db)


def the_claim(db: store.Database) -> Claim:
    (claim,) = store.claims.every(db)
    return claim


def press(desk: FlaskClient, where: str, **fields: str) -> int:
    return post(desk, f"{DESK}{where}", page=DESK, **fields).status_code


def test_the_desk_is_for_coordinators_alone(client: FlaskClient, pair: Pair) -> None:
    for path in (DESK, f"{DESK}/1/kuitti/{'a' * 64}"):
        assert client.get(path).location == "/koordinaattori/kirjaudu"
    assert client.post(f"{DESK}/vienti").status_code == 303


def test_looking_shows_the_claim_and_changes_nothing(desk: FlaskClient, db: store.Database) -> None:
    before = dump(db)
    page = desk.get(DESK).text
    assert "€23.40" in page
    assert "FI•• … ••85" in page
    assert "0000785" not in page
    assert "As planned: nothing to remark." in page
    assert "Expenses" in desk.get("/koordinaattori").text
    after = dump(db)
    assert {**after, "sign_ins": []} == {**before, "sign_ins": []}


def test_what_has_changed_since_the_claim_is_remarked(
    desk: FlaskClient, db: store.Database
) -> None:
    meeting = store.meetings.get(db, the_claim(db).meeting_id)
    store.meetings.save(db, replace(meeting, state="disputed"))
    page = desk.get(DESK).text
    assert "The meeting is not noted as held." in page
    assert "As planned" not in page


def test_a_press_without_the_sessions_token_does_nothing(
    desk: FlaskClient, db: store.Database
) -> None:
    desk.post(f"{DESK}/{the_claim(db).id}", data={"press": "approve"})
    assert the_claim(db).state == "received"


def test_a_claim_is_approved_exported_and_paid(desk: FlaskClient, db: store.Database) -> None:
    number = the_claim(db).id
    assert press(desk, f"/{number}", press="approve", said="Sopii.") == 303
    assert (the_claim(db).state, the_claim(db).reason) == ("approved", "Sopii.")
    sheet = post(desk, f"{DESK}/vienti", page=DESK, press="csv")
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="oksa-1-20270210.csv"'
    assert sheet.data.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(StringIO(sheet.data.decode("utf-8-sig")), delimiter=";")
    assert head[0] == "Reference"
    assert row == [
        f"K{number}",
        "Mentoring programme",
        "Anna Mäkinen",
        "FI2112345600000785",
        "'+Anna",
        "9.2.2027",
        "public transport",
        "'=HYPERLINK(1)",
        "",
        "23,40",
        "Minna",
        "10.2.2027",
    ]
    assert the_claim(db).exported_at is not None
    assert press(desk, "/maksettu", press="pay") == 303
    assert the_claim(db).state == "paid"
    assert press(desk, f"/{number}", press="pay") == 409
    assert len(letters(db, "expense_paid")) == 1
    who = [act.who for act in store.acts.of(db, "claim", number)]
    assert who == ["", MINNA, MINNA, MINNA]


def test_the_sheet_as_xlsx_has_no_formula_and_no_link(
    desk: FlaskClient, db: store.Database
) -> None:
    press(desk, f"/{the_claim(db).id}", press="approve")
    book = ZipFile(BytesIO(post(desk, f"{DESK}/vienti", page=DESK, press="xlsx").data))
    page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page
    assert "<v>23.4</v>" in page
    assert "'=HYPERLINK(1)" in book.read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_one_pdf_has_the_claims_and_every_receipt_as_it_came(
    app: Flask, db: store.Database, pair: Pair, language: Language
) -> None:
    desk = at_the_console(app, db, f"{language}@example.org", language)
    claim = the_claim(db)
    press(desk, f"/{claim.id}", press="approve")
    paper = post(desk, f"{DESK}/vienti", page=DESK, press="pdf")
    assert paper.mimetype == "application/pdf"
    assert paper.headers["X-Content-Type-Options"] == "nosniff"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in paper.data
    assert f"({claim.reference}-1.jpg)".encode() in paper.data
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper.data, re.DOTALL)
    assert JPEG in [unpacked(one) for one in streams]
    assert the_claim(db).exported_at is not None


def test_a_receipt_that_is_gone_leaves_the_pdf_without_it(
    desk: FlaskClient, db: store.Database
) -> None:
    claim = the_claim(db)
    press(desk, f"/{claim.id}", press="approve")
    (store.files.house(db) / store.files.name(claim.receipts[0].sha256)).unlink()
    paper = post(desk, f"{DESK}/vienti", page=DESK, press="pdf")
    assert paper.data.startswith(b"%PDF")
    assert f"({claim.reference}-1.jpg)".encode() not in paper.data


def test_what_could_not_be_printed_is_not_noted_as_handed_on(
    app: Flask, desk: FlaskClient, db: store.Database
) -> None:
    claim = the_claim(db)
    press(desk, f"/{claim.id}", press="approve")
    place = store.files.house(db) / store.files.name(claim.receipts[0].sha256)
    place.unlink()
    place.mkdir()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert post(desk, f"{DESK}/vienti", page=DESK, press="pdf").status_code == 500
    assert the_claim(db).exported_at is None


def unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


@pytest.mark.parametrize(
    ("button", "letter", "state"),
    [("decline", "expense_declined", "declined"), ("ask", "expense_question", "asked")],
)
def test_a_reason_is_needed_and_mailed(
    desk: FlaskClient, db: store.Database, button: str, letter: str, state: str
) -> None:
    number = the_claim(db).id
    refused = post(desk, f"{DESK}/{number}", page=DESK, press=button, said="  ")
    assert refused.status_code == 409
    assert "Write the reason or the question first" in refused.text
    assert press(desk, f"/{number}", press=button, said="Lippu on\nväärältä päivältä.") == 303
    assert (the_claim(db).state, the_claim(db).reason) == (state, "Lippu on väärältä päivältä.")
    assert len(letters(db, letter)) == 1


def test_the_second_coordinator_is_told_and_the_words_are_kept(
    desk: FlaskClient, db: store.Database
) -> None:
    number = the_claim(db).id
    press(desk, f"/{number}", press="approve")
    late = post(desk, f"{DESK}/{number}", page=DESK, press="decline", said="Ei käy.")
    assert late.status_code == 409
    assert "That was not done" in late.text


def test_a_receipt_is_saved_and_never_shown(desk: FlaskClient, db: store.Database) -> None:
    claim = the_claim(db)
    answer = desk.get(f"{DESK}/{claim.id}/kuitti/{claim.receipts[0].sha256}")
    assert answer.data == JPEG
    assert answer.headers["Content-Disposition"] == f'attachment; filename="K{claim.id}-1.jpg"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for wrong in ("b" * 64, "..%2f..%2foksa.sqlite3"):
        assert desk.get(f"{DESK}/{claim.id}/kuitti/{wrong}").status_code == 404


def test_a_plan_is_approved_or_declined(desk: FlaskClient, db: store.Database, pair: Pair) -> None:
    plan = claims.propose_plan(db, pair, 2, "entrance", 1500, NOW)
    assert plan is not None
    assert "entrance ticket" in desk.get(DESK).text
    assert press(desk, f"/suunnitelmat/{plan.id}", press="decline") == 409
    assert press(desk, f"/suunnitelmat/{plan.id}", press="approve") == 303
    assert store.expense_plans.get(db, plan.id).decided_by == MINNA
    assert press(desk, f"/suunnitelmat/{plan.id}", press="approve") == 409
    assert press(desk, "/suunnitelmat/99", press="approve") == 409
    assert press(desk, "/99", press="approve") == 404
    assert press(desk, f"/suunnitelmat/{plan.id}", press="eat") == 400


def test_a_round_that_pays_nothing_says_so(app: Flask, db: store.Database) -> None:
    a_published_pair(db)
    store.rounds.add(db, a_round(expenses_allowed=False))
    at_the_time(db, AFTER)
    assert "This round pays no expenses." in at_the_console(app, db).get(DESK).text


def test_a_mail_about_a_claim_stands_with_its_pair(
    desk: FlaskClient, db: store.Database, pair: Pair
) -> None:
    meeting = store.meetings.of_pair(db, pair.id)[0]
    said = "Voinko hakea myös kahvit? Ne maksoivat 4 €."
    mail = receive(db, an_answer(said, pair.mentor, about(meeting)), AFTER)
    assert mail.state == "tray"
    page = desk.get(f"/koordinaattori/posti/{mail.id}").text
    assert "Anna Mäkinen &amp; Eetu Koski" in page
    assert 'value="held"' not in page
    story = desk.get(f"/koordinaattori/parit/{pair.id}").text
    assert "Expense claim noted" in story
