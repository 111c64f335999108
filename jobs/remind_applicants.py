"""Reminding applicants, once, to confirm their address (P4)."""

from datetime import datetime

from jobs.groups import in_groups
from service import store
from service.actions import applications
from service.domain.site import Site
from service.hours import are_working


def remind_applicants(db: store.Database, site: Site, now: datetime) -> int:
    """Write to whoever has not confirmed for three days. Safe to run twice."""
    if not are_working(now):
        return 0
    silent = store.applications.unconfirmed(db, submitted_before=now - applications.REMIND_AFTER)
    return in_groups(
        db, (applications.remind(db, site, application, now) for application in silent)
    )
