"""Commands by mail that were carried out, and what undoes them (P31)."""

import json
from collections.abc import Sequence
from datetime import datetime

from service.domain.digests import Done, Order
from service.store.database import Database, insert
from service.store.times import to_text


def add(
    db: Database, digest_id: int, order: Order, before: str, keys: Sequence[str], now: datetime
) -> None:
    """Keep a command that was carried out: what stood before, and which letters it caused."""
    row = {
        "digest_id": digest_id,
        "number": order.number,
        "verb": order.verb,
        "before": before,
        "keys": json.dumps(list(keys)),
        "done_at": to_text(now),
    }
    insert(db, "orders", row)


def last(db: Database, digest_id: int, number: int | None) -> Done | None:
    """Return the last command on a digest, or on one line of it, that was not undone."""
    rows = db.query(
        "select id, number, verb, before, keys from orders where digest_id = :digest"
        " and undone_at is null and (:number is null or number = :number) order by id desc limit 1",
        {"digest": digest_id, "number": number},
    )
    for row in rows:
        return Done(**{**row, "keys": tuple(json.loads(row["keys"]))})
    return None


def mark_undone(db: Database, order_id: int, now: datetime) -> None:
    """Note that a command was undone."""
    db.execute("update orders set undone_at = ? where id = ?", [to_text(now), order_id])


def last_letter(db: Database) -> int:
    """Return the id of the letter that was written last, 0 if none was."""
    return int(next(db.query("select coalesce(max(id), 0) as id from outbox"))["id"])


def hold_letters(db: Database, after: int, until: datetime) -> list[str]:
    """Let the letters written after one wait until a moment, and return their keys."""
    db.execute(
        "update outbox set due_at = :until where id > :after and state = 'waiting'",
        {"after": after, "until": to_text(until)},
    )
    rows = db.query("select key from outbox where id > ? order by id", [after])
    return [row["key"] for row in rows]
