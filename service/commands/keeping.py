"""`oksa backup`, `verify` and `restore`: all data in one file, and back again (P46)."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

from service import store
from service.commands.arguments import Call, Rooms, Wrong, command

FOUND_WRONG = 1
T = TypeVar("T")


def add_to(rooms: Rooms) -> None:
    """Add the commands of this module."""
    for name, told, run in (
        ("backup", "write all data to one file, while it runs", _backup),
        ("verify", "say whether a backup is whole, and what it holds", _verify),
        ("restore", "let the data be those of a backup, also while it runs", _restore),
    ):
        command(rooms, name, told, run).add_argument("file", type=Path, metavar="FILE")


def _backup(call: Call) -> int:
    path: Path = call.given.file
    db = call.data()
    now = call.now(db)
    _file(path, lambda: store.backups.write(db, path, now))
    value = {"file": str(path), "made_at": now.isoformat(), "bytes": path.stat().st_size}
    call.show(value, lambda: f"{path}: {value['bytes']} bytes")
    return 0


def _verify(call: Call) -> int:
    path: Path = call.given.file
    found = _file(path, lambda: store.backups.look(path))
    value = {
        "whole": not found.problems,
        "made_at": found.made_at.isoformat() if found.made_at else None,
        "rows": dict(found.rows),
        "receipts": found.receipts,
        "problems": list(found.problems),
    }
    call.show(value, lambda: "\n".join(found.problems) or _whole(found))
    return FOUND_WRONG if found.problems else 0


def _whole(found: store.backups.Backup) -> str:
    told = ", ".join(f"{found.rows.get(name, 0)} {name}" for name in ("people", "pairs", "inbox"))
    return f"whole, made at {found.made_at}: {told}, {found.receipts} receipts"


def _restore(call: Call) -> int:
    """Put a backup in place; what was there before is kept in a backup of its own."""
    from service.actions import restoring

    path: Path = call.given.file
    db = call.data()
    now = call.now(db)
    before = _before(call, now)
    made_at, held = _file(path, lambda: restoring.restore(db, path, before, now))
    told = f"restored what was at {made_at:%Y-%m-%d %H:%M} UTC; {held} letters are on hold"
    value = {"made_at": made_at.isoformat(), "held": held, "before": str(before)}
    call.show(value, lambda: f"{told}; what was there before: {before}")
    return 0


def _before(call: Call, now: datetime) -> Path:
    """Return a new name for what was there before."""
    name = f"before-restore-{now:%Y%m%dT%H%M%SZ}"
    names = (call.settings.folder / f"{name}-{n}.tar.gz" for n in count(1))
    return next(path for path in names if not path.exists())


def _file(path: Path, do: Callable[[], T]) -> T:
    """Return what is done with a file, or raise Wrong naming it."""
    try:
        return do()
    except OSError as wrong:
        raise Wrong(f"{path}: {wrong.strerror}") from wrong
