"""Receipts on disk, each under its hash in the data folder, beside the database (S9)."""

import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp

from service.store.database import Database

FOLDER = "receipts"


def keep(db: Database, content: bytes) -> str:
    """Put a file on disk and return its hash; when this returns, it is there for good (R1)."""
    digest = sha256(content).hexdigest()
    path = _path(db, digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = mkstemp(dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        # A name appears only once its bytes are down; the same bytes twice are the same file.
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)  # on a full disk half a file would fill it for good
        raise
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        sync(folder)
    return digest


def read(db: Database, digest: str) -> bytes:
    """Return a file's bytes, or raise LookupError where it is gone."""
    try:
        return _path(db, digest).read_bytes()
    except FileNotFoundError:
        raise LookupError(f"no file {digest}") from None


def place(db: Database, digest: str) -> str:
    """Return a file's place in the data folder, or nothing where it is gone."""
    return name(digest) if _path(db, digest).exists() else ""


def drop(db: Database, digest: str) -> None:
    """Delete a file that no claim has any more; safe to run twice."""
    if next(db.query("select 1 from receipts where sha256 = ?", [digest]), None) is None:
        _path(db, digest).unlink(missing_ok=True)


def drop_unnamed(db: Database, before: datetime) -> int:
    """Delete files that no claim has and that were written before a moment; return how many.

    What was refused after its files were down, or stopped half-way, leaves such files behind.
    """
    named = {row["sha256"] for row in db.query("select distinct sha256 from receipts")}
    files = (house(db) / FOLDER).glob("??/*")
    left = [path for path in files if path.parent.name + path.name not in named]
    old = [path for path in left if path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def house(db: Database) -> Path:
    """Return the data folder; the database knows where it lies."""
    rows = db.query("select file from pragma_database_list where name = 'main'")
    return Path(next(rows)["file"]).parent


def name(digest: str) -> str:
    """Return where a file lies in the data folder: `receipts/ab/cdef…`."""
    return f"{FOLDER}/{digest[:2]}/{digest[2:]}"


def sync(folder: Path) -> None:
    """Let the names in a folder be on disk when this returns."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _path(db: Database, digest: str) -> Path:
    return house(db) / name(digest)
