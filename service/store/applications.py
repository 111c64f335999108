"""Applications: kept as they were sent; a later one replaces, none is lost."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from service.domain.applications import Application, Member, Told
from service.store.database import Database
from service.store.ids import insert_new
from service.store.times import maybe_date, maybe_time, to_text

COLUMNS = (
    "a.id, a.round_id, a.person_id, a.role, a.reference, a.name, p.email, a.language, a.phone,"
    " a.answers, a.members, a.source, a.state, a.submitted_at, a.confirmed_at,"
    " a.told, a.told_at, a.waits_until"
)
FROM = "from applications a join people p on p.id = a.person_id"
# What keeps a person whose application is forgotten: an address that was proven, rows that count,
# and another's application that names them.
TIES = (
    "select 1 from people where id = :id and proven_at is not null",
    "select 1 from agreement_points where saved_by = :id",
    "select 1 from applications a join people p on p.id = :id"
    " where instr(lower(a.members || a.answers), p.email) > 0",
    *(
        f"select 1 from {table} where person_id = :id"
        for table in ("applications", "approvals", "attendees", "claims", "comebacks",
                      "event_guests", "feedback", "interests", "offers", "own_events",
                      "parties", "places", "proposals")
    ),
)  # fmt: skip
# What goes with a person; in this order, since rows refer to one another.
TRACES = (
    "delete from notes where letter_id in (select id from outbox where person_id = :id)",
    *(
        f"delete from {table} where person_id = :id"
        for table in ("outbox", "tokens", "wishes", "absences", "askings", "bounces", "mailboxes")
    ),
    "update inbox set person_id = null where person_id = :id",
    "delete from people where id = :id",
)


def add(db: Database, application: Application, now: datetime) -> Application:
    """Keep a new application and return it as kept."""
    row = {
        "round_id": application.round_id,
        "person_id": application.person_id,
        "role": application.role,
        "reference": application.reference,
        "name": application.name,
        "language": application.language,
        "phone": application.phone,
        "answers": json.dumps(dict(application.answers)),
        "members": json.dumps([asdict(member) for member in application.members]),
        "source": application.source,
        "state": "unconfirmed",
        "submitted_at": to_text(now),
    }
    return get(db, insert_new(db, "applications", row))


def get(db: Database, application_id: int) -> Application:
    """Return an application, or raise LookupError."""
    for row in db.query(f"select {COLUMNS} {FROM} where a.id = ?", [application_id]):
        return _application(row)
    raise LookupError(f"no application {application_id}")


def of_person(db: Database, round_id: int, person_id: int) -> list[Application]:
    """Return one person's applications to a round, the newest first."""
    rows = db.query(
        f"select {COLUMNS} {FROM} where a.round_id = :round and a.person_id = :person"
        " order by a.id desc",
        {"round": round_id, "person": person_id},
    )
    return [_application(row) for row in rows]


def of_round(db: Database, round_id: int) -> list[Application]:
    """Return the applications to a round that count: neither replaced nor withdrawn; by age."""
    rows = db.query(
        f"select {COLUMNS} {FROM} where a.round_id = ?"
        " and a.state not in ('replaced', 'withdrawn') order by a.id",
        [round_id],
    )
    return [_application(row) for row in rows]


def confirmed(db: Database, round_id: int, email: str) -> Application | None:
    """Return the confirmed application of an address to a round, or None."""
    rows = db.query(
        f"select {COLUMNS} {FROM} where a.round_id = :round and p.email = :email"
        " and a.state = 'confirmed'",
        {"round": round_id, "email": email.strip().lower()},
    )
    return next((_application(row) for row in rows), None)


def waiting(db: Database, round_id: int) -> list[Application]:
    """Return who has been told that they wait, in the order in which they came (P6, P9)."""
    rows = db.query(
        f"select {COLUMNS} {FROM} where a.round_id = ? and a.told = 'waiting'"
        " and a.state = 'confirmed' order by a.confirmed_at, a.id",
        [round_id],
    )
    return [_application(row) for row in rows]


def mark_confirmed(db: Database, application_id: int, now: datetime) -> bool:
    """Confirm an application; False if it was not waiting for it."""
    cursor = db.execute(
        "update applications set state = 'confirmed', confirmed_at = :now"
        " where id = :id and state = 'unconfirmed'",
        {"id": application_id, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def note_names_wait(db: Database, application_id: int, *, waits: bool) -> None:
    """Note whether somebody whom an application names is still to be written to (S6)."""
    db.execute(
        "update applications set names_wait = :waits where id = :id and names_wait != :waits",
        {"id": application_id, "waits": int(waits)},
    )


def with_names_waiting(db: Database) -> list[Application]:
    """Return the confirmed applications that name somebody who is still to be written to."""
    rows = db.query(
        f"select {COLUMNS} {FROM} where a.names_wait = 1 and a.state = 'confirmed' order by a.id"
    )
    return [_application(row) for row in rows]


def tell(
    db: Database, application_id: int, told: Told, waits_until: date | None, now: datetime
) -> bool:
    """Note which answer an applicant gets; False if they have that one, or are unconfirmed."""
    cursor = db.execute(
        "update applications set told = :told, told_at = :now, waits_until = :until"
        " where id = :id and state = 'confirmed' and (told != :told or waits_until is not :until)",
        {
            "id": application_id,
            "told": told,
            "until": waits_until.isoformat() if waits_until else None,
            "now": to_text(now),
        },
    )
    return bool(cursor.rowcount == 1)


def untell(db: Database, application_id: int) -> None:
    """Take back an answer whose letter has not left."""
    db.execute(
        "update applications set told = '', told_at = null, waits_until = null where id = ?",
        [application_id],
    )


def replace_others(db: Database, kept: Application) -> int:
    """Set one person's other applications aside; return how many of them were confirmed."""
    others = {"kept": kept.id, "round": kept.round_id, "person": kept.person_id}
    where = "round_id = :round and person_id = :person and id != :kept"
    rows = db.query(
        f"select count(*) as n from applications where {where} and state = 'confirmed'", others
    )
    count = int(next(rows)["n"])
    db.execute(f"update applications set state = 'replaced' where {where}", others)
    return count


def withdraw(db: Database, round_id: int, person_id: int) -> int:
    """Note that someone takes part in a round no more; return how many applications it was."""
    cursor = db.execute(
        "update applications set state = 'withdrawn' where round_id = :round"
        " and person_id = :person and state in ('unconfirmed', 'confirmed')",
        {"round": round_id, "person": person_id},
    )
    return int(cursor.rowcount)


def save_members(db: Database, application_id: int, members: Sequence[Member]) -> None:
    """Write back who is in a team besides its contact person."""
    db.execute(
        "update applications set members = :members where id = :id",
        {"id": application_id, "members": json.dumps([asdict(member) for member in members])},
    )


def unconfirmed(db: Database, *, submitted_before: datetime) -> list[Application]:
    """Return the applications whose address has stayed unproven since before a moment."""
    rows = db.query(
        f"select {COLUMNS} {FROM} where a.state = 'unconfirmed' and a.submitted_at < :before"
        " order by a.submitted_at",
        {"before": to_text(submitted_before)},
    )
    return [_application(row) for row in rows]


def forget_unconfirmed(db: Database, *, submitted_before: datetime) -> int:
    """Delete applications whose address was never proven, and whoever is known by them alone."""
    old = {"before": to_text(submitted_before)}
    where = "state = 'unconfirmed' and submitted_at < :before"
    rows = db.query(f"select distinct person_id from applications where {where}", old)
    people = [row["person_id"] for row in rows]
    cursor = db.execute(f"delete from applications where {where}", old)
    for person_id in people:
        _forget_stranger(db, person_id)
    return int(cursor.rowcount)


def note_interest(db: Database, round_id: int, person_id: int) -> None:
    """Remember that someone asked to be told when applying opens (P3)."""
    db.execute(
        "insert into interests (round_id, person_id) values (?, ?) on conflict do nothing",
        [round_id, person_id],
    )


def untold_interests(db: Database, round_id: int) -> list[int]:
    """Return the ids of people who asked to be told of a round and were not."""
    rows = db.query(
        "select person_id from interests where round_id = ? and told_at is null", [round_id]
    )
    return [row["person_id"] for row in rows]


def mark_told(db: Database, round_id: int, person_id: int, now: datetime) -> bool:
    """Note that someone is being told; False if someone noted it before us."""
    cursor = db.execute(
        "update interests set told_at = :now"
        " where round_id = :round and person_id = :person and told_at is null",
        {"round": round_id, "person": person_id, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def _forget_stranger(db: Database, person_id: int) -> None:
    """Delete a person whom nothing else names; mail to and from them keeps no id."""
    if any(next(db.query(f"{tie} limit 1", {"id": person_id}), None) for tie in TIES):
        return
    for statement in TRACES:
        db.execute(statement, {"id": person_id})


def _application(row: Mapping[str, Any]) -> Application:
    answers = json.loads(row["answers"])
    return Application(
        id=row["id"],
        round_id=row["round_id"],
        person_id=row["person_id"],
        role=row["role"],
        reference=row["reference"],
        name=row["name"],
        email=row["email"],
        language=row["language"],
        phone=row["phone"],
        answers={key: tuple(v) if isinstance(v, list) else v for key, v in answers.items()},
        members=tuple(Member(**member) for member in json.loads(row["members"])),
        source=row["source"],
        state=row["state"],
        submitted_at=maybe_time(row["submitted_at"]),
        confirmed_at=maybe_time(row["confirmed_at"]),
        told=row["told"],
        told_at=maybe_time(row["told_at"]),
        waits_until=maybe_date(row["waits_until"]),
    )
