"""The outbox: letters on their way, from waiting to sent; `letters` looks them up."""

from collections.abc import Sequence
from datetime import datetime

from service.domain.bounces import HELD
from service.domain.letters import DROPPED, Letter, State
from service.store.database import Database, transaction
from service.store.letters import COLUMNS, letter_of
from service.store.times import maybe_text, maybe_time, to_text

# A coordinator's sign-in goes even to an address that has bounced.
BROKEN = (
    "(:matter != 'coordinator' and exists"
    " (select 1 from mailboxes where person_id = :person_id and standing = 'broken'))"
)


def add(db: Database, letter: Letter, due_at: datetime, now: datetime) -> bool:
    """Put a letter in the outbox; False if the letter of that occasion is there already (R5).

    To an address that is broken it waits until the address is mended (D2).
    """
    cursor = db.execute(
        "insert into outbox (key, kind, matter, matter_id, person_id, to_address, domain, language,"
        " subject, message_id, envelope_from, raw, calendar, due_at, written_at, prompted_at,"
        " state, reason)"
        " values (:key, :kind, :matter, :matter_id, :person_id, :to_address, :domain, :language,"
        " :subject, :message_id, :envelope_from, :raw, :calendar, :due_at, :now, :prompted_at,"
        f" case when {BROKEN} then 'on_hold' else :state end,"
        f" case when {BROKEN} then :held else '' end)"
        " on conflict (key) do nothing",
        {
            "key": letter.key,
            "kind": letter.kind,
            "matter": letter.about.kind,
            "matter_id": letter.about.id,
            "person_id": letter.person_id,
            "to_address": letter.to_address,
            "domain": letter.to_address.rpartition("@")[2].lower(),
            "language": letter.language,
            "subject": letter.subject,
            "message_id": letter.message_id,
            "envelope_from": letter.envelope_from,
            "raw": letter.raw,
            "calendar": letter.calendar,
            "state": "on_hold" if letter.state == "on_hold" else "waiting",
            "due_at": to_text(due_at),
            "now": to_text(now),
            "held": HELD,
            "prompted_at": to_text(now) if letter.prompt else None,
        },
    )
    return bool(cursor.rowcount == 1)


def has(db: Database, key: str) -> bool:
    """Return whether the letter of an occasion has been written."""
    return bool(list(db.query("select 1 as found from outbox where key = ?", [key])))


def due(db: Database, now: datetime, *, most: int) -> list[int]:
    """Return the ids of the letters whose time has come, whatever the pace; see `paces.ready`."""
    rows = db.query(
        "select id from outbox where state in ('waiting', 'uncertain') and due_at <= :now"
        " order by due_at, id limit :most",
        {"now": to_text(now), "most": most},
    )
    return [row["id"] for row in rows]


def take(db: Database, letter_id: int) -> Letter | None:
    """Take one letter; None if a sender has it, it has gone or must wait."""
    return next(iter(take_some(db, [letter_id], 0, None)), None)


def take_some(
    db: Database, letter_ids: Sequence[int], holder: int, now: datetime | None
) -> list[Letter]:
    """Take letters to send them, as they were written; not those gone, or in other hands.

    A letter waits while an older one on the same matter to the same address is on its way
    (I10); one that is on hold keeps back only calendar letters, and only if it is one itself.
    A holder takes more only when all it took is settled, and settles each before the next.
    """
    if not letter_ids:
        return []
    some = f"({', '.join(str(int(letter_id)) for letter_id in letter_ids)})"
    taken = db.execute(
        "update outbox set state = 'sending', tries = tries + 1, holder = :holder,"
        " first_tried_at = coalesce(first_tried_at, :now), tried_at = coalesce(:now, tried_at)"
        f" where id in {some} and state in ('waiting', 'uncertain') and not exists ("
        "select 1 from outbox older where older.matter = outbox.matter"
        " and older.matter_id = outbox.matter_id and older.to_address = outbox.to_address"
        " and older.state in ('waiting', 'on_hold', 'uncertain', 'sending')"
        " and older.id < outbox.id"
        " and (older.state != 'on_hold' or (older.calendar = 1 and outbox.calendar = 1)))"
        " returning id",
        {"holder": holder, "now": maybe_text(now)},
    ).fetchall()
    ids = f"({', '.join(str(row[0]) for row in taken)})"
    rows = db.query(f"select {COLUMNS}, raw from outbox where id in {ids} order by id")
    return [letter_of(row) for row in rows]


def mark_sent(db: Database, letter_id: int, now: datetime) -> None:
    """Note that the next server has taken a letter."""
    db.execute(
        "update outbox set state = 'sent', sent_at = :now, reason = '' where id = :id",
        {"id": letter_id, "now": to_text(now)},
    )


def put_back(db: Database, letter_id: int, reason: str, due_at: datetime) -> None:
    """Let a letter wait again, until a later moment."""
    _wait_again(db, letter_id, "waiting", reason, due_at)


def doubt(db: Database, letter_id: int, reason: str, due_at: datetime) -> None:
    """Note that a letter may have left, and let it go again, the same to the byte, later (R4)."""
    _wait_again(db, letter_id, "uncertain", reason, due_at)


def mark_failed(db: Database, letter_id: int, reason: str) -> None:
    """Give a letter up, with the reason."""
    db.execute(
        "update outbox set state = 'failed', reason = :reason where id = :id",
        {"id": letter_id, "reason": reason},
    )


def recover(db: Database, holders: Sequence[int]) -> int:
    """Let go what senders that died had taken; return how many letters may have left.

    Only for the one who holds those senders' locks. Of each sender's letters the oldest may
    have been on its way: it is uncertain and goes again. 0 is the holder of before.
    """
    marks = f"(0, {', '.join(str(int(holder)) for holder in holders)})"
    with transaction(db):
        cursor = db.execute(
            "update outbox set state = 'uncertain', reason = 'may have left before a stop'"
            " where id in (select min(id) from outbox where state = 'sending'"
            f" and holder in {marks} group by holder)"
        )
        for row in db.query(f"select id from outbox where state = 'sending' and holder in {marks}"):
            let_go(db, row["id"])
    return int(cursor.rowcount)


def let_go(db: Database, letter_id: int) -> None:
    """Let a letter wait again that was taken and not begun."""
    db.execute(
        "update outbox set state = 'waiting', tries = tries - 1,"
        " first_tried_at = case when tries > 1 then first_tried_at end,"
        " tried_at = case when tries > 1 then tried_at end"
        " where id = ? and state = 'sending'",
        [letter_id],
    )


def withdraw(db: Database, keys: Sequence[str]) -> int:
    """Drop letters that have not left, those that were discarded included; return how many."""
    dropped = 0
    for key in keys:
        cursor = db.execute(
            "delete from outbox where key = ?"
            " and (state in ('waiting', 'on_hold') or (state = 'failed' and reason = ?))",
            [key, DROPPED],
        )
        dropped += int(cursor.rowcount)
    return dropped


def readdress(db: Database, letter: Letter) -> None:
    """Write back where a letter goes that has not left, and its bytes."""
    db.execute(
        "update outbox set to_address = :address, domain = :domain, raw = :raw"
        " where id = :id and state in ('waiting', 'on_hold')",
        {
            "id": letter.id,
            "address": letter.to_address,
            "domain": letter.to_address.rpartition("@")[2].lower(),
            "raw": letter.raw,
        },
    )


def reword(db: Database, letter: Letter) -> None:
    """Write back the bytes of a letter that has not left."""
    db.execute(
        "update outbox set raw = :raw where id = :id and state in ('waiting', 'on_hold')",
        {"id": letter.id, "raw": letter.raw},
    )


def oldest_due(db: Database, now: datetime) -> datetime | None:
    """Return since when the letter has been due that has waited longest, or None."""
    rows = db.query(
        "select min(due_at) as at from outbox"
        " where state in ('waiting', 'uncertain') and due_at <= :now",
        {"now": to_text(now)},
    )
    return maybe_time(next(rows)["at"])


def next_due(db: Database, now: datetime) -> datetime | None:
    """Return when the next waiting letter is due."""
    rows = db.query(
        "select min(due_at) as at from outbox"
        " where state in ('waiting', 'uncertain') and due_at > :now",
        {"now": to_text(now)},
    )
    return maybe_time(next(rows)["at"])


def _wait_again(db: Database, letter_id: int, state: State, reason: str, due_at: datetime) -> None:
    db.execute(
        "update outbox set state = :state, reason = :reason, due_at = :due_at where id = :id",
        {"id": letter_id, "state": state, "reason": reason, "due_at": to_text(due_at)},
    )
