"""Proposals: a time that one party offers and the other has not answered."""

from dataclasses import dataclass
from datetime import datetime

from service.store.database import Database, insert
from service.store.times import to_text, to_time


@dataclass(frozen=True)
class Proposal:
    """A new start for a meeting, offered by one person; `minutes` only if they said it."""

    id: int
    meeting_id: int
    person_id: int
    starts_at: datetime
    minutes: int | None


def add(
    db: Database,
    meeting_id: int,
    person_id: int,
    time: tuple[datetime, int | None],
    now: datetime,
) -> Proposal:
    """Keep a proposal; an earlier open one for the same meeting gives way to it."""
    close(db, meeting_id, "replaced")
    starts_at, minutes = time
    row = {
        "meeting_id": meeting_id,
        "person_id": person_id,
        "starts_at": to_text(starts_at),
        "minutes": minutes,
        "state": "open",
        "made_at": to_text(now),
    }
    return Proposal(insert(db, "proposals", row), meeting_id, person_id, starts_at, minutes)


def find_open(db: Database, meeting_id: int) -> Proposal | None:
    """Return the proposal that waits for the other party's word, or None."""
    rows = db.query(
        "select id, meeting_id, person_id, starts_at, minutes from proposals"
        " where meeting_id = ? and state = 'open'",
        [meeting_id],
    )
    for row in rows:
        return Proposal(**{**row, "starts_at": to_time(row["starts_at"])})
    return None


def close(db: Database, meeting_id: int, state: str) -> None:
    """End a meeting's open proposal as agreed, refused or replaced."""
    db.execute(
        "update proposals set state = :state where meeting_id = :id and state = 'open'",
        {"id": meeting_id, "state": state},
    )
