"""Forgetting what the retention table says (G3)."""

from datetime import datetime

from service import store
from service.actions import applications, preparing, wishes
from service.domain.site import Site


def forget_unconfirmed(db: store.Database, site: Site, now: datetime) -> int:
    """Delete applications that nobody confirmed within a week. Safe to run twice."""
    return applications.forget_unconfirmed(db, now)


def forget_wishes(db: store.Database, site: Site, now: datetime) -> int:
    """Forget what nobody has confirmed within a week (P24). Safe to run twice."""
    return wishes.forget(db, site, now)


def forget_notes(db: store.Database, site: Site, now: datetime) -> int:
    """Delete the words of preparation that has been passed on (G2). Safe to run twice."""
    return preparing.forget(db, now)


def empty_log(db: store.Database, site: Site, now: datetime) -> int:
    """Let words that were deleted stand in no file any more. Safe to run twice."""
    if not store.memory.words_are_deleted(db) or not store.empty_log(db):
        return 0
    store.memory.end_words_deleted(db)
    return 1
