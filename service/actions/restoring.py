"""After a restore from backup: nothing is mailed twice that left since the backup (R8)."""

from datetime import datetime

from service import store


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
