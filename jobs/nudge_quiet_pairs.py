"""Nudging quiet pairs, the mentor after the actor, a week apart (P22)."""

from datetime import datetime, timedelta

from service import store
from service.actions import quiet
from service.domain.site import Site
from service.hours import are_working

LOOK_EVERY = timedelta(hours=1)  # silence is told in days, and a look reads every pair (R10)


def nudge_quiet_pairs(db: store.Database, site: Site, now: datetime) -> int:
    """Write to whose turn it is in every pair that has fallen silent. Safe to run twice."""
    if not are_working(now) or _has_looked(db, now):
        return 0
    nudged = sum(
        quiet.nudge(db, site, season, pair, now)
        for season in store.rounds.every(db)
        for pair in store.pairs.of_round(db, season.id)
    )
    store.memory.note_quiet_look(db, now)
    return nudged


def _has_looked(db: store.Database, now: datetime) -> bool:
    last = store.memory.last_quiet_look(db)
    return last is not None and timedelta() <= now - last < LOOK_EVERY
