"""Expense plans: what a pair agreed to spend on which meeting (P25)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.domain.claims import ExpensePlan, PlanState
from service.store.database import Database, insert
from service.store.times import maybe_time, to_text

COLUMNS = (
    "id, pair_id, meeting_number, kind, estimate_cents, state, decided_by, decided_at, asked_at"
)


def put(db: Database, plan: ExpensePlan, now: datetime) -> ExpensePlan:
    """Keep a pair's plan; its earlier ones that nobody has claimed by give way to it.

    The same plan again changes nothing, so that what was approved stays approved.
    """
    known = find(db, plan.pair_id, plan.meeting_number)
    if known and (known.kind, known.estimate_cents) == (plan.kind, plan.estimate_cents):
        return known
    db.execute(
        "delete from expense_plans where pair_id = :pair and not exists (select 1 from claims c"
        " join meetings m on m.id = c.meeting_id where c.pair_id = :pair"
        " and m.number = expense_plans.meeting_number and m.number != :number)",
        {"pair": plan.pair_id, "number": plan.meeting_number},
    )
    row = {
        "pair_id": plan.pair_id,
        "meeting_number": plan.meeting_number,
        "kind": plan.kind,
        "estimate_cents": plan.estimate_cents,
        "state": "proposed",
        "made_at": to_text(now),
    }
    return get(db, insert(db, "expense_plans", row))


def get(db: Database, plan_id: int) -> ExpensePlan:
    """Return a plan, or raise LookupError."""
    for row in db.query(f"select {COLUMNS} from expense_plans where id = ?", [plan_id]):
        return _plan(row)
    raise LookupError(f"no expense plan {plan_id}")


def find(db: Database, pair_id: int, meeting_number: int) -> ExpensePlan | None:
    """Return a pair's plan for one meeting, or None."""
    rows = db.query(
        f"select {COLUMNS} from expense_plans where pair_id = ? and meeting_number = ?",
        [pair_id, meeting_number],
    )
    return next((_plan(row) for row in rows), None)


def of_pair(db: Database, pair_id: int) -> list[ExpensePlan]:
    """Return a pair's plans by the number of their meeting."""
    rows = db.query(
        f"select {COLUMNS} from expense_plans where pair_id = ? order by meeting_number", [pair_id]
    )
    return [_plan(row) for row in rows]


def every(db: Database) -> list[ExpensePlan]:
    """Return all plans, the newest first."""
    return [_plan(row) for row in db.query(f"select {COLUMNS} from expense_plans order by id desc")]


def decide(db: Database, plan_id: int, state: PlanState, by: str, now: datetime) -> bool:
    """Approve or decline a plan that is proposed; False if somebody decided before us."""
    cursor = db.execute(
        "update expense_plans set state = :state, decided_by = :by, decided_at = :now"
        " where id = :id and state = 'proposed'",
        {"id": plan_id, "state": state, "by": by, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def reopen(db: Database, plan_id: int) -> bool:
    """Take a decision back; False where none stands, or the mentor is asked already."""
    cursor = db.execute(
        "update expense_plans set state = 'proposed', decided_by = null, decided_at = null"
        " where id = ? and state in ('approved', 'declined') and asked_at is null",
        [plan_id],
    )
    return bool(cursor.rowcount == 1)


def unasked(db: Database) -> list[tuple[ExpensePlan, int]]:
    """Return approved plans whose meeting was held and not asked about, each with its meeting."""
    columns = ", ".join(f"p.{column}" for column in COLUMNS.split(", "))
    rows = db.query(
        f"select {columns}, m.id as meeting_id from expense_plans p"
        " join meetings m on m.pair_id = p.pair_id and m.number = p.meeting_number"
        " where p.state = 'approved' and p.asked_at is null and m.state = 'held' order by p.id"
    )
    return [(_plan(row), row["meeting_id"]) for row in rows]


def mark_asked(db: Database, plan_id: int, now: datetime) -> bool:
    """Note that the mentor is being asked; False if someone noted it before us."""
    cursor = db.execute(
        "update expense_plans set asked_at = :now where id = :id and asked_at is null",
        {"id": plan_id, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def _plan(row: Mapping[str, Any]) -> ExpensePlan:
    return ExpensePlan(
        id=row["id"],
        pair_id=row["pair_id"],
        meeting_number=row["meeting_number"],
        kind=row["kind"],
        estimate_cents=row["estimate_cents"],
        state=row["state"],
        decided_by=row["decided_by"],
        decided_at=maybe_time(row["decided_at"]),
        asked_at=maybe_time(row["asked_at"]),
    )
