"""Proposals: a time that one party offers and the other has not answered; all are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from service.domain.plans import Offer
from service.store.database import Database, insert
from service.store.times import to_text, to_time

COLUMNS = "id, meeting_id, person_id, starts_at, minutes, state, made_at, because, how"
WAITING = "state in ('open', 'silent')"


@dataclass(frozen=True)
class Proposal:
    """A new start for a meeting, offered by one person; `minutes` only if they said it.

    `state` is open, silent (a coordinator has been told that nobody answers), agreed, refused,
    replaced or withdrawn. `because` is the mail that it came in, `how` whether a calendar sent it.
    """

    id: int
    meeting_id: int
    person_id: int
    starts_at: datetime
    minutes: int | None
    state: str
    made_at: datetime
    because: int | None
    how: Literal["words", "counter"]


def add(db: Database, meeting_id: int, person_id: int, offer: Offer, now: datetime) -> Proposal:
    """Keep a proposal; an earlier open one for the same meeting gives way to it."""
    close(db, meeting_id, "replaced")
    row = {
        "meeting_id": meeting_id,
        "person_id": person_id,
        "starts_at": to_text(offer.starts_at),
        "minutes": offer.minutes,
        "state": "open",
        "made_at": to_text(now),
        "because": offer.because,
        "how": offer.how,
    }
    return get(db, insert(db, "proposals", row))


def get(db: Database, proposal_id: int) -> Proposal:
    """Return a proposal, or raise LookupError."""
    for row in db.query(f"select {COLUMNS} from proposals where id = ?", [proposal_id]):
        return _proposal(row)
    raise LookupError(f"no proposal {proposal_id}")


def find_open(db: Database, meeting_id: int) -> Proposal | None:
    """Return the proposal that waits for the other party's word, or None."""
    rows = db.query(
        f"select {COLUMNS} from proposals where meeting_id = ? and {WAITING}", [meeting_id]
    )
    return next((_proposal(row) for row in rows), None)


def of_meeting(db: Database, meeting_id: int) -> list[Proposal]:
    """Return all that was ever proposed for a meeting, the oldest first."""
    rows = db.query(
        f"select {COLUMNS} from proposals where meeting_id = ? order by id", [meeting_id]
    )
    return [_proposal(row) for row in rows]


def unanswered(db: Database, *, made_before: datetime) -> list[Proposal]:
    """Return proposals that the other party has not answered since a moment, the oldest first."""
    rows = db.query(
        f"select {COLUMNS} from proposals where state = 'open' and made_at <= :before order by id",
        {"before": to_text(made_before)},
    )
    return [_proposal(row) for row in rows]


def silent(db: Database) -> list[Proposal]:
    """Return the proposals that a coordinator should ask about, the oldest first."""
    rows = db.query(f"select {COLUMNS} from proposals where state = 'silent' order by id")
    return [_proposal(row) for row in rows]


def mark_silent(db: Database, proposal_id: int) -> bool:
    """Lay a proposal before the coordinators; False if it was, or has been answered."""
    cursor = db.execute(
        "update proposals set state = 'silent' where id = ? and state = 'open'", [proposal_id]
    )
    return bool(cursor.rowcount == 1)


def close(db: Database, meeting_id: int, state: str) -> None:
    """End a meeting's open proposal as agreed, refused, replaced or withdrawn."""
    db.execute(
        f"update proposals set state = :state where meeting_id = :id and {WAITING}",
        {"id": meeting_id, "state": state},
    )


def _proposal(row: Mapping[str, Any]) -> Proposal:
    times = {name: to_time(row[name]) for name in ("starts_at", "made_at")}
    return Proposal(**{**row, **times})
