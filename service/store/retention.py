"""Forgetting when a term is over: words go, rows that count stay with nobody's name (G3, P40)."""

import json
from datetime import datetime

from service.domain.people import NOBODY, address_of_nobody
from service.store.database import Database
from service.store.ids import insert_new
from service.store.times import to_text

PAIRS = "(select id from pairs where round_id = :round)"
MEETINGS = f"(select id from meetings where pair_id in {PAIRS})"
EVENTS = "(select id from events where round_id = :round)"
OFFERS = "(select o.id from offers o join places p on p.id = o.place_id where p.round_id = :round)"
MATTERS = (
    f"((matter in ('pair', 'agreement', 'midway') and matter_id in {PAIRS})"
    f" or (matter in ('meeting', 'expense') and matter_id in {MEETINGS})"
    f" or (matter = 'event' and matter_id in {EVENTS})"
    f" or (matter = 'offer' and matter_id in {OFFERS})"
    " or (matter in ('application', 'closing', 'certificate') and matter_id = :round))"
)
# Whose row is another one from now on; claims keep their claimant, whom the finance office knows.
THEIRS = (
    ("applications", "round_id = :round"),
    ("parties", f"pair_id in {PAIRS}"),
    ("attendees", f"meeting_id in {MEETINGS}"),
    ("event_guests", f"event_id in {EVENTS}"),
    ("places", "round_id = :round"),
    ("offers", f"id in {OFFERS}"),
    ("askings", f"(occasion = 'closing' and matter_id = :round)"
     f" or (occasion = 'midway' and matter_id in {PAIRS})"),
    ("inbox", MATTERS),
    ("outbox", MATTERS),
)  # fmt: skip
APPLICATION_STEP = (
    "update applications set name = :nobody, phone = '', answers = '{}', members = '[]',"
    " reference = 'forgotten-' || id where"
)
# In this order, since rows refer to one another.
ROUND_STEPS = (
    f"delete from notes where pair_id in {PAIRS}",
    f"delete from outbox where {MATTERS} and state in ('waiting', 'on_hold', 'uncertain')",
    f"delete from tokens where {MATTERS}",
    f"delete from approvals where pair_id in {PAIRS}",
    f"delete from agreement_points where pair_id in {PAIRS}",
    f"delete from agreement_versions where pair_id in {PAIRS}",
    f"delete from proposals where meeting_id in {MEETINGS}",
    f"delete from own_events where meeting_id in {MEETINGS}",
    "delete from interests where round_id = :round",
    "delete from comebacks where round_id = :round",
    "delete from wishes where round_id = :round",
    "update pairs set team_name = '' where round_id = :round",
    f"update meetings set place = '', url = '' where pair_id in {PAIRS}",
    f"{APPLICATION_STEP} round_id = :round",
)
TIES = (
    "select 1 from applications where person_id = :id",
    "select 1 from applications where instr(lower(members || answers), :email) > 0",
    "select 1 from parties where person_id = :id",
    "select 1 from event_guests where person_id = :id",
    "select 1 from interests where person_id = :id",
    "select 1 from claims where person_id = :id",
    "select 1 from coordinators where email = :email",
)


def old_mails(db: Database, before: datetime) -> list[int]:
    """Return the mails that came before a moment and are still known by more than their hash.

    One that waits to be read, or waits for a human who has nothing but its bytes, is none.
    """
    rows = db.query(
        "select id from inbox where received_at < :before and state != 'pending'"
        " and (state != 'tray' or reading is not null)"
        " and (exists (select 1 from inbox_raw r where r.inbox_id = inbox.id)"
        " or (state != 'tray' and (reading is not null or envelope_from != '')))",
        {"before": to_text(before)},
    )
    return [row["id"] for row in rows]


def forget_mail(db: Database, mail_id: int) -> None:
    """Delete a mail's bytes, and its words and addresses unless a human has still to see them."""
    db.execute("delete from inbox_raw where inbox_id = ?", [mail_id])
    db.execute(
        "update inbox set reading = null, envelope_from = '', envelope_to = '[]', message_id = ''"
        " where id = ? and state != 'tray'",
        [mail_id],
    )


def old_letters(db: Database, before: datetime) -> list[int]:
    """Return the letters that left, or failed, before a moment and still have words."""
    rows = db.query(
        "select id from outbox where state in ('sent', 'failed')"
        " and coalesce(sent_at, due_at) < ? and (raw != x'' or subject != '')",
        [to_text(before)],
    )
    return [row["id"] for row in rows]


def forget_letter(db: Database, letter_id: int) -> None:
    """Delete a letter's bytes, its subject and a server's answer, which may name somebody."""
    db.execute("update outbox set raw = x'', subject = '', reason = '' where id = ?", [letter_id])


def declined(db: Database, before: datetime) -> list[tuple[int, int]]:
    """Return the applications that were declined before a moment, each with its person."""
    rows = db.query(
        "select id, person_id from applications a where told = 'declined' and told_at < :before"
        " and reference not like 'forgotten-%' and not exists (select 1 from parties y"
        " join pairs p on p.id = y.pair_id"
        " where y.person_id = a.person_id and p.round_id = a.round_id)",
        {"before": to_text(before)},
    )
    return [(row["id"], row["person_id"]) for row in rows]


def forget_application(db: Database, application_id: int, now: datetime) -> list[int]:
    """Take names and answers out of an application; return who was named in it."""
    (row,) = db.query(
        "select person_id, members, answers from applications where id = ?", [application_id]
    )
    known = _named(db, row["members"] + row["answers"])
    values = {"nobody": NOBODY, "id": application_id, "to": add_nobody(db, now)}
    db.execute(f"{APPLICATION_STEP} id = :id", values)
    db.execute("update applications set person_id = :to where id = :id", values)
    return [row["person_id"], *known]


def unforgotten(db: Database) -> list[int]:
    """Return the rounds whose people are still known."""
    return [row["id"] for row in db.query("select id from rounds where forgotten_at is null")]


def forget_round(db: Database, round_id: int, now: datetime) -> list[int]:
    """Let a round's people be nobody: agreements go, meetings and hours stay; return who they were.

    Each has one row of nobody's in their place, so that what is counted by person stays so.
    """
    values = {"round": round_id, "nobody": NOBODY}
    known = _people_of(db, round_id)
    for statement in ROUND_STEPS:
        db.execute(statement, values)
    for person_id in known:
        _put_in_place(db, person_id, {"round": round_id, "to": add_nobody(db, now)})
    _forget_feedback(db, round_id)
    db.execute(
        "update rounds set forgotten_at = :now where id = :round",
        {"now": to_text(now), "round": round_id},
    )
    return known


def old_claims(db: Database, before: datetime) -> list[int]:
    """Return the claims whose last step was taken before a moment and that name somebody."""
    rows = db.query(
        "select c.id from claims c join people p on p.id = c.person_id"
        " where coalesce(c.paid_at, c.decided_at, c.made_at) < :before"
        " and p.name != :nobody",
        {"before": to_text(before), "nobody": NOBODY},
    )
    return [row["id"] for row in rows]


def forget_claim(db: Database, claim_id: int, now: datetime) -> tuple[int, list[str]]:
    """Take name, way and account out of a claim; return whose it was and its receipts' hashes."""
    (claim,) = db.query("select person_id from claims where id = ?", [claim_id])
    files = list(db.query("select sha256 from receipts where claim_id = ?", [claim_id]))
    db.execute("delete from receipts where claim_id = ?", [claim_id])
    db.execute(
        "update claims set route = '', why = '', iban = '', holder = '', reason = '',"
        " person_id = :to where id = :id",
        {"to": add_nobody(db, now), "id": claim_id},
    )
    return claim["person_id"], [row["sha256"] for row in files]


def forget_acts(db: Database, before: datetime) -> int:
    """Delete the oldest lines of who did what; return how many."""
    return int(db.execute("delete from acts where at < ?", [to_text(before)]).rowcount)


def has_ties(db: Database, person_id: int) -> bool:
    """Return whether anything that is kept still needs to know who someone is."""
    for row in db.query("select email from people where id = ?", [person_id]):
        values = {"id": person_id, "email": row["email"]}
        return next(db.query(f"{' union all '.join(TIES)} limit 1", values), None) is not None
    return True


def add_nobody(db: Database, now: datetime) -> int:
    """Make a person's row that is nobody's, and to whom nothing is written; return its id."""
    row = {"email": "", "name": NOBODY, "language": "fi", "paused_at": to_text(now)}
    person_id = insert_new(db, "people", row)
    db.execute(
        "update people set email = ? where id = ?", [address_of_nobody(person_id), person_id]
    )
    return person_id


def _people_of(db: Database, round_id: int) -> list[int]:
    tables = (*THEIRS, ("interests", "round_id = :round"))
    rows = db.query(
        " union ".join(f"select person_id from {table} where {where}" for table, where in tables),
        {"round": round_id},
    )
    known = [row["person_id"] for row in rows if row["person_id"] is not None]
    named = db.query("select members, answers from applications where round_id = ?", [round_id])
    return list(dict.fromkeys([*known, *_named(db, "".join(str(row) for row in named))]))


def _named(db: Database, words: str) -> list[int]:
    """Return the people whose addresses stand in some words."""
    rows = db.query("select id from people where instr(lower(?), email) > 0", [words])
    return [row["id"] for row in rows]


def _put_in_place(db: Database, person_id: int, values: dict[str, object]) -> None:
    """Let a round's rows of someone be nobody's."""
    known = {**values, "id": person_id, "address": address_of_nobody(int(str(values["to"])))}
    db.execute(
        f"update outbox set to_address = :address, domain = '' where person_id = :id and {MATTERS}",
        known,
    )
    for table, where in THEIRS:
        db.execute(f"update {table} set person_id = :to where person_id = :id and ({where})", known)


def _forget_feedback(db: Database, round_id: int) -> None:
    """Keep a round's numbers and none of its words."""
    for row in list(db.query("select code, answers from feedback where round_id = ?", [round_id])):
        numbers = {name: one for name, one in json.loads(row["answers"]).items() if one.isdecimal()}
        db.execute(
            "update feedback set answers = :answers, person_id = null, pair_id = null,"
            " quote = 'no', need = '' where code = :code",
            {"answers": json.dumps(numbers), "code": row["code"]},
        )
