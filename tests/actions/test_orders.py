"""A coordinator's commands by mail: done, refused or not understood, and told of (P31, S4)."""

from datetime import datetime, timedelta

import pytest

from jobs.write_digests import write_digests
from service import store
from service.actions import claiming, claims, coordinators, replies
from service.domain.claims import Told
from service.domain.letters import Matter
from service.domain.pairs import Pair
from service.domain.proof import Origin
from service.domain.receipts import File, Sorted
from service.reading.mail.message import parse
from service.store.inbox import Delivery, Mail
from tests.paying import AFTER, PDF, a_held_meeting, minna
from tests.programme import NOW, SITE, a_published_pair, an_answer, at, letters, receive, send_all

MONDAY = at("2027-01-18 08:00")
NINE = at("2027-01-18 09:00")
DIGEST = Matter("digest", 1)


@pytest.fixture
def pair(db: store.Database) -> Pair:
    """Return a pair of whom a message (1) and a plan of expenses (2) wait in the digest."""
    pair = a_published_pair(db)
    minna(db)
    said = an_answer("Please call me.", pair.mentor, Matter("pair", pair.id))
    assert receive(db, said, NOW).state == "tray"
    assert claims.propose_plan(db, pair, 1, "transport", 2400, NOW)
    assert write_digests(db, SITE, MONDAY) == 1
    send_all(db, MONDAY)
    return pair


def order(
    db: store.Database, text: str, now: datetime = NINE, proof: str = "pass", **headers: str
) -> Mail:
    """Let the coordinator answer the digest, and return where the mail ended."""
    to = store.people.find(db, "minna@example.org")
    assert to
    raw = an_answer(text, to, DIGEST, **headers)
    (mail_id,) = store.inbox.keep(db, [Delivery(raw, to.email, (), "smtp")], now)
    store.inbox.note_origin(db, mail_id, Origin(proof, "as the test says"))  # type: ignore[arg-type]
    replies.read_mail(db, SITE, mail_id, now)
    return store.inbox.get(db, mail_id)


def transcript(db: store.Database) -> list[str]:
    """Return the lines of the last transcript that say what became of commands."""
    text = parse(store.letters.get(db, letters(db, "digest_done")[-1].id).raw).text
    return [line.strip() for line in text.splitlines() if line.startswith("    ")]


def plan_state(db: store.Database) -> str:
    return store.expense_plans.get(db, 1).state


def tray_state(db: store.Database) -> str:
    return store.inbox.get(db, 1).state


def test_each_line_is_done_or_said_why_not(db: store.Database, pair: Pair) -> None:
    mail = order(db, "Hei!\n\nhyväksy 2\n1 ok\nhyväksy 9\nhyväksy 1-2\n\nTerveisin Minna")
    assert (mail.state, mail.reason) == ("settled", "commands by mail")
    assert (plan_state(db), tray_state(db)) == ("approved", "settled")
    assert transcript(db) == [
        "hyväksy 2",
        "→ done. The letter leaves at 09:10. Until then: undo 2",
        "1 ok",
        "→ done. If that was a slip: undo 1",
        "hyväksy 9",
        "→ not done: the digest has no such number",
        "hyväksy 1-2",
        "→ I did not understand this line, and did nothing for it",
    ]
    (letter,) = letters(db, "expense_plan_approved")
    assert letter.due_at == NINE + timedelta(minutes=10)


def test_commands_mean_nothing_else(db: store.Database, pair: Pair) -> None:
    mail = order(db, "lykkää 1 viikko")
    assert mail.reading
    assert (mail.state, mail.reason, mail.reading["findings"]) == (
        "settled",
        "commands by mail",
        [],
    )
    assert mail.reading["text"] == "lykkää 1 viikko"


def test_within_the_hold_all_of_it_is_undone(db: store.Database, pair: Pair) -> None:
    reason = store.inbox.get(db, 1).reason
    order(db, "godkänn 2\nok 1")
    order(db, "ångra 2\nångra 1", NINE + timedelta(minutes=5))
    assert (plan_state(db), tray_state(db)) == ("proposed", "tray")
    assert store.inbox.get(db, 1).reason == reason
    assert letters(db, "expense_plan_approved") == []
    order(db, "accept 2", NINE + timedelta(minutes=6))
    assert (plan_state(db), len(letters(db, "expense_plan_approved"))) == ("approved", 1)


def test_what_has_left_is_not_undone(db: store.Database, pair: Pair) -> None:
    order(db, "accept 2")
    send_all(db, NINE + timedelta(minutes=11))
    order(db, "undo 2", NINE + timedelta(minutes=12))
    assert transcript(db)[1] == "→ not done: the letter has left already"
    assert plan_state(db) == "approved"


def test_without_proof_or_from_elsewhere_nothing_is_done(db: store.Database, pair: Pair) -> None:
    told = [
        order(db, "ok 1", proof="none"),
        order(db, "1 ok", proof="fail"),
        order(db, "ok 1.", From="Minna <minna@example.com>"),
    ]
    assert [(mail.state, mail.reason) for mail in told] == [
        ("tray", "asks for what needs proof of who wrote it"),
        ("tray", "its origin failed authentication"),
        ("tray", "sent from another address than the one on file"),
    ]
    assert (tray_state(db), letters(db, "digest_done")) == ("tray", [])


def test_another_coordinators_digest_obeys_its_own_coordinator_alone(
    db: store.Database, pair: Pair
) -> None:
    coordinators.add(db, "kerttu@example.org", "Kerttu Malli", "fi")
    mail = order(db, "ok 1", From="Kerttu <kerttu@example.org>")
    assert (mail.state, tray_state(db)) == ("tray", "tray")


def test_whoever_is_no_coordinator_any_more_orders_nothing(db: store.Database, pair: Pair) -> None:
    coordinators.add(db, "kerttu@example.org", "Kerttu Malli", "fi")
    coordinators.remove(db, 1, "kerttu@example.org", NINE)
    assert (order(db, "ok 1").state, tray_state(db)) == ("tray", "tray")


def test_the_same_message_id_counts_once(db: store.Database, pair: Pair) -> None:
    order(db, "accept 2", Message_ID="<1@example.org>")
    order(db, "undo 2", Message_ID="<2@example.org>")
    again = order(db, "accept 2", NINE, Message_ID="<1@example.org>", X_Copy="2")
    assert (again.state, plan_state(db)) == ("ignored", "proposed")


def test_a_weeks_old_digest_and_a_mail_without_commands_are_notes(
    db: store.Database, pair: Pair
) -> None:
    late = order(db, "ok 1", MONDAY + timedelta(days=7, minutes=1))
    note = order(db, "Soitan Annalle huomenna.")
    assert (late.reason, note.reason) == (
        "answers a digest that is over a week old",
        "holds no command that is understood",
    )
    assert tray_state(db) == "tray"


def test_what_is_put_off_comes_back(db: store.Database, pair: Pair) -> None:
    order(db, "lykkää 2 viikko\nskjut upp 1 3 dagar")
    asleep = store.digests.asleep(db, NINE + timedelta(days=6))
    assert asleep == {("plan", "1")}
    assert store.inbox.get(db, 1).snoozed_until == NINE + timedelta(days=3)
    order(db, "peru", NINE + timedelta(hours=1))
    assert store.inbox.get(db, 1).snoozed_until is None
    assert store.digests.asleep(db, NINE + timedelta(days=8)) == set()


def test_an_answer_goes_to_the_writer_in_the_coordinators_words(
    db: store.Database, pair: Pair
) -> None:
    order(db, "vastaa 1: Soitan sinulle huomenna kello kymmenen, jos se vain sopii sinulle\nhyvin.")
    (letter,) = letters(db, "coordinator_answer")
    text = parse(store.letters.get(db, letter.id).raw).text
    assert "Soitan sinulle huomenna kello kymmenen, jos se vain sopii sinulle" in text
    assert (letter.to_address, tray_state(db)) == (pair.mentor.email, "settled")


def test_an_automatic_reply_to_a_digest_is_ignored(db: store.Database, pair: Pair) -> None:
    mail = order(db, "ok 1", Auto_Submitted="auto-replied")
    assert (mail.state, tray_state(db)) == ("ignored", "tray")


def test_after_five_transcripts_in_an_hour_the_next_waits(db: store.Database, pair: Pair) -> None:
    ends = [order(db, f"ok 1\n{'!' * number}").state for number in range(1, 7)]
    assert ends == ["settled"] * 5 + ["tray"]


def test_a_no_to_a_plan_needs_its_reason(db: store.Database, pair: Pair) -> None:
    order(db, "hylkää 2")
    assert transcript(db)[1] == "→ not done: write the reason after the colon"
    order(db, "hylkää 2: liian kallis")
    assert plan_state(db) == "declined"


def test_a_claim_with_something_to_remark_is_not_accepted_unseen(db: store.Database) -> None:
    pair, meeting, _ = a_held_meeting(db)
    files = Sorted(((File("lippu.pdf", PDF), "pdf"),))
    told = Told("transport", 4440, "Turku", iban="FI2112345600000785", holder="Anna", files=files)
    claiming.by_form(db, SITE, meeting, pair.mentor, told, AFTER)
    now = at("2027-02-11 09:00")
    assert write_digests(db, SITE, now) == 1
    send_all(db, now)
    text = parse(store.letters.get(db, letters(db, "coord_digest")[-1].id).raw).text
    assert "public transport (needs a look: see the console)" in " ".join(text.split())
    order(db, "accept 1", now)
    assert transcript(db)[1] == "→ not done: this cannot be done by mail, open the console"
    order(db, "decline 1: too dear", now)
    assert store.claims.get(db, 1).state == "declined"
