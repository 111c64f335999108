"""People: rows by address."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from service.domain.languages import Language
from service.domain.people import Person
from service.store.database import Database
from service.store.ids import insert_new
from service.store.times import maybe_date, maybe_time, to_text

COLUMNS = "id, email, name, language, proven_at, paused_at, away_until"


def get(db: Database, person_id: int) -> Person:
    """Return a person, or raise LookupError."""
    rows = db.query(f"select {COLUMNS} from people where id = ?", [person_id])
    for row in rows:
        return person_of(row)
    raise LookupError(f"no person {person_id}")


def find(db: Database, email: str) -> Person | None:
    """Return the person of an address, or None; case does not count."""
    rows = db.query(f"select {COLUMNS} from people where email = ?", [email.strip().lower()])
    return next((person_of(row) for row in rows), None)


def meet(db: Database, email: str, language: Language) -> Person:
    """Return the person of an address, made nameless and unproven if new."""
    known = find(db, email)
    if known:
        return known
    row = {"email": email.strip().lower(), "language": language}
    return get(db, insert_new(db, "people", row))


def prove(db: Database, person_id: int, name: str, language: Language, now: datetime) -> Person:
    """Write down what a person says of themselves from an address that is now proven."""
    db.execute(
        "update people set name = :name, language = :language,"
        " proven_at = coalesce(proven_at, :now) where id = :id",
        {"id": person_id, "name": name, "language": language, "now": to_text(now)},
    )
    return get(db, person_id)


def name_if_nameless(db: Database, person_id: int, name: str) -> Person:
    """Give a name to someone who has none, as a team's contact person tells it."""
    db.execute(
        "update people set name = :name where id = :id and name = ''",
        {"id": person_id, "name": name},
    )
    return get(db, person_id)


def pause(db: Database, person_id: int, now: datetime) -> bool:
    """Stop reminders to a person (P21); False if they were stopped already."""
    cursor = db.execute(
        "update people set paused_at = :now where id = :id and paused_at is null",
        {"id": person_id, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def resume(db: Database, person_id: int) -> bool:
    """Let reminders to a person go on; False if they were not stopped."""
    cursor = db.execute(
        "update people set paused_at = null where id = ? and paused_at is not null", [person_id]
    )
    return bool(cursor.rowcount == 1)


def note_away(db: Database, person_id: int, back_on: date) -> None:
    """Note the first day on which a person is back; the latest word counts (P21)."""
    db.execute("update people set away_until = ? where id = ?", [back_on.isoformat(), person_id])


def note_back(db: Database, person_id: int) -> None:
    """Note that a person is there, and wants reminders like anyone."""
    db.execute("update people set away_until = null, paused_at = null where id = ?", [person_id])


def speak(db: Database, person_id: int, language: Language) -> None:
    """Write to a person in another language from now on."""
    db.execute("update people set language = ? where id = ?", [language, person_id])


def move(db: Database, person_id: int, email: str) -> None:
    """Give a person another address; the caller has seen that nobody has it."""
    db.execute("update people set email = ? where id = ?", [email.strip().lower(), person_id])


def every(db: Database) -> list[Person]:
    """Return everybody, the first known first."""
    return [person_of(row) for row in db.query(f"select {COLUMNS} from people order by id")]


def person_of(row: Mapping[str, Any]) -> Person:
    """Return the person of a row that holds their COLUMNS, maybe joined to others."""
    return Person(
        id=row["id"],
        email=row["email"],
        name=row["name"],
        language=row["language"],
        proven_at=maybe_time(row["proven_at"]),
        paused_at=maybe_time(row["paused_at"]),
        away_until=maybe_date(row["away_until"]),
    )
