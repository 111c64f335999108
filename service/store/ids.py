"""Ids that are given once: reply tokens and letters' keys are derived from them (S4, R5)."""

from collections.abc import Mapping

from service.store.database import Database, insert


def insert_new(db: Database, table: str, row: Mapping[str, object]) -> int:
    """Add one row under an id that no row of the table has ever had; return it.

    SQLite would give the id of a deleted last row again, and with it that row's tokens.
    """
    new_id = 1 + max(_highest(db, table), _last_given(db, table))
    insert(db, table, {"id": new_id, **row})
    db.execute(
        "insert into memory (name, value) values (:name, :value)"
        " on conflict (name) do update set value = excluded.value",
        {"name": f"last_id:{table}", "value": str(new_id)},
    )
    return new_id


def _highest(db: Database, table: str) -> int:
    return int(next(db.query(f"select coalesce(max(id), 0) as id from {table}"))["id"])


def _last_given(db: Database, table: str) -> int:
    rows = db.query("select value from memory where name = ?", [f"last_id:{table}"])
    return next((int(row["value"]) for row in rows), 0)
