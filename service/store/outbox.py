"""The outbox: finished letters, from waiting to sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from service.domain.bounces import HELD
from service.domain.letters import Letter, Matter, State
from service.store.database import Database, transaction
from service.store.times import maybe_text, maybe_time, to_text

COLUMNS = (
    "id, key, kind, matter, matter_id, person_id, to_address, language, subject, message_id,"
    " envelope_from, state, due_at, sent_at, tries, reason, first_tried_at,"
    " calendar, prompted_at is not null as prompt"
)
# A coordinator's sign-in goes even to an address that has bounced.
BROKEN = (
    "(:matter != 'coordinator' and exists"
    " (select 1 from mailboxes where person_id = :person_id and standing = 'broken'))"
)
STATES = ("waiting", "on_hold", "sending", "sent", "failed", "uncertain")


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
    return [_letter(row) for row in rows]


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
    """Drop letters that have not left, and return how many."""
    dropped = 0
    for key in keys:
        cursor = db.execute(
            "delete from outbox where key = ? and state in ('waiting', 'on_hold')", [key]
        )
        dropped += int(cursor.rowcount)
    return dropped


def unsent_to(db: Database, person_id: int, address: str) -> list[Letter]:
    """Return the letters that wait for a person at an address, with their bytes."""
    rows = db.query(
        f"select {COLUMNS}, raw from outbox where person_id = :person and to_address = :address"
        " and state in ('waiting', 'on_hold') order by id",
        {"person": person_id, "address": address},
    )
    return [_letter(row) for row in rows]


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


def every(db: Database) -> list[Letter]:
    """Return all letters without their bytes, in the order they were written."""
    return [_letter(row) for row in db.query(f"select {COLUMNS} from outbox order by id")]


def waiting(db: Database, most: int) -> list[Letter]:
    """Return the letters that wait, the next first, without their bytes."""
    rows = db.query(
        f"select {COLUMNS} from outbox where state in ('waiting', 'on_hold', 'uncertain')"
        " order by due_at, id limit ?",
        [most],
    )
    return [_letter(row) for row in rows]


def latest(db: Database, most: int) -> list[Letter]:
    """Return the letters that left last, or were given up, the latest first."""
    rows = db.query(
        f"select {COLUMNS} from outbox where state in ('sent', 'failed')"
        " order by coalesce(sent_at, due_at) desc, id desc limit ?",
        [most],
    )
    return [_letter(row) for row in rows]


def held(db: Database, kinds: Sequence[str], now: datetime) -> list[Letter]:
    """Return the letters of some kinds that are held back until a moment ahead, the next first."""
    marks = ", ".join("?" for _ in kinds)
    rows = db.query(  # the list of states is for the index, which holds no other rows
        f"select {COLUMNS} from outbox where state in ('waiting', 'on_hold', 'uncertain')"
        f" and due_at > ? and state = 'waiting' and tries = 0 and kind in ({marks})"
        " order by due_at, id",
        [to_text(now), *kinds],
    )
    return [_letter(row) for row in rows]


def of_person(db: Database, about: Matter, person_id: int) -> list[Letter]:
    """Return the letters on one matter to one person, in the order they were written."""
    rows = db.query(
        f"select {COLUMNS} from outbox where matter = :matter and matter_id = :id"
        " and person_id = :person order by id",
        {"matter": about.kind, "id": about.id, "person": person_id},
    )
    return [_letter(row) for row in rows]


def get(db: Database, letter_id: int) -> Letter:
    """Return a letter with its bytes, or raise LookupError."""
    for row in db.query(f"select {COLUMNS}, raw from outbox where id = ?", [letter_id]):
        return _letter(row)
    raise LookupError(f"no letter {letter_id}")


def oldest_due(db: Database, now: datetime) -> datetime | None:
    """Return since when the letter has been due that has waited longest, or None."""
    rows = db.query(
        "select min(due_at) as at from outbox"
        " where state in ('waiting', 'uncertain') and due_at <= :now",
        {"now": to_text(now)},
    )
    return maybe_time(next(rows)["at"])


def counts(db: Database) -> dict[str, int]:
    """Return how many letters stand in each state."""
    rows = db.query("select state, count(*) as n from outbox group by state")
    found = {row["state"]: row["n"] for row in rows}
    return {state: found.get(state, 0) for state in STATES}


def by_message_id(db: Database, message_ids: Sequence[str]) -> Letter | None:
    """Return the first of our letters among some Message-IDs, or None."""
    for message_id in message_ids:
        rows = db.query(f"select {COLUMNS} from outbox where message_id = ?", [message_id])
        for row in rows:
            return _letter(row)
    return None


def sent_to(db: Database, person_id: int, about: Matter) -> list[Letter]:
    """Return the letters on one matter that have left to one person, the latest first."""
    rows = db.query(
        f"select {COLUMNS} from outbox where matter = :matter and matter_id = :id"
        " and person_id = :person and state in ('sent', 'uncertain', 'sending')"
        " order by coalesce(sent_at, due_at) desc, id desc",
        {"matter": about.kind, "id": about.id, "person": person_id},
    )
    return [_letter(row) for row in rows]


def sent_since(db: Database, person_id: int, kinds: Sequence[str], since: datetime) -> list[Letter]:
    """Return the letters of some kinds that have left to a person since a moment, latest first."""
    marks = ", ".join("?" for _ in kinds)
    rows = db.query(
        f"select {COLUMNS} from outbox where person_id = ? and state = 'sent' and sent_at >= ?"
        f" and kind in ({marks}) order by sent_at desc, id desc",
        [person_id, to_text(since), *kinds],
    )
    return [_letter(row) for row in rows]


def written_since(db: Database, person_id: int, kinds: Sequence[str], since: datetime) -> int:
    """Return how many letters of some kinds were written to a person since a moment (S7)."""
    marks = ", ".join("?" for _ in kinds)
    rows = db.query(
        f"select count(*) as n from outbox where person_id = ? and written_at >= ?"
        f" and kind in ({marks})",
        [person_id, to_text(since), *kinds],
    )
    return int(next(rows)["n"])


def receipts_since(db: Database, since: datetime) -> int:
    """Return how many mails the public form has caused since a moment (S6)."""
    rows = db.query(
        "select count(*) as n from outbox where kind in ('receipt', 'receipt_reminder')"
        " and written_at >= ?",
        [to_text(since)],
    )
    return int(next(rows)["n"])


def named_since(db: Database, since: datetime, begins: Sequence[str] = ("",)) -> int:
    """Return how many letters went to people named on the form since a moment (S6).

    Only those whose keys begin with one of some texts.
    """
    rows = db.query(
        "select key from outbox where kind in ('team_member', 'own_mentor') and written_at >= ?",
        [to_text(since)],
    )
    return sum(row["key"].startswith(tuple(begins)) for row in rows)


def about(db: Database, matters: Sequence[Matter], kind: str = "") -> list[Letter]:
    """Return the letters about some matters, all or of one kind, in the order they were written."""
    found = [
        _letter(row)
        for matter in matters
        for row in db.query(
            f"select {COLUMNS} from outbox where matter = :matter and matter_id = :id"
            " and (:kind = '' or kind = :kind)",
            {"matter": matter.kind, "id": matter.id, "kind": kind},
        )
    ]
    return sorted(found, key=lambda letter: letter.id)


def keys_about(db: Database, matter: Matter, kind: str) -> list[str]:
    """Return the keys of one kind of letter about a matter."""
    rows = db.query(
        "select key from outbox where matter = ? and matter_id = ? and kind = ?",
        [matter.kind, matter.id, kind],
    )
    return [row["key"] for row in rows]


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


def _letter(row: Mapping[str, Any]) -> Letter:
    return Letter(
        id=row["id"],
        key=row["key"],
        kind=row["kind"],
        to_address=row["to_address"],
        language=row["language"],
        subject=row["subject"],
        message_id=row["message_id"],
        raw=row.get("raw") or b"",
        about=Matter(row["matter"], row["matter_id"]),
        person_id=row["person_id"],
        envelope_from=row["envelope_from"],
        state=row["state"],
        due_at=maybe_time(row["due_at"]),
        sent_at=maybe_time(row["sent_at"]),
        tries=row["tries"],
        reason=row["reason"],
        calendar=bool(row["calendar"]),
        prompt=bool(row["prompt"]),
        first_tried_at=maybe_time(row["first_tried_at"]),
    )
