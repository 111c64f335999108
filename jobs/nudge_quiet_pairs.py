"""Nudging quiet pairs, the mentor after the actor, a week apart (P22)."""

from datetime import datetime

from service import store
from service.actions import quiet
from service.domain.site import Site
from service.hours import are_working


def nudge_quiet_pairs(db: store.Database, site: Site, now: datetime) -> int:
    """Write to whose turn it is in every pair that has fallen silent. Safe to run twice."""
    if not are_working(now):
        return 0
    return sum(
        quiet.nudge(db, site, season, pair, now)
        for season in store.rounds.every(db)
        for pair in store.pairs.of_round(db, season.id)
    )
