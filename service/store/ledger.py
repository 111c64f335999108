"""Who was erased, outside the database, so that a restored backup can be cleaned again (G4)."""

import os
from datetime import datetime
from pathlib import Path

from service.store.database import Database
from service.store.files import house
from service.store.times import to_text, to_time

NAME = "erased.txt"  # a line each: when, and a keyed digest of the address, which names nobody


def note(db: Database, mark: str, now: datetime) -> None:
    """Write a mark down; when this returns, it is on disk."""
    _append(_path(db), f"{to_text(now)} {mark}\n")


def since(db: Database, moment: datetime) -> set[str]:
    """Return the marks of those who were erased since a moment."""
    try:
        lines = [line.rpartition(" ") for line in _path(db).read_text().splitlines()]
    except FileNotFoundError:
        return set()
    return {mark for at, _, mark in lines if to_time(at) >= moment}


def add_from(db: Database, backup: Path) -> None:
    """Add the lines of a backup's ledger that are not here, as on a new machine."""
    there, here = backup / NAME, _path(db)
    known = here.read_text().splitlines() if here.exists() else []
    lines = there.read_text().splitlines() if there.exists() else []
    if new := [line for line in lines if line not in known]:
        _append(here, "".join(f"{line}\n" for line in new))


def _append(path: Path, lines: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, lines.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _path(db: Database) -> Path:
    return house(db) / NAME
