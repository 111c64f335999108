"""The tray: mails in the inbox that wait for a coordinator (P29)."""

from datetime import datetime

from service.store.database import Database
from service.store.inbox import COLUMNS, Mail, mail_of
from service.store.times import to_text


def every(db: Database) -> list[Mail]:
    """Return the mails that wait for a coordinator: private ones first, then the oldest."""
    rows = db.query(
        f"select {COLUMNS} from inbox where state = 'tray'"
        " order by reason != 'for the coordinator only', id"
    )
    return [mail_of(row) for row in rows]


def of_person(db: Database, person_id: int) -> list[int]:
    """Return the ids of one person's mails that wait in the tray."""
    rows = db.query("select id from inbox where state = 'tray' and person_id = ?", [person_id])
    return [row["id"] for row in rows]


def snooze(db: Database, mail_id: int, until: datetime) -> bool:
    """Let a mail in the tray wait unseen until a moment; False if it is not in the tray."""
    cursor = db.execute(
        "update inbox set snoozed_until = :until where id = :id and state = 'tray'",
        {"id": mail_id, "until": to_text(until)},
    )
    return bool(cursor.rowcount == 1)


def wake(db: Database, mail_id: int) -> bool:
    """Let a mail in the tray wait no longer unseen; False if it is not in the tray."""
    cursor = db.execute(
        "update inbox set snoozed_until = null where id = ? and state = 'tray'", [mail_id]
    )
    return bool(cursor.rowcount == 1)


def take(db: Database, mail_id: int, reason: str, by: str, now: datetime) -> bool:
    """Settle a mail by a coordinator's hand; False if it was not in the tray."""
    cursor = db.execute(
        "update inbox set state = 'settled', reason = :reason, handled_by = :by, handled_at = :now"
        " where id = :id and state = 'tray'",
        {"id": mail_id, "reason": reason, "by": by, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def put_back(db: Database, mail_id: int, reason: str) -> bool:
    """Lay a mail that a coordinator settled back into the tray; False if nobody had."""
    cursor = db.execute(
        "update inbox set state = 'tray', reason = ?, handled_by = null"
        " where id = ? and state = 'settled' and handled_by is not null",
        [reason, mail_id],
    )
    return bool(cursor.rowcount == 1)
