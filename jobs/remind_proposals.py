"""Proposals that nobody answers: asked about once more, then laid before people (P14)."""

from datetime import datetime, timedelta

from service import store
from service.actions import proposals
from service.domain.site import Site
from service.hours import are_working, first_working_moment

ASK_AGAIN_AFTER = timedelta(days=2)
TELL_AFTER = timedelta(days=2)  # from when asking again was due: no holidays count for silence


def remind_proposals(db: store.Database, site: Site, now: datetime) -> int:
    """Ask the other party again; after two more days tell the coordinators. Safe to run twice."""
    if not are_working(now):
        return 0
    done = 0
    for offer in store.proposals.unanswered(db, made_before=now - ASK_AGAIN_AFTER):
        if first_working_moment(offer.made_at + ASK_AGAIN_AFTER) + TELL_AFTER <= now:
            done += proposals.tell_coordinators(db, offer, now)
        else:
            done += proposals.remind(db, site, offer, now)
    return done
