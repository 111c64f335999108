"""Asking the actor for the next time while no meeting lies ahead (P12)."""

from datetime import datetime

from jobs.groups import in_groups
from service import store
from service.actions import plans
from service.domain.meetings import ASKED_IN_VAIN
from service.domain.site import Site
from service.hours import are_working


def ask_for_times(db: store.Database, site: Site, now: datetime) -> int:
    """Write to every published pair that has nothing ahead. Safe to run twice."""
    if not are_working(now):
        return 0
    idle = store.pairs.idle(db, in_vain_by=now - ASKED_IN_VAIN)
    return in_groups(
        db, (plans.ask_for_times(db, site, store.pairs.get(db, one), now) for one in idle)
    )
