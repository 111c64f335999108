"""Telling those on a waiting list, on the promised day, that no place became free (P6)."""

from datetime import datetime

from service import store
from service.actions import waiting
from service.domain.site import Site
from service.hours import are_working


def end_waiting(db: store.Database, site: Site, now: datetime) -> int:
    """Write to everyone whose day has come. Safe to run twice."""
    if not are_working(now):
        return 0
    return sum(waiting.answer(db, site, season, now) for season in store.rounds.every(db))
