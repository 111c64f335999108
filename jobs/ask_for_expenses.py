"""Asking the mentor for the costs of a meeting that was held and planned to cost (P25)."""

from datetime import datetime

from jobs.groups import in_groups
from service import store
from service.actions import claims
from service.domain.site import Site
from service.hours import are_working


def ask_for_expenses(db: store.Database, site: Site, now: datetime) -> int:
    """Write to every mentor whose approved expense has come about. Safe to run twice."""
    if not are_working(now):
        return 0
    due = store.expense_plans.unasked(db)
    return in_groups(
        db, (claims.ask_for_claim(db, site, plan, meeting_id, now) for plan, meeting_id in due)
    )
