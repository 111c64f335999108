"""Forgetting what the retention table says (G3)."""

from datetime import datetime

from service import store
from service.actions import applications
from service.domain.site import Site


def forget_unconfirmed(db: store.Database, site: Site, now: datetime) -> int:
    """Delete applications that nobody confirmed within a week. Safe to run twice."""
    return applications.forget_unconfirmed(db, now)
