"""Letters whose time is moved: held after a restore, released, mended after a wrong clock (R8)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from service.store.database import Database, transaction
from service.store.times import to_text, to_time


def hold_due(db: Database, why: str, now: datetime, *, but: Sequence[str] = ()) -> int:
    """Put the letters that are due on hold, also what was in hand; return how many.

    Letters of some kinds go on, if `but` names them.
    """
    marks = ", ".join("?" for _ in but)
    cursor = db.execute(
        "update outbox set state = 'on_hold', reason = ?"
        " where state in ('waiting', 'uncertain', 'sending') and due_at <= ?"
        f" and kind not in ({marks})",
        [why, to_text(now), *but],
    )
    return int(cursor.rowcount)


def release(db: Database, letter_ids: Sequence[int], now: datetime) -> int:
    """Let letters on hold leave; return how many.

    A calendar letter that a newer one of its meeting has overtaken meanwhile is given up: an
    older REQUEST never leaves after a newer one (I10).
    """
    overtaken = (
        "exists (select 1 from outbox newer where newer.matter = outbox.matter"
        " and newer.matter_id = outbox.matter_id and newer.person_id = outbox.person_id"
        " and newer.id > outbox.id and newer.calendar = 1 and newer.tries > 0)"
    )
    some = f"id in ({', '.join(str(int(letter_id)) for letter_id in letter_ids)})"
    with transaction(db):
        db.execute(
            "update outbox set state = 'failed', reason = 'a newer letter has left'"
            f" where {some} and state = 'on_hold' and calendar = 1 and {overtaken}"
        )
        cursor = db.execute(
            "update outbox set state = 'waiting', due_at = :now, reason = ''"
            f" where {some} and state = 'on_hold'",
            {"now": to_text(now)},
        )
    return int(cursor.rowcount)


def bring_forward(db: Database, ahead: timedelta, now: datetime) -> int:
    """Undo what a clock that was ahead did to waiting letters; return how many.

    A moment computed by that clock is earlier by as much as it was ahead; a letter that it
    had found due is due.
    """
    late = list(
        db.query(
            "select id, due_at, written_at, tries from outbox"
            " where state in ('waiting', 'uncertain') and due_at > :now",
            {"now": to_text(now)},
        )
    )
    wrong = [row for row in late if row["tries"] or row["written_at"] > to_text(now)]
    for row in wrong:
        due_at = max(now, to_time(row["due_at"]) - ahead)
        db.execute("update outbox set due_at = ? where id = ?", [to_text(due_at), row["id"]])
    return len(wrong)
