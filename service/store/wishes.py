"""Wishes that wait for their person's "yes", and what became of them (P24)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.domain.wishes import Asked, State, Wish
from service.store.database import Database, insert
from service.store.times import maybe_date, maybe_text, to_text, to_time

COLUMNS = (
    "id, person_id, round_id, kind, language, address, first_on, last_on, state, asked_at, because"
)


def ask(
    db: Database, person_id: int, round_id: int, wish: Wish, because: int, now: datetime
) -> Asked:
    """Keep a wish that its person is asked about; it takes the place of an open one of its kind."""
    db.execute(
        "update wishes set state = 'replaced', settled_at = :now"
        " where person_id = :person and kind = :kind and state = 'asked'",
        {"person": person_id, "kind": wish.kind, "now": to_text(now)},
    )
    row = {
        "person_id": person_id,
        "round_id": round_id,
        "kind": wish.kind,
        "language": wish.language,
        "address": wish.address,
        "first_on": wish.first.isoformat() if wish.first else None,
        "last_on": wish.last.isoformat() if wish.last else None,
        "state": "asked",
        "asked_at": maybe_text(now),
        "because": because,
    }
    return get(db, insert(db, "wishes", row))


def get(db: Database, wish_id: int) -> Asked:
    """Return a wish, or raise LookupError."""
    for row in db.query(f"select {COLUMNS} from wishes where id = ?", [wish_id]):
        return _asked(row)
    raise LookupError(f"no wish {wish_id}")


def settle(db: Database, wish_id: int, state: State, now: datetime) -> bool:
    """Note what became of a wish; False if that was noted before."""
    cursor = db.execute(
        "update wishes set state = :state, settled_at = :now where id = :id and state = 'asked'",
        {"id": wish_id, "state": state, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def unanswered(db: Database, *, asked_before: datetime) -> list[Asked]:
    """Return the wishes whose "yes" has not come since before a moment, the oldest first."""
    rows = db.query(
        f"select {COLUMNS} from wishes where state = 'asked' and asked_at < :before order by id",
        {"before": to_text(asked_before)},
    )
    return [_asked(row) for row in rows]


def of_person(db: Database, person_id: int, round_id: int) -> list[Asked]:
    """Return a person's wishes of a season, the oldest first."""
    rows = db.query(
        f"select {COLUMNS} from wishes where person_id = :person and round_id = :round order by id",
        {"person": person_id, "round": round_id},
    )
    return [_asked(row) for row in rows]


def _asked(row: Mapping[str, Any]) -> Asked:
    return Asked(
        id=row["id"],
        person_id=row["person_id"],
        round_id=row["round_id"],
        wish=Wish(
            kind=row["kind"],
            language=row["language"],
            address=row["address"],
            first=maybe_date(row["first_on"]),
            last=maybe_date(row["last_on"]),
        ),
        state=row["state"],
        asked_at=to_time(row["asked_at"]),
        because=row["because"],
    )
