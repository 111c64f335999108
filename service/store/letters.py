"""Letters looked up, from waiting to sent; `outbox` moves them on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from service.domain.letters import Letter, Matter
from service.store.database import Database
from service.store.times import maybe_time, to_text

COLUMNS = (
    "id, key, kind, matter, matter_id, person_id, to_address, language, subject, message_id,"
    " envelope_from, state, due_at, sent_at, tries, reason, first_tried_at,"
    " calendar, prompted_at is not null as prompt"
)
STATES = ("waiting", "on_hold", "sending", "sent", "failed", "uncertain")


def every(db: Database) -> list[Letter]:
    """Return all letters without their bytes, in the order they were written."""
    return [letter_of(row) for row in db.query(f"select {COLUMNS} from outbox order by id")]


def waiting(db: Database, most: int) -> list[Letter]:
    """Return the letters that wait, the next first, without their bytes."""
    rows = db.query(
        f"select {COLUMNS} from outbox where state in ('waiting', 'on_hold', 'uncertain')"
        " order by due_at, id limit ?",
        [most],
    )
    return [letter_of(row) for row in rows]


def latest(db: Database, most: int) -> list[Letter]:
    """Return the letters that left last, or were given up, the latest first."""
    rows = db.query(
        f"select {COLUMNS} from outbox where state in ('sent', 'failed')"
        " order by coalesce(sent_at, due_at) desc, id desc limit ?",
        [most],
    )
    return [letter_of(row) for row in rows]


def held(db: Database, kinds: Sequence[str], now: datetime) -> list[Letter]:
    """Return the letters of some kinds that are held back until a moment ahead, the next first."""
    marks = ", ".join("?" for _ in kinds)
    rows = db.query(  # the list of states is for the index, which holds no other rows
        f"select {COLUMNS} from outbox where state in ('waiting', 'on_hold', 'uncertain')"
        f" and due_at > ? and state = 'waiting' and tries = 0 and kind in ({marks})"
        " order by due_at, id",
        [to_text(now), *kinds],
    )
    return [letter_of(row) for row in rows]


def of_person(db: Database, about: Matter, person_id: int) -> list[Letter]:
    """Return the letters on one matter to one person, in the order they were written."""
    rows = db.query(
        f"select {COLUMNS} from outbox where matter = :matter and matter_id = :id"
        " and person_id = :person order by id",
        {"matter": about.kind, "id": about.id, "person": person_id},
    )
    return [letter_of(row) for row in rows]


def get(db: Database, letter_id: int) -> Letter:
    """Return a letter with its bytes, or raise LookupError."""
    for row in db.query(f"select {COLUMNS}, raw from outbox where id = ?", [letter_id]):
        return letter_of(row)
    raise LookupError(f"no letter {letter_id}")


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
            return letter_of(row)
    return None


def about(db: Database, matters: Sequence[Matter], kind: str = "") -> list[Letter]:
    """Return the letters about some matters, all or of one kind, in the order they were written."""
    found = [
        letter_of(row)
        for matter in matters
        for row in db.query(
            f"select {COLUMNS} from outbox where matter = :matter and matter_id = :id"
            " and (:kind = '' or kind = :kind)",
            {"matter": matter.kind, "id": matter.id, "kind": kind},
        )
    ]
    return sorted(found, key=lambda letter: letter.id)


def moves_of(db: Database, round_id: int) -> dict[int, set[str]]:
    """Return the keys of the invitations to new times of a round's next meetings, by meeting."""
    rows = db.query(
        "select m.id, o.key from meetings m join pairs p on p.id = m.pair_id"
        " join outbox o on o.matter = 'meeting' and o.matter_id = m.id"
        " where p.round_id = ? and m.state = 'planned' and m.asked_at is null"
        " and o.kind = 'invitation_moved'",
        [round_id],
    )
    found: dict[int, set[str]] = {}
    for row in rows:
        found.setdefault(row["id"], set()).add(row["key"])
    return found


def sent_to(db: Database, person_id: int, about: Matter) -> list[Letter]:
    """Return the letters on one matter that have left to one person, the latest first."""
    rows = db.query(
        f"select {COLUMNS} from outbox where matter = :matter and matter_id = :id"
        " and person_id = :person and state in ('sent', 'uncertain', 'sending')"
        " order by coalesce(sent_at, due_at) desc, id desc",
        {"matter": about.kind, "id": about.id, "person": person_id},
    )
    return [letter_of(row) for row in rows]


def sent_since(db: Database, person_id: int, kinds: Sequence[str], since: datetime) -> list[Letter]:
    """Return the letters of some kinds that have left to a person since a moment, latest first."""
    marks = ", ".join("?" for _ in kinds)
    rows = db.query(
        f"select {COLUMNS} from outbox where person_id = ? and state = 'sent' and sent_at >= ?"
        f" and kind in ({marks}) order by sent_at desc, id desc",
        [person_id, to_text(since), *kinds],
    )
    return [letter_of(row) for row in rows]


def unsent_to(db: Database, person_id: int, address: str) -> list[Letter]:
    """Return the letters that wait for a person at an address, with their bytes."""
    rows = db.query(
        f"select {COLUMNS}, raw from outbox where person_id = :person and to_address = :address"
        " and state in ('waiting', 'on_hold') order by id",
        {"person": person_id, "address": address},
    )
    return [letter_of(row) for row in rows]


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


def letter_of(row: Mapping[str, Any]) -> Letter:
    """Return the letter of a row that holds its COLUMNS, maybe its bytes."""
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
