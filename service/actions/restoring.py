"""Restoring a backup: nothing is mailed twice that left since it was made (R8)."""

from datetime import datetime
from pathlib import Path

from service import store
from service.actions.post import ECHOES
from service.domain.errors import Refused

# What somebody has asked for just now: without a sign-in link nobody could release the rest.
NEVER_HELD = (
    *ECHOES, "sign_in", "receipt", "application_copy", "coordinator_answer", "coordinator_note"
)  # fmt: skip


def restore(db: store.Database, path: Path, before: Path, now: datetime) -> tuple[datetime, int]:
    """Let the data be those of a backup; return when it was made and how many letters are held.

    What was there is written to `before`, a backup of its own.

    They are brought up to date and their letters held before they are put in place, so that no
    sender finds one due. Raises Refused where the backup is not whole, and OSError where
    its file cannot be read.
    """
    with store.backups.unpacked(path) as (backup, house):
        if backup.problems or backup.made_at is None:
            raise Refused(f"{path}: {'; '.join(backup.problems)}")
        again = store.connect(house)
        try:
            held = hold_since(again, backup.made_at, now)
        finally:
            again.conn.close()
        store.backups.put_back(db, house, before, now)
        return backup.made_at, held


def hold_since(db: store.Database, backup_at: datetime, now: datetime) -> int:
    """Hold the letters due since a backup that these data come from; return how many.

    They may have left before the data were lost. What the timetable writes to make up for
    that time is held as well, until it has once run in working hours. Safe to run twice.
    """
    with store.transaction(db):
        store.memory.note_restore(db, backup_at)
        return store.delays.hold_due(db, why_held(backup_at), now)


def why_held(backup_at: datetime) -> str:
    """Return the reason shown with a letter that is held after a restore."""
    return f"may have left after the backup of {backup_at:%Y-%m-%d %H:%M} UTC"
