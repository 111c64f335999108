"""Forgetting what the retention table says (G3)."""

from datetime import datetime, timedelta

from service import store
from service.actions import applications, preparing, retention, wishes
from service.domain.site import Site
from service.hours import HELSINKI

LOOK_EVERY = timedelta(hours=1)


def forget_unconfirmed(db: store.Database, site: Site, now: datetime) -> int:
    """Delete applications that nobody confirmed within a week. Safe to run twice."""
    return applications.forget_unconfirmed(db, now)


def forget_wishes(db: store.Database, site: Site, now: datetime) -> int:
    """Forget what nobody has confirmed within a week (P24). Safe to run twice."""
    return wishes.forget(db, site, now)


def forget_old(db: store.Database, site: Site, now: datetime) -> int:
    """Forget what has been kept for its term, and return how much. Safe to run twice.

    One look an hour: terms are counted in days and years.
    """
    last = store.memory.last_terms_look(db)
    if last is not None and timedelta() <= now - last < LOOK_EVERY:
        return 0
    here = now.astimezone(HELSINKI)
    forgotten = sum(forget(db, here) for forget in retention.TERMS)
    store.memory.note_terms_look(db, now)
    return forgotten


def forget_notes(db: store.Database, site: Site, now: datetime) -> int:
    """Delete the words of preparation that has been passed on (G2). Safe to run twice."""
    return preparing.forget(db, now)


def empty_log(db: store.Database, site: Site, now: datetime) -> int:
    """Let words that were deleted stand in no file any more. Safe to run twice."""
    if not store.memory.words_are_deleted(db) or not store.empty_log(db):
        return 0
    store.memory.end_words_deleted(db)
    return 1
