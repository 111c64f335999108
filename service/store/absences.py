"""Days on which people have said that they are away (P24)."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from service.store.database import Database, insert
from service.store.times import to_text


class Absence(NamedTuple):
    """One person's days away, both ends included."""

    first: date
    last: date


def add(db: Database, person_id: int, absence: Absence, now: datetime) -> None:
    """Note that someone is away."""
    days = {"first_on": absence.first.isoformat(), "last_on": absence.last.isoformat()}
    insert(db, "absences", {"person_id": person_id, **days, "noted_at": to_text(now)})


def find(db: Database, person_id: int, on: date) -> Absence | None:
    """Return the absence of a person that holds a day, the longest, or None."""
    rows = db.query(
        "select first_on, last_on from absences"
        " where person_id = :person and first_on <= :on and last_on >= :on"
        " order by last_on desc limit 1",
        {"person": person_id, "on": on.isoformat()},
    )
    for row in rows:
        return Absence(date.fromisoformat(row["first_on"]), date.fromisoformat(row["last_on"]))
    return None


def end(db: Database, person_id: int, on: date) -> None:
    """Let the absences of someone who is back end on the day before; those ahead stay."""
    yesterday = (on - timedelta(days=1)).isoformat()
    db.execute(
        "update absences set last_on = :yesterday"
        " where person_id = :person and first_on <= :on and last_on >= :on",
        {"person": person_id, "on": on.isoformat(), "yesterday": yesterday},
    )
