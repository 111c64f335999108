"""Telling those who asked that a round takes applications (P3)."""

from datetime import datetime

from service import store
from service.actions import applications
from service.domain.rounds import Round
from service.domain.site import Site
from service.hours import are_working


def tell_that_it_opened(db: store.Database, site: Site, now: datetime) -> int:
    """Write to whoever asked before a round opened, or after an earlier one closed.

    A round opens at midnight, and nobody wants mail then. Safe to run twice.
    """
    if not are_working(now):
        return 0
    seasons = store.rounds.every(db)
    open_now = [season for season in seasons if season.window(now) == "open"]
    if not open_now:
        return 0
    newest = open_now[0]
    return sum(_tell(db, site, newest, asked, now) for asked in seasons if asked.id <= newest.id)


def _tell(db: store.Database, site: Site, season: Round, asked: Round, now: datetime) -> int:
    waiting = store.applications.untold_interests(db, asked.id)
    for person_id in waiting:
        applications.tell_that_it_opened(db, site, season, asked.id, person_id, now)
    return len(waiting)
