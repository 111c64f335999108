"""Small facts of the installation: how far a demo's clock is ahead, who was served."""

from datetime import datetime, timedelta

from service.store.database import Database
from service.store.times import maybe_time, to_text, to_time


def clock_ahead(db: Database) -> timedelta:
    """Return how far the demo's clock is ahead of the machine's; zero in real use."""
    return timedelta(seconds=int(_find(db, "clock_ahead_seconds") or 0))


def set_clock_ahead(db: Database, ahead: timedelta) -> None:
    """Move the demo's clock."""
    _put(db, "clock_ahead_seconds", str(int(ahead.total_seconds())))


def mark_served(db: Database, now: datetime) -> None:
    """Note that real people are served from these data, so that no other clock may act on them."""
    _put(db, "served_at", to_text(now))


def is_served(db: Database) -> bool:
    """Return whether `oksa run` has ever served these data."""
    return _find(db, "served_at") is not None


def note_tick(db: Database, now: datetime) -> None:
    """Note that everything due at `now` has been done."""
    _put(db, "ticked_at", to_text(now))


def last_tick(db: Database) -> datetime | None:
    """Return the last moment at which everything due was done, or None before the first."""
    return maybe_time(_find(db, "ticked_at"))


def note_restore(db: Database, backup_at: datetime) -> None:
    """Note that these data are those of a backup, and that what time brings now is held back."""
    _put(db, "restored_from", to_text(backup_at))


def restored_from(db: Database) -> datetime | None:
    """Return the moment of the backup, while what the timetable writes is held back for it."""
    return maybe_time(_find(db, "restored_from"))


def end_restore(db: Database) -> None:
    """Note that the timetable has made up for the time since the backup."""
    db.execute("delete from memory where name = 'restored_from'")


def note_feedback_look(db: Database, now: datetime) -> None:
    """Note that all pairs have been looked through for whom to ask for feedback."""
    _put(db, "feedback_look", to_text(now))


def last_feedback_look(db: Database) -> datetime | None:
    """Return when all pairs were last looked through for that."""
    return maybe_time(_find(db, "feedback_look"))


def note_quiet_look(db: Database, now: datetime) -> None:
    """Note that all pairs have been looked through for those that have fallen silent."""
    _put(db, "quiet_look", to_text(now))


def last_quiet_look(db: Database) -> datetime | None:
    """Return when all pairs were last looked through for that."""
    return maybe_time(_find(db, "quiet_look"))


def note_digest(db: Database, now: datetime) -> None:
    """Note that the coordinators' digest of the day has been looked to, written or not."""
    _put(db, "digest", to_text(now))


def last_digest(db: Database) -> datetime | None:
    """Return when that was last done."""
    return maybe_time(_find(db, "digest"))


def note_terms_look(db: Database, now: datetime) -> None:
    """Note that all has been looked through for what has been kept for its term."""
    _put(db, "terms_look", to_text(now))


def last_terms_look(db: Database) -> datetime | None:
    """Return when all was last looked through for that."""
    return maybe_time(_find(db, "terms_look"))


def note_words_deleted(db: Database, now: datetime) -> None:
    """Note that words were deleted which may still stand in the write-ahead log."""
    _put(db, "words_deleted", to_text(now))


def words_are_deleted(db: Database) -> bool:
    """Return whether the write-ahead log may hold deleted words."""
    return _find(db, "words_deleted") is not None


def end_words_deleted(db: Database) -> None:
    """Note that the log is emptied and holds no deleted words."""
    db.execute("delete from memory where name = 'words_deleted'")


def note_trouble(db: Database, why: str, now: datetime) -> None:
    """Note that the mail server takes nothing from us; the first moment is kept until it does."""
    known = trouble(db)
    _put(db, "mail_trouble", f"{to_text(known[0] if known else now)} {why}")


def end_trouble(db: Database) -> None:
    """Note that the mail server takes our letters."""
    if trouble(db) is not None:
        db.execute("delete from memory where name = 'mail_trouble'")


def trouble(db: Database) -> tuple[datetime, str] | None:
    """Return since when the mail server takes nothing from us, and what it last said."""
    since, _, why = (_find(db, "mail_trouble") or "").partition(" ")
    return (to_time(since), why) if since else None


def note_imap_trouble(db: Database, why: str, now: datetime) -> None:
    """Note that no mail can be fetched; the first moment is kept until it can."""
    known = imap_trouble(db)
    _put(db, "imap_trouble", f"{to_text(known[0] if known else now)} {why}")


def imap_trouble(db: Database) -> tuple[datetime, str] | None:
    """Return since when no mail can be fetched, and why not at the last try."""
    since, _, why = (_find(db, "imap_trouble") or "").partition(" ")
    return (to_time(since), why) if since else None


def note_fetched(db: Database, left: int) -> None:
    """Note that the mailbox was emptied but for some mails that cannot be taken."""
    if imap_trouble(db) is not None:
        db.execute("delete from memory where name = 'imap_trouble'")
    if left != imap_left(db):
        _put(db, "imap_left", str(left))


def imap_left(db: Database) -> int:
    """Return how many mails had to be left in the mailbox that we fetch from."""
    return int(_find(db, "imap_left") or 0)


def _find(db: Database, name: str) -> str | None:
    row = next(iter(db.query("select value from memory where name = ?", [name])), None)
    return None if row is None else str(row["value"])


def _put(db: Database, name: str, value: str) -> None:
    db.execute(
        "insert into memory (name, value) values (?, ?)"
        " on conflict (name) do update set value = excluded.value",
        [name, value],
    )
