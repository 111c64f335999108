"""Backups: one file with all that the data folder holds, written and put back in use (P46).

It is a tar: `made.json` (when, and the hash of each file after it), the database as it was at
one moment, the receipts that it names, the secret key, and who was erased.
"""

import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from gzip import BadGzipFile
from hashlib import file_digest
from io import BytesIO
from pathlib import Path
from shutil import copyfile, copyfileobj
from tempfile import TemporaryDirectory
from typing import IO

from service.store import files, ledger
from service.store.database import FILE, Database, DatabaseError, empty_log, open_at, transaction
from service.store.migrations import STEPS
from service.store.times import to_text, to_time

LOST = 1000  # more meetings or mails than come between two backups
MADE, KEY, START = "made.json", "secret_key", ".oksa-"
OURS = re.compile(
    rf"{re.escape(MADE)}|{re.escape(FILE)}|{KEY}|{ledger.NAME}|{files.FOLDER}/[0-9a-f]{{2}}/[0-9a-f]{{62}}"
)


@dataclass(frozen=True)
class Backup:
    """What a backup holds: when it was made, rows by table, receipts, and what is wrong with it."""

    made_at: datetime | None
    rows: Mapping[str, int]
    receipts: int
    problems: tuple[str, ...]


def write(db: Database, path: Path, now: datetime) -> None:
    """Write everything to one file, for its owner alone; when this returns, it is on disk.

    The service goes on meanwhile. A file of that name is replaced once the new one is whole.
    Raises OSError or DatabaseError where it cannot be written.
    """
    beside = path.absolute().parent
    with TemporaryDirectory(dir=beside, prefix=START) as name:
        copy, tar = Path(name) / FILE, Path(name) / "tar"
        db.execute("vacuum into ?", [str(copy)])
        with open(tar, "wb", opener=_for_owner) as file:
            _pack(file, _contents(Path(name), files.house(db)), now)
            file.flush()
            os.fsync(file.fileno())
        tar.replace(path)
    files.sync(beside)


def look(path: Path) -> Backup:
    """Return what a backup holds and what is wrong with it; raises OSError if it cannot be read."""
    with unpacked(path) as (backup, _):
        return backup


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Backup, Path]]:
    """Unpack a backup for a while: what is in it, and the folder where it lies now."""
    with TemporaryDirectory(prefix=START) as name:
        house = Path(name)
        problems = _unpack(path, house)
        made_at, told, missing = _told(house)
        rows, of_database = _rows(house / FILE) if FILE in told else ({}, [])
        receipts = sum(one.startswith(files.FOLDER) for one in told)
        yield Backup(made_at, rows, receipts, (*problems, *missing, *of_database)), house


def put_back(db: Database, house: Path, before: Path, now: datetime) -> None:
    """Let the data be what lies unpacked in a folder, at one moment for all who use them.

    What was there until that moment is written to `before`, a new backup: meanwhile nobody can
    write, so that no mail comes between the two. Receipts come first, so that none is missing,
    and who was erased since the backup stays noted.
    """
    for path in sorted((house / files.FOLDER).glob("*/*")):
        files.keep(db, path.read_bytes())
    ledger.add_from(db, house)
    receipts = _receipts(db)
    db.execute("attach ? as restored", [str(house / FILE)])
    try:
        with transaction(db), _opened(files.house(db) / FILE) as reader:
            write(reader, before, now)
            _replace_rows(db)
    finally:
        db.execute("detach restored")
    if (house / KEY).exists():
        _put_key(files.house(db) / KEY, (house / KEY).read_bytes())
    for digest in receipts:
        files.drop(db, digest)
    empty_log(db)


def faults(db: Database) -> list[str]:
    """Return what SQLite finds wrong with a database, and what of it is newer than we are."""
    checked = [row["integrity_check"] for row in db.query("pragma integrity_check(5)")]
    found = [] if checked == ["ok"] else checked
    orphans = db.query("pragma foreign_key_check")
    found += [f"{one['table']} {one['rowid']} refers to nothing" for one in orphans]
    known = {step.__name__ for step in STEPS}
    done = {row["name"] for row in db.query("select name from migrations")}
    return found + [f"made by a newer Oksa: {name}" for name in sorted(done - known)]


def _contents(stage: Path, house: Path) -> dict[str, Path]:
    """Return the files that belong into a backup, by the name they have there.

    What may change while it is read is copied first; a receipt never does.
    """
    for name in (KEY, ledger.NAME):
        if (house / name).exists():
            copyfile(house / name, stage / name)
    with _opened(stage / FILE) as db:
        receipts = [files.name(one) for one in _receipts(db)]
    found = {name: stage / name for name in (FILE, KEY, ledger.NAME)}
    found |= {name: house / name for name in receipts}
    return {name: path for name, path in found.items() if path.exists()}


def _receipts(db: Database) -> list[str]:
    rows = db.query("select distinct sha256 from receipts order by sha256")
    return [row["sha256"] for row in rows]


def _replace_rows(db: Database) -> None:
    """Put the rows of the attached database, which is as new as this one, in place of all rows."""
    db.execute("pragma defer_foreign_keys = on")
    for table in _tables(db):
        columns = ", ".join(row["name"] for row in db.query(f"pragma table_info({table})"))
        db.execute(f"delete from main.{table}")
        db.execute(f"insert into main.{table} ({columns}) select {columns} from restored.{table}")
    # What got these numbers since the backup may stand in calendars: none is given again.
    db.execute("update main.sqlite_sequence set seq = seq + ?", [LOST])


def _tables(db: Database) -> list[str]:
    return [name for name in db.table_names() if not name.startswith("sqlite_")]


def _pack(file: IO[bytes], contents: Mapping[str, Path], now: datetime) -> None:
    hashes = {name: _hash(path) for name, path in contents.items()}
    made = json.dumps({"made_at": to_text(now), "files": hashes}, indent=1).encode()
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar:
        _add(tar, MADE, BytesIO(made), len(made))
        for name, path in contents.items():
            with path.open("rb") as one:
                _add(tar, name, one, path.stat().st_size)


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    member = tarfile.TarInfo(name)
    member.mode, member.size = 0o600, size
    tar.addfile(member, content)


def _unpack(path: Path, house: Path) -> list[str]:
    """Write the files that are ours into a folder; return what is wrong with the tar itself."""
    with path.open("rb") as raw:
        try:
            with tarfile.open(fileobj=raw, mode="r:gz") as tar:
                for member in tar:
                    content = tar.extractfile(member)
                    if content and OURS.fullmatch(member.name):
                        (house / member.name).parent.mkdir(parents=True, exist_ok=True)
                        with (house / member.name).open("wb") as file:
                            copyfileobj(content, file)
        except (tarfile.TarError, EOFError, BadGzipFile, zlib.error) as wrong:
            return [f"no whole backup: {wrong}"]
    return []


def _told(house: Path) -> tuple[datetime | None, Mapping[str, str], list[str]]:
    """Return when a backup was made, the hashes it tells, and which files are not as told."""
    try:
        made = json.loads((house / MADE).read_bytes())
        made_at, told = to_time(made["made_at"]), dict(made["files"])
    except (OSError, ValueError, LookupError, TypeError):
        return None, {}, [f"no backup of Oksa: {MADE} is missing or cannot be read"]
    wrong = [f"{FILE} is missing"] if FILE not in told else []
    for name, digest in told.items():
        if not OURS.fullmatch(name) or not (house / name).exists():
            wrong.append(f"{name} is missing")
        elif _hash(house / name) != digest:
            wrong.append(f"{name} is damaged")
    return made_at, told, wrong


def _rows(path: Path) -> tuple[dict[str, int], list[str]]:
    """Return the rows of a database by table, and what is wrong with it."""
    try:
        with _opened(path) as db:
            return {name: db[name].count for name in _tables(db)}, faults(db)
    except DatabaseError as why:
        return {}, [f"{FILE} cannot be read: {why}"]


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    db = open_at(path)
    try:
        yield db
    finally:
        db.conn.close()


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _put_key(path: Path, key: bytes) -> None:
    """Put the backup's key in the place of another: its letters' addresses are made with it."""
    if path.exists() and path.read_bytes() == key:
        return
    with TemporaryDirectory(dir=path.parent, prefix=START) as name:
        new = Path(name) / KEY
        with open(new, "wb", opener=_for_owner) as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    files.sync(path.parent)
