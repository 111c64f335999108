"""The coordinators' digest at eight on a working day, if anything waits (P31)."""

from datetime import datetime

from service import store
from service.actions import digests
from service.domain.site import Site
from service.hours import are_working, midnight


def write_digests(db: store.Database, site: Site, now: datetime) -> int:
    """Write the day's digest to every coordinator, once. Safe to run twice.

    One look a day: what comes in after it waits for the next morning's.
    """
    last = store.memory.last_digest(db)
    if not are_working(now) or (last is not None and midnight(last) == midnight(now)):
        return 0
    return digests.write(db, site, now)
