"""The coordinators' morning digest: what waits, in at most ten numbered lines (P31)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from service import store
from service.actions.coordinators import PROGRAMME
from service.actions.needs import needs, sender
from service.actions.post import post
from service.domain.digests import MOST, Need
from service.domain.flat import one_line, shortened
from service.domain.letters import Draft, Matter
from service.domain.people import Person
from service.domain.site import Site
from service.hours import HELSINKI, midnight
from service.store.coordinators import Coordinator

QUOTED = 60  # characters of a mail's own words
FRIDAY = 4


def write(db: store.Database, site: Site, now: datetime) -> int:
    """Write the day's digest to every coordinator if anything waits; return how many.

    The day counts as looked to, also where nothing waits.
    """
    with store.transaction(db):
        store.memory.note_digest(db, now)
        found = needs(db, now)
        lines = [_told(db, one) for one in found[:MOST]]
        known = store.coordinators.every(db) if found else []
        for coordinator in known:
            _post(db, site, coordinator, (lines, len(found)), now)
    return len(known)


def as_person(db: store.Database, coordinator: Coordinator) -> Person:
    """Return to whom a coordinator's letters go, in the language set for a coordinator."""
    person = store.people.meet(db, coordinator.email, coordinator.language)
    name = coordinator.name or person.name
    return replace(person, language=coordinator.language, name=name)


def _post(
    db: store.Database, site: Site, coordinator: Coordinator, found: tuple[Sequence[Need], int],
    now: datetime,
) -> None:  # fmt: skip
    lines, count = found
    digest_id = store.digests.add(db, coordinator.id, lines, now)
    today = midnight(now)
    monday = today - timedelta(days=today.weekday())
    words = {
        "today": today.date(),
        "lines": list(enumerate(lines, start=1)),
        "count": count,
        "link": f"{site.base_url}/koordinaattori",
        "week": store.digests.week(db, monday, monday.date())
        if today.weekday() == FRIDAY
        else None,
    }
    key = f"coord_digest:{coordinator.id}:{now.astimezone(HELSINKI).date()}"
    to, about = as_person(db, coordinator), Matter("digest", digest_id)
    post(db, site, Draft("coord_digest", to, about, key, PROGRAMME, words), now)


def _told(db: store.Database, one: Need) -> Need:
    """Return a need with all that its line shows; a mail is opened only for that."""
    if one.kind != "mail":
        return one
    who = sender(db, store.inbox.get(db, int(one.thing)))
    words = shortened(one_line(one.words), QUOTED)
    return replace(one, who=shortened(one_line(who), QUOTED), words=words)
