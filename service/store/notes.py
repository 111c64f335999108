"""Preparation passed on: which letters carried whose words, until they are forgotten (G2)."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from service.store.database import Database, insert
from service.store.times import to_text


def add(db: Database, key: str, inbox_id: int, pair_id: int, now: datetime) -> None:
    """Remember that the letter of an occasion carries a mail's words; its hash and size stay."""
    letter = next(db.query("select id, raw from outbox where key = ?", [key]))
    raw = bytes(letter["raw"])
    row = {"letter_id": letter["id"], "inbox_id": inbox_id, "pair_id": pair_id}
    kept = {"passed_at": to_text(now), "sha256": sha256(raw).hexdigest(), "bytes": len(raw)}
    insert(db, "notes", {**row, **kept})


def count(db: Database, pair_id: int, since: datetime) -> int:
    """Return how many mails of a pair were passed on since a moment (S8)."""
    rows = db.query(
        "select count(distinct inbox_id) as n from notes"
        " where pair_id = :pair and passed_at > :since",
        {"pair": pair_id, "since": to_text(since)},
    )
    return int(next(rows)["n"])


def ripe(db: Database, *, passed_before: datetime) -> list[int]:
    """Return the mails whose words may go: all their letters have left, or it is time.

    What a sender has in hand waits, since it may put the letter back.
    """
    rows = db.query(
        "select n.inbox_id from notes n join outbox o on o.id = n.letter_id"
        " where n.forgotten_at is null group by n.inbox_id"
        " having sum(o.state = 'sending') = 0"
        " and (min(o.state = 'sent') = 1 or min(n.passed_at) <= :before)",
        {"before": to_text(passed_before)},
    )
    return [row["inbox_id"] for row in rows]


def forget(db: Database, inbox_id: int) -> None:
    """Delete the bytes of a mail and of the letters that carried its words; give up unsent ones."""
    letters = "id in (select letter_id from notes where inbox_id = :id)"
    db.execute("delete from inbox_raw where inbox_id = :id", {"id": inbox_id})
    db.execute(f"update outbox set raw = x'' where {letters}", {"id": inbox_id})
    db.execute(
        "update outbox set state = 'failed', reason = 'forgotten before it could leave'"
        f" where state in ('waiting', 'on_hold', 'uncertain') and {letters}",
        {"id": inbox_id},
    )


def mark_forgotten(db: Database, inbox_ids: Sequence[int], now: datetime) -> None:
    """Note that some mails' words stand in no file any more."""
    for inbox_id in inbox_ids:
        db.execute(
            "update notes set forgotten_at = :now where inbox_id = :id",
            {"now": to_text(now), "id": inbox_id},
        )


def quoted_in(db: Database, *, received_before: datetime) -> list[int]:
    """Return the mails about a meeting that may quote a note for it, or say the same as one.

    These came after the note, or answered the same questions; only those whose bytes are here,
    and whose words have been read and stand beside them.
    """
    rows = db.query(
        "select distinct i.id from notes n join outbox o on o.id = n.letter_id"
        " join inbox i on i.matter = o.matter and i.matter_id = o.matter_id"
        " join inbox_raw r on r.inbox_id = i.id"
        " where i.received_at <= :before and (i.received_at >= n.passed_at"
        " or i.asked = 'preparation') and i.state != 'pending' and i.reading is not null",
        {"before": to_text(received_before)},
    )
    return [row["id"] for row in rows]


def forget_quoted(db: Database, inbox_id: int) -> None:
    """Delete a mail's bytes, and its words where we asked back what of them to pass on."""
    db.execute("delete from inbox_raw where inbox_id = ?", [inbox_id])
    db.execute(
        "update inbox set reading = null"
        " where id = ? and state = 'asked' and asked = 'preparation'",
        [inbox_id],
    )
