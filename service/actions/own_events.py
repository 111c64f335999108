"""Events that participants make in their own calendars and invite the service to (P15, C10)."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from service import store
from service.actions import meetings
from service.actions.own_arrivals import Arrived
from service.actions.post import post
from service.domain.errors import Refused
from service.domain.invitations import Acceptance, CalendarMessage, Mailbox
from service.domain.letters import Draft, Matter
from service.domain.meetings import Answer, Meeting, answer, cancel, move
from service.domain.own_events import Decision, decide, minutes_of
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.plans import example, planned
from service.domain.replies import Outcome
from service.domain.site import Site
from service.store.own_events import OwnEvent

ANSWERS: dict[str, Answer] = {
    "ACCEPTED": "accepted",
    "DECLINED": "declined",
    "TENTATIVE": "tentative",
}


def take(db: store.Database, site: Site, arrived: Arrived, mail_id: int, now: datetime) -> Outcome:
    """Do what a participant's own event says and accept it; raises nothing, the tray is last."""
    known, message = arrived.known, arrived.message
    if known is None or known.pair is None:
        return Outcome("tray", arrived.why)
    event = store.own_events.find(db, message.uid or "")
    meeting = store.meetings.get(db, event.meeting_id) if event else None
    last = (event.sequence, event.stamped_at) if event else None
    decision = decide(message, meeting, last, now)
    if decision.step in ("already_applied", "stale"):
        return Outcome("ignored", decision.reason)
    if decision.step == "tray":
        return Outcome("tray", decision.reason)
    try:
        with store.transaction(db):
            return _do(db, site, _Case(message, known.person, known.pair, mail_id), decision, now)
    except Refused as why:
        return Outcome("tray", str(why))


@dataclass(frozen=True)
class _Case:
    """One message of a known writer about an event between a pair."""

    message: CalendarMessage
    writer: Person
    pair: Pair
    mail_id: int


def _do(db: store.Database, site: Site, case: _Case, decision: Decision, now: datetime) -> Outcome:
    event = store.own_events.find(db, case.message.uid or "")
    if decision.step == "series":
        _ask_about_series(db, site, case, now)
        return Outcome("asked", decision.reason)
    if event is None:
        kept = _book(db, site, case, now)
        _accept(db, site, case, kept, now)
        return Outcome("settled", decision.reason)
    meeting = store.meetings.get(db, event.meeting_id)
    if decision.step == "cancelled":
        _call_off(db, site, case, meeting, event, now)
    else:
        changed = _update(db, site, case, meeting, event, now)
        _accept(db, site, case, changed, now)
    stamped = replace(
        event, sequence=case.message.sequence or 0, stamped_at=case.message.stamped_at
    )
    store.own_events.put(db, stamped)
    return Outcome("settled", decision.reason)


def _book(db: store.Database, site: Site, case: _Case, now: datetime) -> Meeting:
    """Make the event a meeting of the pair, or find the meeting that it doubles."""
    if _our_address(site, case.message) is None:
        raise Refused("an event that does not invite the service")
    known = store.meetings.of_pair(db, case.pair.id)
    starts_at = case.message.starts_at
    twins = [one for one in known if one.state == "planned" and one.starts_at == starts_at]
    if starts_at is None or any(one.own_uid for one in twins):
        raise Refused("a second event for a meeting that is booked")
    if twins:
        kept = _comes(db, twins[0], case.writer, now)
    else:
        season = store.rounds.get(db, case.pair.round_id)
        new = planned(case.pair, season, known, [(starts_at, minutes_of(case.message))])
        if not new:
            raise Refused("an event at the time of a meeting that is told of")
        kept = store.meetings.add(db, _as_theirs(case, new[0]), now)
    event = OwnEvent(
        uid=case.message.uid or "",
        meeting_id=kept.id,
        person_id=case.writer.id,
        sequence=case.message.sequence or 0,
        stamped_at=case.message.stamped_at,
        twin=bool(twins),
    )
    store.own_events.put(db, event)
    return store.meetings.get(db, kept.id)


def _comes(db: store.Database, meeting: Meeting, writer: Person, now: datetime) -> Meeting:
    """Note that the owner of an event comes to the meeting that it doubles."""
    coming = answer(meeting, writer.id, "accepted", now)
    store.meetings.save(db, coming)
    return coming


def _update(
    db: store.Database, site: Site, case: _Case, meeting: Meeting, event: OwnEvent, now: datetime
) -> Meeting:
    """Bring a meeting to what its event says; a meeting that we invited to moves in ours too."""
    starts_at = case.message.starts_at or meeting.starts_at
    minutes = minutes_of(case.message) or meeting.minutes
    moved = (starts_at, minutes) != (meeting.starts_at, meeting.minutes)
    if event.twin:
        if not moved:
            return meeting
        shifted = meetings.shift(db, site, meeting, (starts_at, minutes), case.mail_id, now)
        return _comes(db, shifted, case.writer, now)
    if moved:
        meeting = move(meeting, starts_at, minutes)
        store.proposals.close(db, meeting.id, "agreed")
    changed = _as_theirs(case, meeting)
    store.meetings.save(db, changed)
    return changed


def _call_off(
    db: store.Database, site: Site, case: _Case, meeting: Meeting, event: OwnEvent, now: datetime
) -> None:
    if event.twin:
        cancelled = meetings.call_off(db, site, meeting, case.mail_id, now)
    else:
        cancelled = replace(cancel(meeting), because=case.mail_id, settled_at=now)
        store.meetings.save(db, cancelled)
        store.proposals.close(db, meeting.id, "refused")
    meetings.ask_for_new_time(db, site, cancelled, case.pair.contact, "cancelled", now)


def _as_theirs(case: _Case, meeting: Meeting) -> Meeting:
    """Return a meeting with the place, link, people and answers of the event it is made of."""
    message = case.message
    said = {guest.address: ANSWERS.get(guest.partstat) for guest in message.guests}
    people = tuple(
        replace(one, answer="accepted")
        if one.person.id == case.writer.id
        else replace(one, answer=said.get(one.person.email) or one.answer)
        for one in meeting.attendees
        if one.person.id == case.writer.id or one.person.email in said
    )
    return replace(
        meeting,
        place=message.place[:200],
        url=message.url[:500] if message.url.startswith("https://") else "",
        because=case.mail_id,
        sequence=max(message.sequence or 0, meeting.sequence),
        attendees=people,
    )


def _accept(db: store.Database, site: Site, case: _Case, meeting: Meeting, now: datetime) -> None:
    """Answer the event as its guest, with an iTIP REPLY and a line in words (RFC 5546 §3.2.3)."""
    season = store.rounds.get(db, case.pair.round_id)
    words = {
        "meeting": meeting,
        "pair": case.pair,
        "other": case.pair.other_side(case.writer),
        "doubled": not meeting.own_uid,
    }
    key = f"own_event_accepted:{meeting.id}:{case.mail_id}"
    draft = Draft(
        kind="own_event_accepted",
        to=case.writer,
        about=Matter("meeting", meeting.id),
        key=key,
        programme=season.name,
        words=words,
        invitation=_acceptance(site, case, meeting, season.name[case.writer.language], now),
    )
    post(db, site, draft, now)


def _acceptance(
    site: Site, case: _Case, meeting: Meeting, name: str, now: datetime
) -> Acceptance | None:
    address = _our_address(site, case.message)
    if address is None:
        return None
    return Acceptance(
        uid=case.message.uid or "",
        sequence=case.message.sequence or 0,
        organizer=Mailbox(case.writer.name, case.message.organizer or case.writer.email),
        attendee=Mailbox(name, address),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=case.message.summary,
        stamped_at=now,
    )


def _ask_about_series(db: store.Database, site: Site, case: _Case, now: datetime) -> None:
    """Ask which of a series' days are meetings, once a series: none is guessed (S12)."""
    season = store.rounds.get(db, case.pair.round_id)
    rest = case.pair.plan - len(store.meetings.of_pair(db, case.pair.id))
    words = {
        "other": case.pair.other_side(case.writer),
        "example": example(case.writer.language, season.timezone, rest, now),
    }
    digest = sha256((case.message.uid or "").lower().encode()).hexdigest()[:16]
    key = f"series_question:{case.pair.id}:{case.writer.id}:{digest}"
    about = Matter("pair", case.pair.id)
    post(db, site, Draft("series_question", case.writer, about, key, season.name, words), now)


def _our_address(site: Site, message: CalendarMessage) -> str | None:
    """Return the address of ours among an event's guests."""
    for guest in message.guests:
        if guest.address == site.sender_address.lower():
            return guest.address
        if guest.address.rpartition("@")[2] == site.mail_domain:
            return guest.address
    return None
