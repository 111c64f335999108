"""Reminders stopped and let go on again, in words, by a button or by one press (P21, S5)."""

from datetime import datetime

from service import store
from service.actions.post import may_answer, post
from service.domain.letters import Draft, Matter
from service.domain.people import Person
from service.domain.rounds import Text
from service.domain.site import Site


def stop(
    db: store.Database, site: Site, draft: Draft, now: datetime, *, silent: bool = False
) -> bool:
    """Stop reminders to the one whom a letter tells of it; False if they were stopped already.

    Who stops them by a robot, or has had five answers within the hour, is told nothing (S7).
    """
    person = draft.to
    with store.transaction(db):
        if not store.people.pause(db, person.id, now):
            return False
        store.acts.add(db, "", "reminders_stopped", ("person", person.id), now)
        if not silent and may_answer(db, person, now):
            post(db, site, draft, now)
    return True


def told(person: Person, about: Matter, programme: Text, occasion: str) -> Draft:
    """Return the letter that tells of it; what stopped them names the occasion."""
    return Draft("paused", person, about, f"paused:{occasion}", programme)


def resume(db: store.Database, person: Person, now: datetime) -> bool:
    """Let reminders go on; False if they were not stopped."""
    with store.transaction(db):
        if not store.people.resume(db, person.id):
            return False
        store.acts.add(db, "", "reminders_resumed", ("person", person.id), now)
    return True
