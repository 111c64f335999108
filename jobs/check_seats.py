"""Asking a week before the kick-off who comes, and offering what is given up (P9)."""

from datetime import datetime, timedelta

from service import store
from service.actions import places, seat_checks
from service.domain.seats import CHECK_BEFORE
from service.domain.site import Site
from service.hours import are_working

FURTHEST = timedelta(days=CHECK_BEFORE + 14)  # holidays let the week begin earlier


def check_seats(db: store.Database, site: Site, now: datetime) -> int:
    """Write to everyone with a seat at a kick-off of the coming week. Safe to run twice."""
    if not are_working(now):
        return 0
    coming = store.events.ahead(db, after=now, before=now + FURTHEST)
    return sum(seat_checks.check(db, site, event, now) for event in coming)


def offer_places(db: store.Database, site: Site, now: datetime) -> int:
    """Let old offers lapse, and offer each free place to the next who fits. Safe to run twice."""
    with store.transaction(db):
        places.lapse(db, now)
    if not are_working(now):
        return 0
    free = store.places.still_open(db)
    return sum(places.offer_next(db, site, place, now) for place in free)
