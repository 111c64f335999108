"""Whose event of their own a mail is about, and whether it counts (P15, C10)."""

import re
from dataclasses import dataclass

from service import store
from service.actions.arrivals import Known
from service.domain.invitations import CalendarMessage
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.proof import Proof, may, rung
from service.domain.site import Site
from service.reading.answers import Opened
from service.reading.mail.envelope import Envelope
from service.reading.mail.itip import OWN
from service.store.own_events import OwnEvent

FOREIGN = "an event that is not between the two of a pair"
UNPROVEN = "an event without proof of its origin"


@dataclass(frozen=True)
class Arrived:
    """A message about someone's own event; `known` is None where `why` says that it counts not."""

    message: CalendarMessage
    known: Known | None
    why: str = ""


def arrived(db: store.Database, site: Site, mail: Opened, proof: Proof) -> Arrived | None:
    """Return the message of a participant's own event, or None where a mail holds none.

    It counts only from an authenticated address of the pair (C10), and only when it is
    between the pair.
    """
    message = mail.calendar
    if message is None or not _is_own(message, site):
        return None
    writer = _writer(db, mail.outside, proof)
    if writer is None:
        return Arrived(message, None, UNPROVEN)
    event = store.own_events.find(db, message.uid or "")
    if event is not None:
        return _of_meeting(db, message, writer, store.meetings.get(db, event.meeting_id), event)
    found = [pair for pair in _pairs(db, writer) if _is_between(pair, message, writer)]
    if len(found) != 1:
        return Arrived(message, None, FOREIGN)
    return Arrived(message, _known(db, writer, found[0], Matter("pair", found[0].id)))


def _is_own(message: CalendarMessage, site: Site) -> bool:
    """Return whether a calendar invites to, updates or cancels an event which is not ours."""
    ours = re.compile(rf"[me]\d+@{re.escape(site.mail_domain)}", re.IGNORECASE)
    return message.method in OWN and not ours.fullmatch(message.uid or "")


def _writer(db: store.Database, outside: Envelope, proof: Proof) -> Person | None:
    """Return who is proven to have sent an event of their own, or None (S4)."""
    if not outside.sender or not may(rung("own_event", proof), "own_event"):
        return None
    return store.people.find(db, outside.sender)


def _of_meeting(
    db: store.Database, message: CalendarMessage, writer: Person, meeting: Meeting, event: OwnEvent
) -> Arrived:
    if event.person_id != writer.id:
        return Arrived(message, None, "comes from someone else than who made the event")
    pair = store.pairs.get(db, meeting.pair_id)
    if message.organizer not in ("", writer.email):
        return Arrived(message, None, FOREIGN)
    return Arrived(message, _known(db, writer, pair, Matter("meeting", meeting.id)))


def _known(db: store.Database, writer: Person, pair: Pair, about: Matter) -> Known:
    season = store.rounds.get(db, pair.round_id)
    return Known(writer, about, season, pair, None, "none", "own_event")


def _pairs(db: store.Database, person: Person) -> list[Pair]:
    return [
        pair
        for season in store.rounds.every(db)
        for pair in store.pairs.of_person(db, season.id, person.id)
        if pair.published_at is not None and pair.ended_at is None
    ]


def _is_between(pair: Pair, message: CalendarMessage, writer: Person) -> bool:
    """Return whether the writer organises an event and someone of the other side is invited."""
    if message.organizer not in ("", writer.email):
        return False
    invited = {guest.address for guest in message.guests}
    other_side = pair.actors if writer.id == pair.mentor.id else (pair.mentor,)
    return any(one.email in invited for one in other_side)
