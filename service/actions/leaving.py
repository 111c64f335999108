"""Leaving the programme: pairs end, meetings are called off, the others are told (P24)."""

from datetime import datetime

from service import store
from service.actions import event_changes, inviting, meetings, places
from service.actions.post import post
from service.actions.status import live_pairs
from service.domain.letters import Draft, Matter
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import Round
from service.domain.site import Site


def leave(db: store.Database, site: Site, person: Person, season: Round, now: datetime) -> None:
    """Take someone out of a season: out of its pairs and its applicants, without reminders.

    A team goes on without its member as long as there is one; any other pair ends.
    """
    with store.transaction(db):
        for pair in live_pairs(db, season.id, person):
            rest = tuple(one for one in pair.actors if one.id != person.id)
            if person.id != pair.mentor.id and rest:
                _leave_team(db, site, season, pair, person, now)
            else:
                _end(db, site, season, pair, person, now)
            store.acts.add(db, "", "left", ("pair", pair.id), now)
        store.applications.withdraw(db, season.id, person.id)
        places.withdraw(db, person, now)
        event_changes.take_off(db, site, season, person, now)
        store.people.pause(db, person.id, now)


def _leave_team(
    db: store.Database, site: Site, season: Round, pair: Pair, person: Person, now: datetime
) -> None:
    store.pairs.remove(db, pair.id, person.id)
    for meeting in store.meetings.of_pair(db, pair.id):
        if meeting.state_at(now) == "planned" and meeting.attendee(person.id):
            inviting.uninvite(db, site, meeting, person, now)
    after = store.pairs.get(db, pair.id)
    for to in (after.mentor, after.contact):
        _tell(db, site, season, after, (to, person), now)


def _end(
    db: store.Database, site: Site, season: Round, pair: Pair, person: Person, now: datetime
) -> None:
    store.pairs.end(db, pair.id, now)
    for meeting in store.meetings.of_pair(db, pair.id):
        if meeting.state_at(now) == "planned":
            meetings.call_off(db, site, meeting, None, now)
    for to in pair.people:
        if to.id != person.id:
            _tell(db, site, season, pair, (to, person), now)
    places.free(db, pair, person, now)


def _tell(
    db: store.Database, site: Site, season: Round, pair: Pair, people: tuple[Person, Person],
    now: datetime,
) -> None:  # fmt: skip
    to, gone = people
    left = [one.name for one in pair.actors if one.id != gone.id]
    goes_on = gone.id not in [one.id for one in pair.people]
    words = {"who": gone.name, "goes_on": goes_on, "members": left}
    key = f"partner_left:{pair.id}:{gone.id}:{to.id}"
    post(db, site, Draft("partner_left", to, Matter("pair", pair.id), key, season.name, words), now)
