"""Erasing a person: nothing names them, counts stay, and a restore is cleaned again (P40, G4)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from jobs.timetable import decide, tick
from service import store
from service.actions import (
    applicants,
    attendance,
    certificates,
    claims,
    coordinators,
    erasing,
    event_changes,
    feedback,
    pairs,
    restoring,
)
from service.actions.event_changes import Wanted
from service.actions.pairs import HOLD
from service.config import MailServer
from service.domain.errors import Refused
from service.domain.events import Material, RoundEvent
from service.domain.feedback import Asking, Told
from service.domain.letters import Matter
from service.domain.meetings import Held
from service.domain.pairs import Pair
from service.domain.people import Person, is_erased
from service.domain.rounds import Event
from service.mail import unwrapped
from tests.paying import PDF, a_held_meeting, about, minna, with_files
from tests.programme import (
    ANNA,
    EETU,
    NOW,
    SITE,
    a_published_pair,
    a_published_team,
    a_round,
    an_answer,
    an_application,
    apply,
    at,
    booked,
    letters,
    receive,
    send_all,
)

AFTER = at("2027-02-10 09:00")
LATER = at("2027-02-15 09:00")
ASKED = at("2027-01-28 09:00")
NO_SERVER = MailServer("127.0.0.1", 9, use_tls=False, use_ssl=False, username="", password="")
BY = "minna@example.org"
KEPT = ("people", "applications")
CODES = (
    "about", "act", "answer", "at", "away_until", "browser", "door", "how", "initials",
    "kilometres", "kind", "language", "matter", "model", "needs", "occasion", "paused_until",
    "quote", "role",
    "roles", "sha256", "since", "snoozed_until", "sort", "standing", "state", "status", "timezone",
    "thing", "told", "type", "verb", "before", "keys", "until", "waits_until",
)  # fmt: skip


def a_year(db: store.Database) -> tuple[Pair, Person]:
    """Return a pair that has met, written about each other and told how it was."""
    pair = a_published_pair(db)
    actor = pair.contact
    first, second = booked(db, pair, "2027-02-09 17:00", "2027-03-09 17:00")
    for writer, words in (
        (pair.mentor, f"{actor.name} on kipeä, kuka voi auttaa häntä? {actor.email}"),
        (actor, f"Tack! Hälsningar {actor.name}, tel. 040 1234567"),
        (pair.mentor, "Tavattiin, 1,5 h"),
    ):
        receive(db, an_answer(words, writer, Matter("meeting", first.id)), AFTER)
    attendance.tell(db, SITE, first, Held(), None, AFTER)
    receive(db, an_answer("Mitä otan mukaan?", actor, Matter("meeting", second.id)), AFTER)
    midway = Matter("midway", pair.id)
    store.feedback.mark_asked(db, Asking("midway", pair.id, actor.id, 0), NOW)
    told = Told({"fit": "4", "met": f"Bra! {actor.name}", "goals": "-"})
    feedback.take(db, SITE, feedback.place_of(db, midway, actor), told, AFTER)
    season = store.rounds.get(db, pair.round_id)
    certificates.issue(db, SITE, season, actor, "actor", AFTER)
    copy = EmailMessage()
    copy["From"], copy["To"] = pair.mentor.email, "someone@example.org"
    copy["Subject"] = f"Fwd: {actor.name}"
    copy.set_content(f"Kuka on {actor.name}?\n", cte="base64")
    receive(db, copy.as_bytes(), AFTER)
    send_all(db, AFTER)
    return pair, actor


def a_seat_given_on(db: store.Database) -> tuple[Person, Person, Person]:
    """Return Anna, Eetu, who gave his seat up, and Kalle, who was offered it; all had events."""
    kickoff = Event("kickoff", at("2027-02-04 16:00"), 120, ("mentor", "actor"), place="Opintie 1")
    season = store.rounds.add(db, a_round(events=(kickoff,)))
    apply(db, an_application("mentor", ANNA.name, ANNA.email))
    answers = {"goals": "Kallen Roineen vinkki oli hyvä"}
    apply(db, an_application("actor", EETU.name, EETU.email, answers=answers))
    pairs.make(db, season, ANNA.email, [EETU.email])
    pairs.publish(db, SITE, season, NOW)
    go_on(db, NOW + HOLD)
    waits = apply(db, an_application("actor", "Kalle Roine", "kalle@example.org"))
    applicants.answer(db, SITE, [waits], ("waiting", date(2027, 2, 26)), BY, NOW)
    go_on(db, ASKED)
    anna, eetu, kalle = (store.people.get(db, one) for one in (1, 2, waits.person_id))
    checks = {one.person_id: one for one in letters(db, "seat_check")}
    receive(db, an_answer("Ei, annan paikkani toiselle", eetu, checks[eetu.id].about), ASKED)
    send_all(db, ASKED)
    (question,) = letters(db, "wish_question")
    words = an_answer("Kyllä", eetu, question.about, In_Reply_To=question.message_id)
    receive(db, words, ASKED + timedelta(minutes=5))
    go_on(db, ASKED + HOLD)
    assert [one.to_address for one in letters(db, "seat_offer")] == [kalle.email]
    return anna, eetu, kalle


def wanted_of(event: RoundEvent) -> Wanted:
    return Wanted(event.starts_at, event.minutes, event.place, event.url)


def go_on(db: store.Database, now: datetime) -> None:
    decide(db, SITE, now)
    send_all(db, now)


def hits(db: store.Database, person: Person) -> list[str]:
    """Return where a name or address stands: in files of the data folder, or inside a mail."""
    folder = store.files.house(db)
    known = [person.name, person.email]
    wanted = [word.encode() for word in known] + [ascii(person.name)[1:-1].encode()]
    found = [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in wanted)
    ]
    kept = [*db.query("select raw from outbox"), *db.query("select raw from inbox_raw")]
    return found + [str(row["raw"]) for row in kept if unwrapped.names(bytes(row["raw"]), known)]


def counts(db: store.Database, pair: Pair) -> tuple[object, ...]:
    first = store.meetings.of_pair(db, pair.id)[0]
    return (
        (first.state, first.minutes, first.held_on, len(first.attendees)),
        [dict(row) for row in db.query("select role, source from applications")],
        [dict(one.answers) for one in store.feedback.of_round(db, pair.round_id, "midway")],
        sum(store.letters.counts(db).values()) > 0,
        next(db.query("select count(*) as n from inbox"))["n"],
        next(db.query("select count(*) as n from certificates"))["n"],
    )


def test_afterwards_no_file_and_no_mail_names_them_and_the_counts_stay(
    db: store.Database,
) -> None:
    pair, actor = a_year(db)
    before = counts(db, pair)
    assert hits(db, actor)
    erasing.erase(db, SITE, actor.id, BY, LATER)
    assert hits(db, actor) == []
    assert is_erased(store.people.get(db, actor.id))
    (met, applications, _, *rest) = before
    assert counts(db, pair) == (met, applications, [{"fit": "4"}], *rest)
    assert [(one.act, one.who) for one in store.acts.of(db, "person", actor.id)][-1] == (
        "erased",
        BY,
    )


def test_the_other_is_told_without_a_name_and_the_calendar_is_cleared(db: store.Database) -> None:
    pair, actor = a_year(db)
    erasing.erase(db, SITE, actor.id, BY, LATER)
    waiting = [(one.kind, one.to_address) for one in store.letters.waiting(db, 50)]
    assert sorted(waiting) == [
        ("invitation_cancelled", pair.mentor.email),
        ("partner_left", pair.mentor.email),
    ]
    assert store.pairs.get(db, pair.id).ended_at == LATER
    receive(db, an_answer("Hei", actor, Matter("pair", pair.id)), LATER)
    send_all(db, LATER)
    assert letters(db, "did_you_meet") == []


def test_a_member_goes_and_the_team_goes_on(db: store.Database) -> None:
    team = a_published_team(db)
    booked(db, team, "2027-02-09 17:00")
    maija = team.actors[1]
    erasing.erase(db, SITE, maija.id, BY, AFTER)
    assert hits(db, maija) == []
    assert [one.name for one in store.pairs.get(db, team.id).actors] == ["Sami Laine", "Elias Berg"]
    assert store.pairs.get(db, team.id).ended_at is None


def test_money_that_waits_is_settled_first(db: store.Database) -> None:
    pair, meeting, plan = a_held_meeting(db)
    assert plan is not None
    assert claims.ask_for_claim(db, SITE, plan, meeting.id, AFTER)
    send_all(db, AFTER)
    words = with_files("Juna 23,40 €", pair.mentor, about(meeting), ("kuitti.pdf", PDF))
    receive(db, words, AFTER)
    (claim,) = store.claims.every(db)
    with pytest.raises(Refused, match="claim"):
        erasing.erase(db, SITE, pair.mentor.id, BY, LATER)
    assert not is_erased(store.people.get(db, pair.mentor.id))
    claims.decline(db, SITE, claim.id, "ei sovittu", minna(db), LATER)
    send_all(db, LATER)
    erasing.erase(db, SITE, pair.mentor.id, BY, LATER)
    assert hits(db, pair.mentor) == []
    assert list((store.files.house(db) / store.files.FOLDER).rglob("*/*")) == []


@pytest.mark.parametrize("whose", range(3), ids=["left alone", "gave it up", "offered it"])
def test_of_a_seat_given_up_offered_and_of_events_nothing_names_them(
    db: store.Database, whose: int
) -> None:
    one = a_seat_given_on(db)[whose]
    assert hits(db, one)
    erasing.erase(db, SITE, one.id, BY, ASKED + timedelta(hours=1))
    assert hits(db, one) == []
    assert next(db.query("select count(*) as n from offers"))["n"] == 1


def test_whoever_took_an_offered_place_came_to_an_event_and_got_material_is_not_named(
    db: store.Database,
) -> None:
    _, _, kalle = a_seat_given_on(db)
    (offer,) = letters(db, "seat_offer")
    receive(db, an_answer("Kyllä, otan paikan! Kalle Roine", kalle, offer.about), ASKED + HOLD)
    go_on(db, ASKED + 3 * HOLD)
    (event,) = store.events.of_round(db, 1)
    assert kalle.id in [one.person.id for one in store.events.guests(db, event.id)]
    event_changes.change(
        db,
        SITE,
        event,
        replace(wanted_of(event), place=f"Luona: {kalle.name}"),
        BY,
        ASKED + 4 * HOLD,
    )
    held = store.events.get(db, event.id)
    event_changes.note_attendance(db, held, [kalle.id], BY, AFTER)
    material = Material(f"Kiitos, {kalle.name}! {kalle.email}", "")
    event_changes.keep_material(db, held, material, BY, AFTER)
    go_on(db, AFTER)
    assert letters(db, "event_material")
    assert hits(db, kalle)
    erasing.erase(db, SITE, kalle.id, BY, LATER)
    assert hits(db, kalle) == []
    guests = store.events.guests(db, event.id)
    assert [(one.person.id, one.attended) for one in guests] == [(1, False), (kalle.id, True)]


def test_those_with_a_name_or_address_like_it_keep_theirs(db: store.Database) -> None:
    store.rounds.add(db, a_round())
    known = ("Annika Mäkinen", "j.anna@example.org"), ("Anna Mäki", "anna@example.org")
    for name, email in known:
        apply(db, an_application("mentor", name, email))
    for name, email in (("Anna Mäkinen", "johanna@example.org"), ("Anna", "annabel@example.org")):
        apply(db, an_application("actor", name, email))
    rows = [list(db.query(f"select * from {table} where id != 2")) for table in KEPT]
    letters_of = [one.raw for one in store.letters.every(db) if one.person_id != 2]
    erasing.erase(db, SITE, 2, BY, NOW)
    assert [list(db.query(f"select * from {table} where id != 2")) for table in KEPT] == rows
    assert [one.raw for one in store.letters.every(db) if one.person_id != 2] == letters_of


@pytest.mark.parametrize("name", ["mentor", "Mentor", "confirmed", "held"])
def test_a_name_that_is_a_word_of_the_program_harms_nothing(db: store.Database, name: str) -> None:
    store.rounds.add(db, a_round())
    apply(db, an_application("mentor", "Anna Mäki", "anna@example.org"))
    odd = apply(db, an_application("mentor", name, "odd@example.org"))
    before = store.applications.get(db, 1)
    erasing.erase(db, SITE, odd.person_id, BY, NOW)
    assert store.applications.get(db, 1) == before
    assert store.people.get(db, odd.person_id).name == "N. N."


def test_every_text_is_known_to_hold_words_or_none(db: store.Database) -> None:
    rows = db.query(
        "select t.name as name, c.name as place from pragma_table_list t"
        " join pragma_table_info(t.name) c on lower(c.type) = 'text' and c.pk = 0"
        " where t.type = 'table' and t.schema = 'main' and t.name not like 'sqlite%'"
        " and t.name not in ('rounds', 'coordinators', 'memory', 'migrations', 'tokens')"
    )
    told = {(table, column) for table, columns in store.erasing.WORDS.items() for column in columns}
    rest = sorted({(row["name"], row["place"]) for row in rows} - told)
    assert [one for one in rest if not is_code(one[1])] == []


def is_code(column: str) -> bool:
    return column.endswith(("_at", "_on")) or column in CODES


def test_a_coordinator_and_nobody_are_not_erased(db: store.Database) -> None:
    pair = a_published_pair(db)
    coordinators.add(db, pair.mentor.email, "Anna", "fi")
    with pytest.raises(Refused, match="coordinator"):
        erasing.erase(db, SITE, pair.mentor.id, BY, NOW)
    erasing.erase(db, SITE, pair.contact.id, BY, NOW)
    with pytest.raises(Refused, match="already"):
        erasing.erase(db, SITE, pair.contact.id, BY, NOW)


def test_whoever_comes_back_with_a_backup_is_erased_again(
    db: store.Database, tmp_path: Path
) -> None:
    _, actor = a_year(db)
    db.execute("vacuum into ?", [str(tmp_path / "backup.sqlite3")])
    erasing.erase(db, SITE, actor.id, BY, LATER)
    db.conn.close()
    for old in tmp_path.glob("oksa.sqlite3*"):
        old.unlink()
    (tmp_path / "backup.sqlite3").rename(tmp_path / "oksa.sqlite3")
    again = store.connect(tmp_path)
    assert hits(again, actor)
    restoring.hold_since(again, AFTER, LATER)
    tick(again, SITE, NO_SERVER, tmp_path, LATER)
    store.empty_log(again)
    assert hits(again, actor) == []


def test_whoever_applies_anew_is_not_taken_for_the_erased(db: store.Database) -> None:
    _, actor = a_year(db)
    erasing.erase(db, SITE, actor.id, BY, AFTER)
    anew = store.people.meet(db, actor.email, "sv")
    assert erasing.erase_again(db, SITE, LATER, LATER) == 0
    assert store.people.get(db, anew.id).email == actor.email
