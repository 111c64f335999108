"""The inbox: every mail that came, where it stands and where it ended (P35)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from service.domain.letters import Matter
from service.domain.proof import Origin, Result
from service.store.database import Database, insert, transaction
from service.store.times import maybe_time, to_text, to_time

State = Literal["pending", "settled", "asked", "tray", "ignored", "quarantined"]
STATES: tuple[State, ...] = ("settled", "asked", "tray", "ignored", "quarantined", "pending")
COLUMNS = (
    "id, received_at, door, sha256, envelope_from, envelope_to, message_id, state, reason, tries,"
    " person_id, matter, matter_id, asked, reading, handled_at, handled_by,"
    " snoozed_until, origin"
)


@dataclass(frozen=True)
class Delivery:
    """A mail as a door takes it: its bytes and its envelope."""

    raw: bytes
    envelope_from: str
    envelope_to: tuple[str, ...]
    door: str


@dataclass(frozen=True)
class Mail:
    """A mail as kept, without its bytes. `reading` is the reader's finding as JSON, if read.

    `origin` is what our own check of its signatures came to (S4).
    """

    id: int
    received_at: datetime
    door: str
    sha256: str
    envelope_from: str
    envelope_to: tuple[str, ...]
    message_id: str
    state: State
    reason: str
    tries: int
    person_id: int | None
    about: Matter | None
    asked: str | None
    reading: Mapping[str, Any] | None
    handled_at: datetime | None
    handled_by: str | None
    snoozed_until: datetime | None = None
    origin: Result = "none"


@dataclass(frozen=True)
class Verdict:
    """Where a mail ended, why, and what it was found to be about."""

    state: State
    reason: str
    person_id: int | None = None
    about: Matter | None = None
    asked: str | None = None
    reading: Mapping[str, Any] | None = None
    message_id: str = ""


def keep(db: Database, deliveries: Sequence[Delivery], now: datetime) -> list[int]:
    """Keep mails in one commit and return their ids; the same bytes again are the same mail.

    When this returns, they are on disk (R1).
    """
    with transaction(db):
        return [_keep(db, delivery, now) for delivery in deliveries]


def get(db: Database, mail_id: int) -> Mail:
    """Return a mail, or raise LookupError."""
    for row in db.query(f"select {COLUMNS} from inbox where id = ?", [mail_id]):
        return mail_of(row)
    raise LookupError(f"no mail {mail_id}")


def raw(db: Database, mail_id: int) -> bytes:
    """Return a mail's bytes as they came, or raise LookupError once they are deleted."""
    for row in db.query("select raw from inbox_raw where inbox_id = ?", [mail_id]):
        return bytes(row["raw"])
    raise LookupError(f"no bytes of mail {mail_id}")


def has_raw(db: Database, mail_id: int) -> bool:
    """Return whether a mail's bytes are still kept."""
    return any(db.query("select 1 from inbox_raw where inbox_id = ?", [mail_id]))


def pending(db: Database) -> list[int]:
    """Return the ids of the mails nobody has dealt with: the oldest first, tried ones last."""
    rows = db.query("select id from inbox where state = 'pending' order by tries, id")
    return [row["id"] for row in rows]


def last_id(db: Database) -> int:
    """Return the id of the mail that came last, 0 before the first."""
    return int(next(db.query("select coalesce(max(id), 0) as id from inbox"))["id"])


def ended_since(db: Database, mail_id: int) -> list[Mail]:
    """Return the mails that came after another and have ended somewhere, the oldest first."""
    rows = db.query(
        f"select {COLUMNS} from inbox where id > ? and state != 'pending' order by id", [mail_id]
    )
    return [mail_of(row) for row in rows]


def latest(db: Database, most: int) -> list[Mail]:
    """Return the mails that were dealt with last, the latest first."""
    rows = db.query(
        f"select {COLUMNS} from inbox"
        " where state in ('settled', 'asked', 'ignored', 'quarantined')"
        " order by coalesce(handled_at, received_at) desc, id desc limit ?",
        [most],
    )
    return [mail_of(row) for row in rows]


def ended(db: Database, state: State, most: int) -> list[Mail]:
    """Return the mails that stand in one state, the latest first."""
    rows = db.query(
        f"select {COLUMNS} from inbox where state = ? order by id desc limit ?", [state, most]
    )
    return [mail_of(row) for row in rows]


def of_person(db: Database, about: Matter, person_id: int) -> list[Mail]:
    """Return one person's mails about one matter, the oldest first."""
    rows = db.query(
        f"select {COLUMNS} from inbox where matter = :matter and matter_id = :id"
        " and person_id = :person order by id",
        {"matter": about.kind, "id": about.id, "person": person_id},
    )
    return [mail_of(row) for row in rows]


def every(db: Database) -> list[Mail]:
    """Return all mails, the oldest first."""
    return [mail_of(row) for row in db.query(f"select {COLUMNS} from inbox order by id")]


def about(db: Database, matters: Sequence[Matter]) -> list[Mail]:
    """Return the mails about some matters, the oldest first."""
    found = [
        mail_of(row)
        for matter in matters
        for row in db.query(
            f"select {COLUMNS} from inbox where matter = ? and matter_id = ?",
            [matter.kind, matter.id],
        )
    ]
    return sorted(found, key=lambda mail: mail.id)


def counts(db: Database) -> dict[str, int]:
    """Return how many mails stand in each state."""
    rows = db.query("select state, count(*) as n from inbox group by state")
    found = {row["state"]: row["n"] for row in rows}
    return {state: found.get(state, 0) for state in STATES}


def drop_raw(db: Database, mail_id: int) -> None:
    """Delete the bytes of a mail; its row stays."""
    db.execute("delete from inbox_raw where inbox_id = ?", [mail_id])


def note_try(db: Database, mail_id: int) -> int:
    """Count one more attempt at a pending mail and return how many there were before it."""
    rows = db.query(
        "update inbox set tries = tries + 1 where id = ? and state = 'pending' returning tries",
        [mail_id],
    )
    return next((int(row["tries"]) - 1 for row in rows), 0)


def note_origin(db: Database, mail_id: int, origin: Origin) -> None:
    """Note what a check of a pending mail's signatures came to, so that it counts for good."""
    db.execute(
        "update inbox set origin = :result, origin_why = :why where id = :id and state = 'pending'",
        {"id": mail_id, "result": origin.result, "why": origin.why},
    )


def origin_of(db: Database, mail_id: int) -> Origin | None:
    """Return what was found of a mail's origin, or None where nobody has looked."""
    for row in db.query("select origin, origin_why from inbox where id = ?", [mail_id]):
        return Origin(row["origin"], row["origin_why"]) if row["origin_why"] else None
    return None


def set_tries(db: Database, mail_id: int, tries: int) -> None:
    """Take back the last attempts at a pending mail, which failed for no fault of the mail's."""
    db.execute(
        "update inbox set tries = :tries where id = :id and state = 'pending'",
        {"id": mail_id, "tries": tries},
    )


def note_failure(db: Database, mail_id: int, reason: str) -> None:
    """Note why a pending mail could not be read, for the next try or its quarantine."""
    db.execute(
        "update inbox set reason = :reason where id = :id and state = 'pending'",
        {"id": mail_id, "reason": reason},
    )


def settle(db: Database, mail_id: int, verdict: Verdict, now: datetime) -> bool:
    """Write where a pending mail ended; False if someone wrote it before us."""
    about = verdict.about
    cursor = db.execute(
        "update inbox set state = :state, reason = :reason, person_id = :person, matter = :matter,"
        " matter_id = :matter_id, asked = :asked, reading = :reading, message_id = :message_id,"
        " handled_at = :now where id = :id and state = 'pending'",
        {
            "id": mail_id,
            "state": verdict.state,
            "reason": verdict.reason,
            "person": verdict.person_id,
            "matter": about.kind if about else None,
            "matter_id": about.id if about else None,
            "asked": verdict.asked,
            "reading": json.dumps(verdict.reading) if verdict.reading is not None else None,
            "message_id": verdict.message_id,
            "now": to_text(now),
        },
    )
    return bool(cursor.rowcount == 1)


def same_message_id(db: Database, message_id: str, mail_id: int) -> int | None:
    """Return an earlier mail with the same Message-ID, or None."""
    rows = db.query(
        "select min(id) as id from inbox where message_id = :message_id and id != :id",
        {"message_id": message_id, "id": mail_id},
    )
    found = next(rows)["id"]
    return None if found is None or not message_id else int(found)


def _keep(db: Database, delivery: Delivery, now: datetime) -> int:
    digest = sha256(delivery.raw).hexdigest()
    for row in db.query("select id from inbox where sha256 = ?", [digest]):
        return int(row["id"])
    mail_id = insert(
        db,
        "inbox",
        {
            "received_at": to_text(now),
            "door": delivery.door,
            "sha256": digest,
            "bytes": len(delivery.raw),
            "envelope_from": delivery.envelope_from,
            "envelope_to": json.dumps(delivery.envelope_to),
            "state": "pending",
        },
    )
    insert(db, "inbox_raw", {"inbox_id": mail_id, "raw": delivery.raw})
    return mail_id


def mail_of(row: Mapping[str, Any]) -> Mail:
    """Return the mail of a row that holds its COLUMNS."""
    matter = Matter(row["matter"], row["matter_id"]) if row["matter"] else None
    kept = {key: value for key, value in row.items() if key not in ("matter", "matter_id")}
    return Mail(
        **{
            **kept,
            "received_at": to_time(row["received_at"]),
            "envelope_to": tuple(json.loads(row["envelope_to"])),
            "handled_at": maybe_time(row["handled_at"]),
            "snoozed_until": maybe_time(row["snoozed_until"]),
            "reading": json.loads(row["reading"]) if row["reading"] else None,
            "about": matter,
        }
    )
