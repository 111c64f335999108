"""Asking in words whoever has left a meeting's invitation unanswered, once (D3)."""

from datetime import datetime

from jobs.groups import in_groups
from service import store
from service.actions import unanswered
from service.domain.site import Site
from service.domain.unanswered import ASK_BEFORE, AT_LEAST
from service.hours import are_working


def ask_about_invitations(db: store.Database, site: Site, now: datetime) -> int:
    """Write to everyone who is silent about a meeting of the coming week. Safe to run twice."""
    if not are_working(now):
        return 0
    near = store.meetings.ahead(db, after=now + AT_LEAST, before=now + ASK_BEFORE)
    return in_groups(db, (unanswered.ask(db, site, meeting, now) for meeting in near))
