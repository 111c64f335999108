"""Sending what an event was about to those who were not there (P10)."""

from datetime import datetime

from service import store
from service.actions import event_changes
from service.domain.site import Site
from service.hours import are_working


def send_material(db: store.Database, site: Site, now: datetime) -> int:
    """Write to the absent of every event that has material. Safe to run twice."""
    if not are_working(now):
        return 0
    over = store.events.with_material(db, after=now - event_changes.MATERIAL_FOR, before=now)
    return sum(event_changes.send_material(db, site, event, now) for event in over)
