"""Invitations to a meeting: what every calendar is told of it, and when once more (P14)."""

from dataclasses import replace
from datetime import datetime
from typing import Literal, get_args

from service import store
from service.actions.post import post
from service.domain.errors import Refused
from service.domain.invitations import Guest, Invitation, Mailbox, Method, Partstat
from service.domain.letters import Draft, Matter
from service.domain.meetings import Answer, Attendee, Meeting, way_back
from service.domain.people import Person
from service.domain.rounds import Round
from service.domain.site import Site
from service.mail import addresses
from service.mail.letters import sent_again

Kind = Literal["invitation", "invitation_moved", "invitation_changed", "invitation_cancelled"]
CALENDAR_KINDS: tuple[Kind, ...] = get_args(Kind)
PARTSTAT: dict[Answer, Partstat] = {
    "needs_action": "NEEDS-ACTION",
    "accepted": "ACCEPTED",
    "declined": "DECLINED",
    "tentative": "TENTATIVE",
}


def invite(
    db: store.Database, site: Site, meeting: Meeting, kind: Kind, now: datetime,
    before: datetime | None = None,
) -> None:  # fmt: skip
    """Send a meeting as it stands to the calendar of everyone in it, once a change.

    `before` is the start that a moved meeting had. An event of a participant's own calendar
    (P15) is theirs to change: of that one everyone is told in words.
    """
    if meeting.own_uid:
        _tell_in_words(db, site, meeting, kind, now)
        return
    for attendee in meeting.attendees:
        draft = _draft(db, site, meeting, attendee.person, kind, now)
        words = {"before": before, "back": way_back(meeting, now) is not None}
        post(db, site, replace(draft, words={**draft.words, **words}), now)


def invite_anew(
    db: store.Database, site: Site, meeting: Meeting, person: Person, now: datetime
) -> None:
    """Invite one person once more, at the address that they have now; the others keep theirs."""
    if meeting.own_uid:
        return
    draft = _draft(db, site, meeting, person, "invitation", now)
    key = f"{draft.key}:{person.email}"
    post(db, site, replace(draft, key=key, words={**draft.words, "before": None}), now)


def uninvite(
    db: store.Database, site: Site, meeting: Meeting, person: Person, now: datetime
) -> None:
    """Take one person out of a meeting and out of their calendar; the others keep theirs."""
    cancelled = replace(meeting, sequence=meeting.sequence + 1)
    draft = _draft(db, site, cancelled, person, "invitation_cancelled", now)
    with store.transaction(db):
        store.meetings.remove_attendee(db, meeting.id, person.id)
        if meeting.own_uid:
            return
        post(db, site, replace(draft, words={**draft.words, "alone": True}), now)


def send_again(
    db: store.Database, site: Site, meeting: Meeting, person: Person, mail_id: int, now: datetime
) -> None:
    """Send one person again what was last sent, because their calendar asked (REFRESH).

    The stored calendar part goes unchanged, so nothing that the calendar knows better is
    undone; the Message-ID is new, since mail programs hide a second mail of the same one.
    """
    stored = [
        one
        for one in store.letters.about(db, [Matter("meeting", meeting.id)])
        if one.person_id == person.id and one.kind in CALENDAR_KINDS
    ]
    if not stored:
        raise Refused("asks for an invitation that was never written")
    last = store.letters.get(db, stored[-1].id)
    store.outbox.add(db, sent_again(last, site, f"{last.key}:again:{mail_id}", now), now, now)


def calendar_of(
    db: store.Database, site: Site, meeting: Meeting, person: Person, method: Method, now: datetime
) -> Invitation:
    """Return a meeting as one person's calendar is told of it."""
    season = store.rounds.get(db, store.pairs.get(db, meeting.pair_id).round_id)
    return _invitation(site, season, meeting, person, method, now)


def _tell_in_words(
    db: store.Database, site: Site, meeting: Meeting, kind: Kind, now: datetime
) -> None:
    """Tell everyone of a change that only the event's own calendar can make (P15)."""
    event = store.own_events.of_meeting(db, meeting.id)
    if event is None:
        raise LookupError(f"no event of meeting {meeting.id}")
    owner = store.people.get(db, event.person_id)
    for attendee in meeting.attendees:
        draft = _draft(db, site, meeting, attendee.person, kind, now)
        words = {
            **draft.words,
            "owner": owner.name,
            "is_owner": attendee.person.id == owner.id,
            "cancelled": kind == "invitation_cancelled",
        }
        key = f"own_event_changed:{draft.key}"
        told = replace(draft, kind="own_event_changed", key=key, words=words, invitation=None)
        post(db, site, told, now)


def _invitation(
    site: Site, season: Round, meeting: Meeting, person: Person, method: Method, now: datetime
) -> Invitation:
    about = Matter("meeting", meeting.id)
    reply_to = addresses.address(site, addresses.token(site, "reply", about, person.id))
    return Invitation(
        uid=meeting.uid(site.mail_domain),
        sequence=meeting.sequence,
        method=method,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        timezone=meeting.timezone,
        number=meeting.number,
        of=meeting.of,
        language=person.language,
        organizer=Mailbox(season.name[person.language], reply_to),
        to=Mailbox(person.name, person.email),
        attendees=tuple(_guest(one) for one in _listed(meeting, person)),
        created_at=meeting.created_at or now,
        stamped_at=now,
        place=meeting.place,
        url=meeting.url,
    )


def _draft(
    db: store.Database, site: Site, meeting: Meeting, person: Person, kind: Kind, now: datetime
) -> Draft:
    pair = store.pairs.get(db, meeting.pair_id)
    season = store.rounds.get(db, pair.round_id)
    method: Method = "CANCEL" if kind == "invitation_cancelled" else "REQUEST"
    version = str(meeting.sequence)
    if kind == "invitation_changed":  # a link alone keeps the SEQUENCE
        version = f"{version}:{now:%Y%m%dT%H%M%S}"
    return Draft(
        kind=kind,
        to=person,
        about=Matter("meeting", meeting.id),
        key=f"{kind}:{meeting.id}:{person.id}:{version}",
        programme=season.name,
        words={"meeting": meeting, "pair": pair, "other": pair.other_side(person), "alone": False},
        invitation=_invitation(site, season, meeting, person, method, now),
    )


def _listed(meeting: Meeting, person: Person) -> list[Attendee]:
    """Return whom the event names: a pair both, a team only the receiver (I4).

    A cancellation names both in its title; its only ATTENDEE is the receiver (I6).
    """
    if len(meeting.attendees) > 2:
        return [one for one in meeting.attendees if one.person.id == person.id]
    return list(meeting.attendees)


def _guest(attendee: Attendee) -> Guest:
    return Guest(attendee.person.name, attendee.person.email, PARTSTAT[attendee.answer])
