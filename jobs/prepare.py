"""Preparation: questions five days before a meeting to the actors, three to the mentor (P16)."""

from datetime import datetime, timedelta

from jobs.groups import in_groups
from service import store
from service.actions import preparing
from service.domain.meetings import Meeting
from service.domain.pairs import PairRole
from service.domain.preparation import AT_LEAST, DAYS_BEFORE
from service.domain.site import Site
from service.hours import are_working, midnight, working_day_before

LOOK_AHEAD = timedelta(days=14)  # five days and the longest row of holidays


def prepare(db: store.Database, site: Site, now: datetime) -> int:
    """Write to everyone whose meeting comes near. Safe to run twice.

    A meeting booked late is prepared at once, if at least a day remains.
    """
    if not are_working(now):
        return 0
    coming = store.meetings.ahead(db, after=now + AT_LEAST, before=now + LOOK_AHEAD)
    return in_groups(
        db, (preparing.prepare(db, site, meeting, _due(meeting, now), now) for meeting in coming)
    )


def _due(meeting: Meeting, now: datetime) -> list[PairRole]:
    """Return whose turn it is; a day that is not worked on gives way to the one before it."""
    today, starts_at = midnight(now), meeting.starts_at
    return [
        role for role, days in DAYS_BEFORE.items() if working_day_before(starts_at, days) <= today
    ]
