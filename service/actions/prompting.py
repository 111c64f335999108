"""The one gate for prompts and reminders: whatever the timetable asks of a person (P21).

Answers to what they wrote, invitations, moves and cancellations do not pass here.
"""

from datetime import datetime, timedelta

from service import store
from service.actions.post import post
from service.domain.letters import Draft
from service.domain.people import Person
from service.domain.prompts import has_room
from service.domain.site import Site
from service.hours import HELSINKI, are_working

LOOK_BACK = timedelta(days=8)  # a week, whatever the clocks did in it


def prompt(db: store.Database, site: Site, draft: Draft, now: datetime) -> bool:
    """Write a prompt if one may go to its person now; False if none may, or it was written.

    What may not go is asked for again by the next tick, until it fits or is due no more.
    """
    if store.outbox.has(db, draft.key) or not may_prompt(db, draft.to, now):
        return False
    return post(db, site, draft, now, prompt=True)


def may_prompt(db: store.Database, person: Person, now: datetime) -> bool:
    """Return whether a prompt may go to a person now.

    Not outside working hours, not to one who has paused or is away, and few a day and a week.
    """
    known = store.people.get(db, person.id)
    today = now.astimezone(HELSINKI).date()
    if known.paused_at is not None or not are_working(now):
        return False
    if known.away_until is not None and today < known.away_until:
        return False
    if store.absences.find(db, person.id, today):
        return False
    written = store.prompts.since(db, person.id, now - LOOK_BACK)
    return has_room([at.astimezone(HELSINKI).date() for at in written], today)
