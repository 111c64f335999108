"""Writing to people named on the form who could not be written to at once (S6)."""

from datetime import datetime

from service import store
from service.actions import named
from service.domain.site import Site
from service.hours import are_working


def tell_the_named(db: store.Database, site: Site, now: datetime) -> int:
    """Write to whom there is room for now. Safe to run twice."""
    if not are_working(now):
        return 0
    waiting = store.applications.with_names_waiting(db)
    return sum(named.tell(db, site, application, now) for application in waiting)
