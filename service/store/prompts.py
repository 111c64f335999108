"""Prompts and reminders as they were written, whatever they are about (P21)."""

from datetime import datetime

from service.store.database import Database
from service.store.times import to_text, to_time


def since(db: Database, person_id: int, after: datetime) -> list[datetime]:
    """Return when prompts were written to a person after a moment; withdrawn ones count for none.

    One that failed counts: it may be failing because there is too much.
    """
    rows = db.query(
        "select prompted_at from outbox where person_id = ? and prompted_at > ?",
        [person_id, to_text(after)],
    )
    return [to_time(row["prompted_at"]) for row in rows]
