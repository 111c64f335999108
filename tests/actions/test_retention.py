"""What is held goes when its term is over, by the timetable and a moved clock (G3, P40)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobs.forget import forget_old
from service import store
from service.actions import applicants, attendance, claims, feedback, retention
from service.domain.feedback import Asking, Told
from service.domain.letters import Matter
from service.domain.meetings import Held
from service.domain.pairs import Pair
from service.domain.people import is_erased
from service.domain.retention import forgotten_before
from tests.paying import AFTER, IBAN, PDF, a_held_meeting, about, minna, with_files
from tests.programme import (
    ANNA,
    EETU,
    NOW,
    SITE,
    a_published_pair,
    a_round,
    an_answer,
    an_application,
    apply,
    at,
    booked,
    receive,
    send_all,
)

CANARY = "kanarialintu"


def forget(db: store.Database, when: str) -> int:
    """Let the clock be at a local moment and forget what is due."""
    done = forget_old(db, SITE, at(when))
    store.empty_log(db)
    return done


def files(db: store.Database) -> bytes:
    """Return all bytes in the data folder."""
    folder = Path(db.folder)
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def names(db: store.Database) -> set[str]:
    return {one.name for one in store.people.every(db)}


def a_claim(db: store.Database) -> Pair:
    """Return a pair whose mentor has been paid for a ticket in February 2027."""
    pair, meeting, plan = a_held_meeting(db)
    assert plan is not None
    claims.ask_for_claim(db, SITE, plan, meeting.id, AFTER)
    raw = with_files("Juna 23,40 €", pair.mentor, about(meeting), ("lippu.pdf", PDF))
    receive(db, raw, AFTER)
    db.execute("update claims set iban = ?, holder = 'Anna Mäkinen'", [IBAN.replace(" ", "")])
    claims.approve(db, SITE, 1, "", minna(db), AFTER)
    claims.pay(db, SITE, [1], minna(db), AFTER)
    send_all(db, AFTER)
    return pair


@pytest.mark.parametrize(
    ("what", "now", "before"),
    [
        ("mail", "2027-03-31 10:00", "2027-03-01 10:00"),
        ("declined", "2027-08-31 10:00", "2027-02-28 10:00"),
        ("round", "2028-02-29 10:00", "2027-02-28 10:00"),
        ("claims", "2033-12-31 23:59", "2027-01-01 00:00"),
        ("claims", "2034-01-01 00:00", "2028-01-01 00:00"),
        ("acts", "2027-01-15 10:00", "2025-01-15 10:00"),
    ],
)
def test_terms_are_counted_back_in_months_and_from_the_ends_of_years(
    what: str, now: str, before: str
) -> None:
    here = datetime.fromisoformat(now)
    assert forgotten_before(what, here) == datetime.fromisoformat(before)  # type: ignore[arg-type]


def test_mails_and_letters_go_after_a_month_and_where_they_ended_stays(
    db: store.Database,
) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    answer = an_answer(f"Kyllä, 1,5 h {CANARY}", pair.mentor, Matter("meeting", meeting.id))
    mail = receive(db, answer, AFTER)
    send_all(db, AFTER)
    db.execute("update outbox set state = 'failed', reason = ? where id = 1", [f"550 {CANARY}"])
    before = store.meetings.get(db, meeting.id)
    forget(db, "2027-03-12 08:00")
    assert CANARY.encode() in files(db)
    assert forget(db, "2027-03-12 09:30") > 0
    assert CANARY.encode() not in files(db)
    kept = store.inbox.get(db, mail.id)
    assert (kept.state, kept.sha256, kept.reading) == (mail.state, mail.sha256, None)
    assert {row["raw"] for row in db.query("select raw from outbox")} == {b""}
    assert store.meetings.get(db, meeting.id) == before
    assert forget(db, "2027-03-12 11:00") == 0


def test_what_waits_for_a_human_keeps_its_words(db: store.Database) -> None:
    pair = a_published_pair(db)
    about_pair = Matter("pair", pair.id)
    asks = receive(db, an_answer(f"Voinko tuoda koirani? {CANARY}", ANNA, about_pair), NOW)
    assert asks.state == "tray"
    forget(db, "2027-03-12 09:30")
    kept = store.inbox.get(db, asks.id)
    assert kept.reading is not None
    assert CANARY in kept.reading["text"]


def test_whoever_got_no_place_is_nobody_after_half_a_year(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    apply(db, an_application("actor", "Ville Vailla", "ville@example.org", phone="040 1234567"))
    apply(db, an_application("mentor", ANNA.name, ANNA.email))
    (ville, _) = store.applications.of_round(db, season.id)
    applicants.answer(db, SITE, [ville], ("declined", None), "minna@example.org", NOW)
    send_all(db, NOW + timedelta(hours=1))
    assert forget(db, "2027-07-11 09:00") > 0  # letters
    assert "Ville Vailla" in names(db)
    assert forget(db, "2027-07-11 10:30") == 1
    for trace in (b"Vailla", b"ville@", b"1234567"):
        assert trace not in files(db)
    assert len(store.applications.of_round(db, season.id)) == 2
    assert ANNA.name in names(db)


def test_a_round_s_people_are_nobody_a_year_after_it_and_what_was_held_is_counted(
    db: store.Database,
) -> None:
    pair = a_published_pair(db)
    first, _ = booked(db, pair, "2027-02-09 17:00", "2027-03-09 17:00")
    attendance.tell(db, SITE, first, Held(minutes=75), None, AFTER)
    place = Matter("midway", pair.id)
    store.feedback.mark_asked(db, Asking("midway", pair.id, EETU.id, 0), NOW)
    actor = store.people.get(db, pair.contact.id)
    told = Told({"fit": "4", "met": CANARY, "goals": "-"})
    feedback.take(db, SITE, feedback.place_of(db, place, actor), told, AFTER)
    send_all(db, AFTER)
    forget(db, "2028-06-30 22:00")
    assert {ANNA.name, EETU.name} <= names(db)
    assert forget(db, "2028-07-01 00:00") > 0
    for trace in (ANNA.name, ANNA.email, EETU.name, EETU.email, CANARY):
        assert trace.encode() not in files(db)
    kept = store.pairs.get(db, pair.id)
    assert [is_erased(one) for one in (kept.mentor, kept.contact)] == [True, True]
    met = store.meetings.get(db, first.id)
    assert (met.state, met.minutes, len(met.attendees)) == ("held", 75, 2)
    (answer,) = db.query("select answers, person_id from feedback")
    assert answer == {"answers": '{"fit": "4"}', "person_id": None}
    assert forget(db, "2028-07-02 09:00") == 0


def test_whoever_goes_on_in_another_round_stays_known_there_alone(db: store.Database) -> None:
    pair = a_published_pair(db)
    changes = {name: getattr(a_round(), name).replace(year=2028) for name in
               ("opens", "closes", "starts", "ends")}  # fmt: skip
    later = store.rounds.add(db, a_round(**changes))
    again = an_application(
        "mentor", ANNA.name, ANNA.email, round_id=later.id, reference="R2", person_id=pair.mentor.id
    )
    kept = store.applications.add(db, again, at("2028-01-05 10:00"))
    forget(db, "2028-07-01 00:00")
    assert store.people.get(db, pair.mentor.id).name == ANNA.name
    assert is_erased(store.pairs.get(db, pair.id).mentor)
    assert store.applications.get(db, kept.id).name == ANNA.name
    assert EETU.name not in names(db)


def test_claims_are_kept_six_years_longer_and_then_go_with_their_receipts(
    db: store.Database,
) -> None:
    pair = a_claim(db)
    forget(db, "2028-07-01 00:00")
    (claim,) = store.claims.every(db)
    assert store.people.get(db, claim.person_id).email == ANNA.email
    assert is_erased(store.pairs.get(db, pair.id).mentor)
    assert store.files.read(db, claim.receipts[0].sha256) == PDF
    forget(db, "2033-12-31 23:00")
    assert PDF in files(db)
    forget(db, "2034-01-01 00:00")
    (kept,) = store.claims.every(db)
    assert (kept.cents, kept.state, kept.iban, kept.receipts) == (2340, "paid", "", ())
    for trace in (PDF, b"FI2112345600000785", ANNA.name.encode(), ANNA.email.encode()):
        assert trace not in files(db)


def test_who_did_what_is_kept_for_two_years(db: store.Database) -> None:
    a_claim(db)
    forget(db, "2029-02-10 08:00")
    assert store.acts.latest(db)
    forget(db, "2029-02-10 09:30")
    assert store.acts.latest(db) == []


def test_files_that_no_claim_has_go_after_a_day(db: store.Database) -> None:
    a_claim(db)
    store.files.keep(db, PDF + b"refused in the end")
    written = datetime.now(UTC)
    assert retention.forget_files(db, written + timedelta(hours=23)) == 0
    assert retention.forget_files(db, written + timedelta(hours=25)) == 1
    (claim,) = store.claims.every(db)
    assert store.files.read(db, claim.receipts[0].sha256) == PDF
    assert b"refused in the end" not in files(db)
