"""An expense from its plan to its payment, by mail and by form (P25, P26, S4, S9)."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path

import pytest

from jobs.ask_for_expenses import ask_for_expenses
from service import store
from service.actions import attendance, claiming, claims
from service.domain.claims import Claim, Told
from service.domain.errors import Refused
from service.domain.letters import Matter
from service.domain.meetings import Held, Meeting
from service.domain.pairs import Pair
from service.domain.receipts import File, Sorted
from service.reading.mail.message import parse
from tests.paying import AFTER, IBAN, JPEG, PDF, a_held_meeting, about, minna, with_files
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    a_published_team,
    a_round,
    an_answer,
    at,
    booked,
    letters,
    receive,
    send_all,
)

TOLD = Told(
    kind="transport",
    cents=2340,
    route="Helsinki–Tampere–Helsinki",
    travelled_on=date(2027, 2, 9),
    iban="FI2112345600000785",
    holder="Anna Mäkinen",
)


def words(db: store.Database, kind: str) -> str:
    """Return the text of the last letter of a kind."""
    letter = letters(db, kind)[-1]
    return " ".join(parse(store.letters.get(db, letter.id).raw).text.split())


def claim_of(db: store.Database, meeting: Meeting) -> Claim:
    (claim,) = store.claims.of_meeting(db, meeting.id)
    return claim


def claimed(db: store.Database) -> tuple[Pair, Meeting]:
    """Return a pair that has claimed 23,40 € with a receipt by mail."""
    pair, meeting, _ = a_held_meeting(db)
    ask_for_expenses(db, SITE, AFTER)
    send_all(db, AFTER)
    raw = with_files("Junaliput 23,40 €", pair.mentor, about(meeting), ("kuitti.jpg", JPEG))
    assert receive(db, raw, AFTER).state == "settled"
    send_all(db, AFTER)
    return pair, meeting


def test_a_claim_goes_from_plan_to_paid(db: store.Database, tmp_path: Path) -> None:
    pair, meeting = claimed(db)
    by = minna(db)
    received = claim_of(db, meeting)
    assert (received.kind, received.cents, received.state) == ("transport", 2340, "received")
    assert (received.warnings, received.missing) == ((), ("iban",))
    (receipt,) = received.receipts
    assert (receipt.name, receipt.type, receipt.bytes) == ("kuitti.jpg", "jpg", len(JPEG))
    kept = tmp_path / "receipts" / receipt.sha256[:2] / receipt.sha256[2:]
    assert kept.read_bytes() == store.files.read(db, receipt.sha256) == JPEG
    assert "Anna tilinumero" in words(db, "expense_received")
    with pytest.raises(Refused, match="account"):
        claims.approve(db, SITE, received.id, "", by, AFTER)
    claiming.by_form(db, SITE, meeting, pair.mentor, TOLD, AFTER)
    assert "FI•• … ••85" in words(db, "expense_received")
    claims.approve(db, SITE, received.id, "", by, AFTER)
    given = claims.to_pay(db, 1)
    assert [claim.id for claim in given] == [received.id]
    claims.hand_on(db, given, by, AFTER)
    claims.pay(db, SITE, [received.id], by, AFTER)
    paid = claim_of(db, meeting)
    assert (paid.state, paid.iban, paid.decided_by) == ("paid", "FI2112345600000785", by.email)
    assert (paid.exported_at, paid.paid_at) == (AFTER, AFTER)
    assert {letter.to_address for letter in letters(db, "expense_paid")} == {pair.mentor.email}
    assert [act.act for act in store.acts.of(db, "claim", paid.id)] == [
        "claim_received",
        "claim_changed",
        "claim_approved",
        "claim_exported",
        "claim_paid",
    ]
    assert [act.who for act in store.acts.of(db, "claim", paid.id)][2:] == [by.email] * 3


def test_no_letter_quotes_what_came_or_shows_an_account(db: store.Database) -> None:
    pair, meeting = claimed(db)
    claiming.by_form(db, SITE, meeting, pair.mentor, TOLD, AFTER)
    by = minna(db)
    claims.approve(db, SITE, claim_of(db, meeting).id, "", by, AFTER)
    claims.pay(db, SITE, [claim_of(db, meeting).id], by, AFTER)
    for letter in store.letters.every(db):
        text = parse(store.letters.get(db, letter.id).raw).text
        assert "0000785" not in text.replace(" ", "")
        assert "kuitti.jpg" not in text


def test_the_mentor_is_asked_once_after_a_planned_meeting_was_held(db: store.Database) -> None:
    pair, _meeting, _ = a_held_meeting(db)
    assert ask_for_expenses(db, SITE, at("2027-02-10 19:00")) == 0
    assert ask_for_expenses(db, SITE, AFTER) == 1
    assert ask_for_expenses(db, SITE, AFTER + timedelta(days=1)) == 0
    (letter,) = letters(db, "expense_start")
    assert letter.to_address == pair.mentor.email
    text = words(db, "expense_start")
    assert "arvio 24,00 €" in text
    assert "Viimeinen hakupäivä: pe 9.4. Päätämme" in text


def test_nobody_is_asked_before_the_plan_is_approved(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    plan = claims.propose_plan(db, pair, 1, "transport", 2400, NOW)
    assert plan is not None
    receive(db, an_answer("Joo tavattiin", pair.contact, Matter("meeting", meeting.id)), AFTER)
    assert ask_for_expenses(db, SITE, AFTER) == 0
    claims.approve_plan(db, SITE, plan.id, minna(db), AFTER)
    assert len(letters(db, "expense_plan_approved")) == 1
    assert ask_for_expenses(db, SITE, AFTER) == 1


def test_a_plan_is_declined_with_its_reason_and_only_once(db: store.Database) -> None:
    pair = a_published_pair(db)
    plan = claims.propose_plan(db, pair, 2, "entrance", 1200, NOW)
    assert plan is not None
    by = minna(db)
    with pytest.raises(Refused):
        claims.decline_plan(db, SITE, plan.id, "  ", by, NOW)
    claims.decline_plan(db, SITE, plan.id, "Museo on ilmainen opiskelijoille.", by, NOW)
    assert "Museo on ilmainen opiskelijoille." in words(db, "expense_plan_declined")
    with pytest.raises(Refused):
        claims.approve_plan(db, SITE, plan.id, by, NOW)


def test_the_same_plan_again_stays_approved_and_another_takes_its_place(
    db: store.Database,
) -> None:
    pair = a_published_pair(db)
    plan = claims.propose_plan(db, pair, 2, "transport", 2400, NOW)
    assert plan is not None
    claims.approve_plan(db, SITE, plan.id, minna(db), NOW)
    approved = store.expense_plans.get(db, plan.id)
    assert claims.propose_plan(db, pair, 2, "transport", 2400, NOW) == approved
    other = claims.propose_plan(db, pair, 3, "transport", 2400, NOW)
    assert other is not None
    assert (store.expense_plans.of_pair(db, pair.id), other.state) == ([other], "proposed")


def test_a_plan_that_the_round_or_the_pair_cannot_have_is_not_kept(db: store.Database) -> None:
    pair = a_published_pair(db)
    assert claims.propose_plan(db, pair, 5, "transport", 2400, NOW) is None
    assert claims.propose_plan(db, pair, 1, "transport", 0, NOW) is None
    poor = store.rounds.add(db, a_round(expenses_allowed=False))
    assert claims.propose_plan(db, replace(pair, round_id=poor.id), 1, "car", 100, NOW) is None


def test_costs_beside_the_answer_about_the_meeting_are_claimed(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    said = "Tavattiin tiistaina, 1,5 h. Junaliput 23,40 €."
    raw = with_files(said, pair.mentor, Matter("meeting", meeting.id), ("lippu.pdf", PDF))
    assert receive(db, raw, AFTER).state == "settled"
    assert store.meetings.get(db, meeting.id).state == "held"
    claim = claim_of(db, meeting)
    assert (claim.cents, claim.warnings, len(claim.receipts)) == (2340, ("no_plan",), 1)
    assert len(letters(db, "understood")) == len(letters(db, "expense_received")) == 1


def test_costs_of_a_meeting_that_is_not_held_are_declined_with_the_reason(
    db: store.Database,
) -> None:
    pair, meeting = claimed(db)
    attendance.take_back(db, SITE, meeting, None, None, AFTER)
    later = AFTER + timedelta(hours=2)
    mail = receive(db, an_answer("Junaliput 12,00 €", pair.mentor, about(meeting)), later)
    assert mail.state == "settled"  # the meeting is past, and no letter asks about the costs now
    start = letters(db, "expense_start")[0].message_id
    raw = an_answer("Junaliput 12 €", pair.mentor, about(meeting), In_Reply_To=start)
    assert receive(db, raw, later).state == "settled"
    declined = store.claims.of_meeting(db, meeting.id)[-1]
    assert (declined.state, declined.cents, declined.reason) == ("declined", 1200, "")
    assert "Kulut korvataan vain pidetystä tapaamisesta" in words(db, "expense_declined")
    with pytest.raises(Refused):
        claiming.by_form(db, SITE, store.meetings.get(db, meeting.id), pair.mentor, TOLD, later)


def test_a_claim_without_receipt_asks_for_it_once_and_takes_it_later(db: store.Database) -> None:
    pair, meeting, _ = a_held_meeting(db)
    ask_for_expenses(db, SITE, AFTER)
    send_all(db, AFTER)
    assert receive(db, an_answer("23,40 €", pair.mentor, about(meeting)), AFTER).state == "settled"
    assert claim_of(db, meeting).warnings == ("no_receipt",)
    assert [len(letters(db, kind)) for kind in ("expense_missing", "expense_received")] == [1, 0]
    send_all(db, AFTER)
    raw = with_files("", pair.mentor, about(meeting), ("kuitti.jpg", JPEG))
    assert receive(db, raw, AFTER).state == "settled"
    claim = claim_of(db, meeting)
    assert (claim.warnings, len(claim.receipts)) == ((), 1)
    assert [len(letters(db, kind)) for kind in ("expense_missing", "expense_received")] == [1, 1]


def test_a_receipt_alone_begins_a_claim_and_the_sum_is_asked_for(db: store.Database) -> None:
    pair, meeting, _ = a_held_meeting(db)
    ask_for_expenses(db, SITE, AFTER)
    send_all(db, AFTER)
    raw = with_files("Tässä kuitti", pair.mentor, about(meeting), ("kuitti.jpg", JPEG))
    assert receive(db, raw, AFTER).state == "settled"
    assert (claim_of(db, meeting).cents, claim_of(db, meeting).missing) == (0, ("sum", "iban"))
    assert "puuttuu vielä summa" in words(db, "expense_missing")
    send_all(db, AFTER)
    receive(db, an_answer("Se oli 23,40 €", pair.mentor, about(meeting)), AFTER)
    claim = claim_of(db, meeting)
    assert (claim.cents, len(claim.receipts)) == (2340, 1)


def test_unclear_words_are_asked_about_once_and_then_read_by_a_human(db: store.Database) -> None:
    pair, meeting, _ = a_held_meeting(db)
    ask_for_expenses(db, SITE, AFTER)
    send_all(db, AFTER)
    first = receive(db, an_answer("Joku parikymppiä", pair.mentor, about(meeting)), AFTER)
    assert (first.state, len(letters(db, "expense_missing"))) == ("asked", 1)
    send_all(db, AFTER)
    second = receive(db, an_answer("Kolmisenkymmentä", pair.mentor, about(meeting)), AFTER)
    assert (second.state, len(letters(db, "expense_missing"))) == ("tray", 1)
    assert store.claims.every(db) == []


def test_an_account_in_a_mail_is_masked_and_kept_nowhere(db: store.Database) -> None:
    pair, meeting, _ = a_held_meeting(db)
    ask_for_expenses(db, SITE, AFTER)
    send_all(db, AFTER)
    said = f"Junaliput 23,40 €, tili {IBAN}"
    raw = with_files(said, pair.mentor, about(meeting), ("kuitti.jpg", JPEG))
    mail = receive(db, raw, AFTER)
    assert mail.state == "settled"
    assert mail.reading is not None
    assert mail.reading["text"] == "Junaliput 23,40 €, tili FI•• … ••85"
    assert "0007" not in json.dumps(mail.reading)
    assert (claim_of(db, meeting).iban, claim_of(db, meeting).cents) == ("", 2340)
    assert "Anna tilinumero lomakkeella, älä sähköpostissa" in words(db, "expense_received")
    held = {name: list(db.table(name).rows) for name in db.table_names()}
    assert "5600 0007" not in str(held)


def test_an_account_in_a_file_s_name_or_a_signature_is_kept_nowhere_either(
    db: store.Database,
) -> None:
    pair, meeting, _ = a_held_meeting(db)
    ask_for_expenses(db, SITE, AFTER)
    send_all(db, AFTER)
    name = f"{IBAN.replace(' ', '')}.jpg"
    said = f"Junaliput 23,40 €\n\n-- \nAnna, {IBAN}"
    receive(db, with_files(said, pair.mentor, about(meeting), (name, JPEG)), AFTER)
    assert [one.name for one in claim_of(db, meeting).receipts] == ["FI•• … ••85.jpg"]
    held = str({name: list(db.table(name).rows) for name in db.table_names()})
    assert "5600 0007" not in held
    assert "0000785" not in held


def test_the_same_claim_twice_is_one_claim(db: store.Database) -> None:
    pair, meeting = claimed(db)
    start = letters(db, "expense_start")[0].message_id
    raw = with_files(
        "Siis junaliput 23,40 €",
        pair.mentor,
        about(meeting),
        ("kuitti.jpg", JPEG),
        In_Reply_To=start,
    )
    receive(db, raw, AFTER)
    assert len(claim_of(db, meeting).receipts) == 1


def test_another_sum_is_a_second_claim_that_a_human_must_look_at(db: store.Database) -> None:
    pair, meeting = claimed(db)
    start = letters(db, "expense_start")[0].message_id
    raw = with_files(
        "Museolippu 12 €", pair.mentor, about(meeting), ("lippu.pdf", PDF), In_Reply_To=start
    )
    receive(db, raw, AFTER)
    first, second = store.claims.of_meeting(db, meeting.id)
    assert (first.warnings, second.kind, second.warnings) == ((), "entrance", ("second",))


def test_over_the_plan_and_late_are_said_and_not_refused(db: store.Database) -> None:
    pair, meeting, _ = a_held_meeting(db)
    ask_for_expenses(db, SITE, AFTER)
    send_all(db, AFTER)
    late = at("2027-04-12 12:00")
    raw = with_files("Junaliput 27,40 €", pair.mentor, about(meeting), ("kuitti.jpg", JPEG))
    assert receive(db, raw, late).state == "settled"
    assert claim_of(db, meeting).warnings == ("over_plan", "late")
    assert "ylittää sovitun arvion: 3,40 €" in words(db, "expense_received")


@pytest.mark.parametrize(
    ("when", "warnings"), [("2027-04-09 23:30", ()), ("2027-04-10 00:30", ("late",))]
)
def test_the_day_in_the_place_of_the_meeting_counts_and_what_is_added_later_does_not(
    db: store.Database, when: str, warnings: tuple[str, ...]
) -> None:
    pair, meeting, _ = a_held_meeting(db)
    ask_for_expenses(db, SITE, AFTER)
    send_all(db, AFTER)
    raw = with_files("Junaliput 23,40 €", pair.mentor, about(meeting), ("kuitti.jpg", JPEG))
    receive(db, raw, at(when))
    later = at("2027-04-20 12:00")
    claiming.by_form(db, SITE, meeting, pair.mentor, replace(TOLD, cents=2340), later)
    assert claim_of(db, meeting).warnings == warnings


@pytest.mark.parametrize(
    ("name", "content", "called"),
    [
        ("matkalasku.docx", b"PK\x03\x04" + b"x" * 9000, "Word-tiedosto"),
        ("kuitti.pdf", b"MZ" + b"x" * 9000, "ohjelma"),
        ("../../pommi.pdf.zip", b"PK\x03\x04" + b"0" * 9000, "zip-paketti"),
    ],
)
def test_what_is_no_receipt_is_refused_kindly_by_its_kind(
    db: store.Database, tmp_path: Path, name: str, content: bytes, called: str
) -> None:
    pair, meeting, _ = a_held_meeting(db)
    ask_for_expenses(db, SITE, AFTER)
    send_all(db, AFTER)
    raw = with_files("Junaliput 23,40 €", pair.mentor, about(meeting), (name, content))
    assert receive(db, raw, AFTER).state == "settled"
    assert claim_of(db, meeting).receipts == ()
    assert f"Kuitiksi ei kelpaa: {called}." in words(db, "expense_missing")
    assert not (tmp_path / "receipts").exists()
    send_all(db, AFTER)
    alone = with_files("Tässä", pair.mentor, about(meeting), (name, content))
    assert receive(db, alone, AFTER).state == "tray"


def test_a_signatures_logo_is_no_receipt(db: store.Database) -> None:
    pair, meeting, _ = a_held_meeting(db)
    ask_for_expenses(db, SITE, AFTER)
    send_all(db, AFTER)
    plain = an_answer("23,40 €", pair.mentor, about(meeting))
    message = EmailMessage()
    for line in plain.split(b"\n\n", 1)[0].decode().splitlines():
        key, _, value = line.partition(": ")
        if not key.startswith(("Content", "MIME")):
            message[key] = value
    message.set_content("23,40 €")
    message.add_related(JPEG[:900], "image", "jpeg", cid="<logo@example.org>")
    receive(db, message.as_bytes(), AFTER)
    assert claim_of(db, meeting).receipts == ()


def test_an_answer_to_the_coordinators_question_comes_to_the_tray(db: store.Database) -> None:
    pair, meeting = claimed(db)
    claims.ask(db, SITE, claim_of(db, meeting).id, "Oliko lippu meno-paluu?", minna(db), AFTER)
    assert "Oliko lippu meno-paluu?" in words(db, "expense_question")
    later = AFTER + timedelta(minutes=5)
    send_all(db, later)
    raw = with_files("Oli meno-paluu.", pair.mentor, about(meeting), ("toinen.pdf", PDF))
    mail = receive(db, raw, later)
    claim = claim_of(db, meeting)
    assert (mail.state, mail.reason) == ("tray", "answers a question about a claim")
    assert (claim.state, len(claim.receipts)) == ("received", 2)


def test_thanks_for_the_confirmation_asks_nothing(db: store.Database) -> None:
    pair, meeting = claimed(db)
    before = len(store.letters.every(db))
    mail = receive(db, an_answer("Kiitos!", pair.mentor, about(meeting)), AFTER)
    assert (mail.state, len(store.letters.every(db))) == ("settled", before)


def test_where_the_round_pays_nothing_the_words_go_to_the_tray(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    db.execute("update rounds set body = json_set(body, '$.expenses_allowed', json('false'))")
    said = "Tavattiin tiistaina, 1,5 h. Junaliput 23,40 €."
    mail = receive(db, an_answer(said, pair.mentor, Matter("meeting", meeting.id)), AFTER)
    assert (mail.state, mail.reason) == ("tray", "the round pays no expenses")
    assert store.claims.every(db) == []


def test_an_actors_costs_go_to_the_tray(db: store.Database) -> None:
    pair = a_published_team(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    said = "Tavattiin tiistaina, 1,5 h. Junaliput 23,40 €."
    mail = receive(db, an_answer(said, pair.contact, Matter("meeting", meeting.id)), AFTER)
    assert (mail.state, mail.reason) == ("tray", "claims expenses, and is not the mentor")


def test_money_takes_its_steps_in_order_and_once(db: store.Database) -> None:
    pair, meeting = claimed(db)
    claiming.by_form(db, SITE, meeting, pair.mentor, TOLD, AFTER)
    by, claim = minna(db), claim_of(db, meeting)
    with pytest.raises(Refused):
        claims.pay(db, SITE, [claim.id], by, AFTER)
    with pytest.raises(Refused):
        claims.decline(db, SITE, claim.id, " ", by, AFTER)
    claims.approve(db, SITE, claim.id, "", by, AFTER)
    with pytest.raises(Refused):
        claims.approve(db, SITE, claim.id, "", by, AFTER)
    with pytest.raises(Refused):
        claims.decline(db, SITE, claim.id, "Ei sittenkään.", by, AFTER)
    with pytest.raises(Refused):
        claiming.by_form(db, SITE, meeting, pair.mentor, TOLD, AFTER)
    claims.pay(db, SITE, [claim.id], by, AFTER)
    with pytest.raises(Refused):
        claims.pay(db, SITE, [claim.id], by, AFTER)
    assert [len(letters(db, f"expense_{one}")) for one in ("approved", "paid")] == [1, 1]


def test_a_receipt_for_a_decided_claim_is_read_by_a_human(db: store.Database) -> None:
    pair, meeting = claimed(db)
    claiming.by_form(db, SITE, meeting, pair.mentor, TOLD, AFTER)
    claims.approve(db, SITE, claim_of(db, meeting).id, "", minna(db), AFTER)
    send_all(db, AFTER)
    raw = with_files("Tässä vielä", pair.mentor, about(meeting), ("lippu.pdf", PDF))
    assert receive(db, raw, AFTER).reason == "a receipt for a claim that is decided"
    assert len(claim_of(db, meeting).receipts) == 1


def test_the_form_takes_kilometres_receipts_and_the_account(db: store.Database) -> None:
    pair, meeting, _ = a_held_meeting(db, planned=False)
    files = Sorted(((File("lippu.pdf", PDF), "pdf"),))
    told = replace(
        TOLD, kind="car", cents=5225, kilometres=Decimal("95.5"), passengers=1, files=files
    )
    made = claiming.by_form(db, SITE, meeting, pair.mentor, told, AFTER)
    assert (made.kilometres, made.passengers, made.cents) == (Decimal("95.5"), 1, 5225)
    assert made.warnings == ("no_plan", "unknown_rate")
    again = claiming.by_form(db, SITE, meeting, pair.mentor, replace(told, iban=""), AFTER)
    assert (again.id, again.iban) == (made.id, TOLD.iban)
    assert len(store.claims.every(db)) == 1


@pytest.mark.parametrize("allowed", [True, False])
def test_a_meeting_told_beside_costs_that_nobody_pays_is_noted_all_the_same(
    db: store.Database, allowed: bool
) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    body = next(db.query("select body from rounds"))["body"]
    body = json.dumps({**json.loads(body), "expenses_allowed": allowed})
    db.execute("update rounds set body = ?", [body])
    writer = pair.contact if allowed else pair.mentor  # it is the mentor who is paid, if anybody
    said = "Tavattiin tiistaina, 1,5 h. Bussilippu 3,20 €."
    mail = receive(db, an_answer(said, writer, Matter("meeting", meeting.id)), AFTER)
    why = "claims expenses, and is not the mentor" if allowed else "the round pays no expenses"
    assert (mail.state, mail.reason) == ("tray", why)
    assert store.meetings.get(db, meeting.id).state == "held"
    assert store.claims.every(db) == []
    assert len(letters(db, "understood")) == 1


def test_kilometres_in_a_reply_are_asked_for_on_the_form(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    plan = claims.propose_plan(db, pair, 1, "car", 6000, NOW)
    assert plan is not None
    claims.approve_plan(db, SITE, plan.id, minna(db), NOW)
    attendance.tell(db, SITE, meeting, Held(), None, AFTER)
    ask_for_expenses(db, SITE, AFTER)
    send_all(db, AFTER)
    mail = receive(db, an_answer("120 km", pair.mentor, about(meeting)), AFTER)
    assert mail.state == "asked"
    said = words(db, "expense_missing")
    assert "Kerro kilometrit lomakkeella, niin lasken summan." in said
    assert "kuitista" not in said
    assert "Junaliput" not in said
