"""Inviting everyone of a round to its common events, and asking the silent once more (P10)."""

from datetime import datetime

from jobs.groups import in_groups
from service import store
from service.actions import events, seat_checks
from service.actions.pairs import HOLD
from service.domain.events import REMIND_BEFORE, is_time_to_remind
from service.domain.site import Site
from service.hours import are_working


def invite_to_events(db: store.Database, site: Site, now: datetime) -> int:
    """Invite whoever is in a published pair, once publishing cannot be undone (P8).

    Safe to run twice. An invitation waits for no working hours (P30).
    """
    invited = 0
    for season in store.rounds.every(db):
        coming = [event for event in season.events if event.starts_at > now]
        if not coming:
            continue
        store.events.put_all(db, season, now)
        for event in store.events.of_round(db, season.id):
            if event.starts_at > now and event.cancelled_at is None:
                people = store.events.uninvited(db, event, published_before=now - HOLD)
                invited += in_groups(db, (events.invite(db, site, event, to, now) for to in people))
    return invited


def remind_of_events(db: store.Database, site: Site, now: datetime) -> int:
    """Ask everyone who has not answered an event of the coming week, once. Safe to run twice."""
    if not are_working(now):
        return 0
    due = (
        events.remind(db, site, event, guest, now)
        for event in store.events.ahead(db, after=now, before=now + REMIND_BEFORE)
        for guest in store.events.unanswered(db, event.id)
        if is_time_to_remind(event, guest, now) and not seat_checks.asks(db, event, guest)
    )
    return in_groups(db, due)
