"""Morning digests, what their numbers stand for, and what was put off (P31)."""

from collections.abc import Sequence
from datetime import date, datetime

from service.domain.digests import Digest, Need, Week
from service.store.database import Database, insert
from service.store.times import to_text, to_time


def add(db: Database, coordinator_id: int, needs: Sequence[Need], now: datetime) -> int:
    """Keep what the numbers of a new digest stand for, from 1 on, and return its id."""
    row = {"coordinator_id": coordinator_id, "made_at": to_text(now)}
    digest_id = insert(db, "digests", row)
    for number, one in enumerate(needs, start=1):
        line = {"digest_id": digest_id, "number": number, "kind": one.kind, "thing": one.thing}
        insert(db, "digest_lines", line)
    return digest_id


def get(db: Database, digest_id: int) -> Digest:
    """Return a digest, or raise LookupError."""
    lines = db.query(
        "select number, kind, thing from digest_lines where digest_id = ?", [digest_id]
    )
    known = {row["number"]: (row["kind"], row["thing"]) for row in lines}
    for row in db.query("select coordinator_id, made_at from digests where id = ?", [digest_id]):
        return Digest(digest_id, row["coordinator_id"], to_time(row["made_at"]), known)
    raise LookupError(f"no digest {digest_id}")


def put_off(db: Database, kind: str, thing: str, until: datetime) -> None:
    """Leave a thing out of the digests until a moment."""
    db.execute(
        "insert into put_off (kind, thing, until_at) values (?, ?, ?)"
        " on conflict (kind, thing) do update set until_at = excluded.until_at",
        [kind, thing, to_text(until)],
    )


def wake(db: Database, kind: str, thing: str) -> bool:
    """Let a thing stand in the digests again; False if it was not put off."""
    cursor = db.execute("delete from put_off where kind = ? and thing = ?", [kind, thing])
    return bool(cursor.rowcount == 1)


def asleep(db: Database, now: datetime) -> set[tuple[str, str]]:
    """Return what is put off beyond a moment, by kind and thing."""
    rows = db.query("select kind, thing from put_off where until_at > ?", [to_text(now)])
    return {(row["kind"], row["thing"]) for row in rows}


def week(db: Database, since: datetime, since_on: date) -> Week:
    """Return what has happened since a moment and its day."""
    row = next(
        db.query(
            "select (select count(*) from meetings"
            "  where state = 'held' and held_on >= :on) as held,"
            " (select count(*) from outbox where state in ('sent', 'failed')"
            "  and coalesce(sent_at, due_at) >= :at and state = 'sent'"
            "  and matter not in ('coordinator', 'digest')) as sent,"
            " (select count(*) from inbox where received_at >= :at and state != 'pending') as read,"
            " (select count(*) from inbox where received_at >= :at"
            "  and (state = 'tray' or handled_by is not null)) as by_hand",
            {"at": to_text(since), "on": since_on.isoformat()},
        )
    )
    return Week(**row)
