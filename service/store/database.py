"""The database file: opening it, migrating it, and writing to it in transactions."""

import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import sqlite_utils
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from service.store.migrations import migrate

__all__ = [
    "FILE",
    "Database",
    "DatabaseError",
    "MachineError",
    "connect",
    "empty_log",
    "has_room",
    "insert",
    "is_disk_full",
    "open_at",
    "together",
    "transaction",
    "version",
]

DatabaseError: type[Exception] = sqlite3.DatabaseError
MachineError: type[Exception] = sqlite3.OperationalError  # locked, full, not to be read

FILE = "oksa.sqlite3"
SQLITE_FULL = 13  # sqlite3.h
ROOM_BYTES = 1024 * 1024
STATEMENTS = 1000  # kept prepared: a tick alone runs more than the driver's 128
FIXED_WAL = (3, 51, 3)  # before it, several writers in WAL mode could rarely lose a commit


class Database(sqlite_utils.Database):
    """sqlite-utils' database, with a `query` that is one statement instead of three."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            sqlite3.connect(
                str(path),
                timeout=30,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=STATEMENTS,
            )
        )
        self.folder = str(path.parent.absolute())

    def query(
        self, sql: str, params: Sequence[Any] | dict[str, Any] | None = None
    ) -> Generator[dict[str, Any], None, None]:
        """Return the rows of a statement as dictionaries; it is done when this returns.

        sqlite-utils puts a savepoint around each, for statements that return no rows.
        """
        cursor = self.conn.execute(sql, params or ())
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
        return (dict(zip(names, row, strict=True)) for row in rows)


def connect(folder: Path) -> Database:
    """Return the database of a data folder, made for its owner alone and migrated if need be.

    One connection for one thread at a time. Safe to call from several processes at once.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    db = open_at(folder / FILE)
    with (folder / "migrate.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        _journal(db)
        with transaction(db):
            migrate(db)
    return db


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Do what stands inside wholly or not at all; inside another transaction, as a part of it.

    It begins IMMEDIATE: a deferred one that reads first and writes later fails with
    "database is locked" at once when another process writes between the two.
    """
    begin, undo, end = (
        ("savepoint part", "rollback to part; release part", "release part")
        if db.conn.in_transaction
        else ("begin immediate", "rollback", "commit")
    )
    db.conn.execute(begin)
    try:
        yield
        db.conn.execute(end)
    except BaseException:
        if db.conn.in_transaction:  # a full disk ends it without being asked
            for statement in undo.split("; "):
                db.conn.execute(statement)
        raise


@contextmanager
def together(db: Database) -> Iterator[None]:
    """Do transactions in one commit, each of them wholly or not at all.

    Where one fails it is undone, those before it are kept, and the failure rises.
    """
    if db.conn.in_transaction:
        yield
        return
    db.conn.execute("begin immediate")
    try:
        yield
    finally:
        _commit(db)


def version(db: Database) -> tuple[int, int]:
    """Return what differs as soon as anyone has written to the database, we or others."""
    return next(db.query("pragma data_version"))["data_version"], db.conn.total_changes


def insert(db: Database, table: str, row: Mapping[str, object]) -> int:
    """Add one row and return its id; unlike sqlite-utils' insert it never makes a table."""
    columns = ", ".join(row)
    values = ", ".join(f":{column}" for column in row)
    cursor = db.execute(f"insert into {table} ({columns}) values ({values})", dict(row))
    return int(cursor.lastrowid or 0)


def empty_log(db: Database) -> bool:
    """Empty the write-ahead log, where deleted words still stand; False if a reader holds it."""
    return not next(db.query("pragma wal_checkpoint(truncate)"))["busy"]


def has_room(db: Database) -> bool:
    """Return whether the disk has room for what one mail or letter brings about (R8)."""
    disk = os.statvfs(db.folder)
    return disk.f_bavail * disk.f_frsize >= ROOM_BYTES


def is_disk_full(error: BaseException) -> bool:
    """Return whether something failed because the disk has no room left."""
    code = getattr(error, "sqlite_errorcode", None)
    return code == SQLITE_FULL or (isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT))


def _commit(db: Database) -> None:
    try:
        if db.conn.in_transaction:  # a full disk ends it without being asked
            db.conn.execute("commit")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("rollback")
        raise


def open_at(path: Path) -> Database:
    """Return the database in a file as it is, not migrated; one that is made is its owner's."""
    if not path.exists():
        path.touch(mode=0o600)
    db = Database(path)
    try:
        for pragma in ("foreign_keys = on", "synchronous = full", "secure_delete = on"):
            db.execute(f"pragma {pragma}")
    except DatabaseError:
        db.conn.close()
        raise
    return db


def _journal(db: Database) -> None:
    """Set write-ahead logging, or the rollback journal on a library where that is unsafe."""
    mode = "wal" if sqlite3.sqlite_version_info >= FIXED_WAL else "delete"
    if next(db.query("pragma journal_mode"))["journal_mode"] != mode:
        db.conn.execute(f"pragma journal_mode = {mode}").fetchall()
