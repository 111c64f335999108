"""Letters whose time is moved: held after a restore, released, mended after a wrong clock (R8)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from service.domain.bounces import HELD
from service.domain.letters import DROPPED, EXPIRED, GIVEN_UP, OVERTAKEN
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
    """Let letters on hold leave, and send again those that failed; return how many.

    A calendar letter that a newer one of its meeting has overtaken meanwhile is given up: an
    older REQUEST never leaves after a newer one (I10). What we gave up ourselves stays so, and
    what waits for a broken address waits on (D2).
    """
    overtaken = (
        "exists (select 1 from outbox newer where newer.matter = outbox.matter"
        " and newer.matter_id = outbox.matter_id and newer.person_id = outbox.person_id"
        " and newer.id > outbox.id and newer.calendar = 1 and newer.tries > 0)"
    )
    broken = "exists (select 1 from mailboxes where standing = 'broken' and"
    stuck = f"{_stuck(letter_ids)} and (reason != :held or state = 'failed')"
    with transaction(db):
        db.execute(
            f"update outbox set state = 'failed', reason = :overtaken where {stuck}"
            f" and calendar = 1 and {overtaken}",
            {"overtaken": OVERTAKEN, "held": HELD},
        )
        cursor = db.execute(
            "update outbox set state = 'waiting', due_at = :now, reason = '',"
            " first_tried_at = case when state = 'failed' then null else first_tried_at end"
            f" where {stuck} and not {broken} mailboxes.person_id = outbox.person_id)",
            {"now": to_text(now), "held": HELD},
        )
    return int(cursor.rowcount)


def give_up(db: Database, letter_ids: Sequence[int]) -> int:
    """Give up letters that are on hold or have failed, by a coordinator's word; return how many."""
    return _fail(db, letter_ids, DROPPED)


def discard(db: Database, letter_id: int) -> None:
    """Give up a letter that waits, by a coordinator's word."""
    db.execute(
        "update outbox set state = 'failed', reason = ?"
        " where id = ? and state in ('waiting', 'on_hold')",
        [DROPPED, letter_id],
    )


def expire(db: Database, letter_ids: Sequence[int]) -> int:
    """Give up letters that are on hold or have failed, and are of no use any more."""
    return _fail(db, letter_ids, EXPIRED)


def stuck(db: Database) -> list[int]:
    """Return the ids of the letters that are on hold or have failed, the oldest first."""
    rows = db.query(
        "select id from outbox where state in ('waiting', 'on_hold', 'uncertain')"
        " and state = 'on_hold' union all"
        f" select id from outbox where state = 'failed' and reason not in {_texts(GIVEN_UP)}"
        " order by id"
    )
    return [row["id"] for row in rows]


def count_that_may_go(db: Database) -> int:
    """Return how many letters wait for nothing but a coordinator's press."""
    rows = db.query(
        "select (select count(*) from outbox where state in ('waiting', 'on_hold', 'uncertain')"
        " and state = 'on_hold' and reason != :held) + (select count(*) from outbox"
        f" where state = 'failed' and reason not in {_texts(GIVEN_UP)}) as n",
        {"held": HELD},
    )
    return int(next(rows)["n"])


def held_for(db: Database, person_id: int) -> list[int]:
    """Return the ids of the letters that wait for one person's address to be mended."""
    rows = db.query(
        "select id from outbox where person_id = ? and state = 'on_hold' and reason = ?"
        " order by id",
        [person_id, HELD],
    )
    return [row["id"] for row in rows]


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


def _fail(db: Database, letter_ids: Sequence[int], reason: str) -> int:
    cursor = db.execute(
        f"update outbox set state = 'failed', reason = ? where {_stuck(letter_ids)}", [reason]
    )
    return int(cursor.rowcount)


def _stuck(letter_ids: Sequence[int]) -> str:
    some = ", ".join(str(int(letter_id)) for letter_id in letter_ids)
    return f"id in ({some}) and state in ('on_hold', 'failed') and reason not in {_texts(GIVEN_UP)}"


def _texts(ours: Sequence[str]) -> str:
    """Return words of ours, never a stranger's, as a list in SQL."""
    return f"({', '.join(repr(one) for one in ours)})"
