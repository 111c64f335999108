"""Meetings: booked, moved, called off, and told to every calendar (P13, P14)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, get_args

from service import store
from service.actions import absences
from service.actions.post import post
from service.domain.errors import Refused
from service.domain.invitations import Guest, Invitation, Mailbox, Method, Partstat
from service.domain.letters import Draft, Matter
from service.domain.meetings import Answer, Attendee, Meeting, cancel, change, move
from service.domain.meetings import answer as answer_of
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.plans import Time, example, planned
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


def book(
    db: store.Database,
    site: Site,
    pair: Pair,
    times: Sequence[Time],
    because: int | None,
    now: datetime,
) -> list[Meeting]:
    """Book new meetings for a pair and invite everyone; return them, those known left out.

    Raises Refused where the round's model allows no more. `because` is the mail that said so.
    """
    season = store.rounds.get(db, pair.round_id)
    with store.transaction(db):
        new = planned(pair, season, store.meetings.of_pair(db, pair.id), times)
        kept = [store.meetings.add(db, replace(meeting, because=because), now) for meeting in new]
        for meeting in kept:
            invite(db, site, store.meetings.get(db, meeting.id), "invitation", now)
            absences.point_out(db, site, meeting, now)
    return kept


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
        post(db, site, replace(draft, words={**draft.words, "before": before}), now)


def invite_anew(
    db: store.Database, site: Site, meeting: Meeting, person: Person, now: datetime
) -> None:
    """Invite one person once more, at the address that they have now; the others keep theirs."""
    if meeting.own_uid:
        return
    draft = _draft(db, site, meeting, person, "invitation", now)
    key = f"{draft.key}:{person.email}"
    post(db, site, replace(draft, key=key, words={**draft.words, "before": None}), now)


def shift(
    db: store.Database, site: Site, meeting: Meeting, time: Time, because: int | None,
    now: datetime,
) -> Meeting:  # fmt: skip
    """Move a meeting and tell every calendar; raises Refused where it cannot be moved."""
    starts_at, minutes = time
    with store.transaction(db):
        moved = replace(move(meeting, starts_at, minutes), because=because)
        store.meetings.save(db, moved)
        store.proposals.close(db, meeting.id, "agreed")
        invite(db, site, moved, "invitation_moved", now, before=meeting.starts_at)
        absences.point_out(db, site, moved, now)
    return moved


def call_off(
    db: store.Database, site: Site, meeting: Meeting, because: int | None, now: datetime
) -> Meeting:
    """Cancel a meeting in every calendar; raises Refused where it is not ahead."""
    with store.transaction(db):
        cancelled = replace(cancel(meeting), because=because, settled_at=now)
        store.meetings.save(db, cancelled)
        store.proposals.close(db, meeting.id, "refused")
        invite(db, site, cancelled, "invitation_cancelled", now)
    return cancelled


def relocate(
    db: store.Database, site: Site, meeting: Meeting, place: str, url: str, now: datetime
) -> Meeting:
    """Give a meeting another place or link and tell every calendar; answers hold (I5).

    Raises Refused where it is not ahead, or where a participant's own event says the place
    (P15). Safe to run twice: the same place again tells nobody.
    """
    if (place, url) == (meeting.place, meeting.url):
        return meeting
    if meeting.own_uid:
        raise Refused("the place stands in a participant's own calendar")
    changed = change(meeting, place, url)
    with store.transaction(db):
        store.meetings.save(db, changed)
        invite(db, site, changed, "invitation_changed", now)
    return changed


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


def answer(
    db: store.Database, site: Site, meeting: Meeting, person: Person, said: Answer, now: datetime
) -> Meeting:
    """Note in words given whether someone will come; the answer holds for this time only."""
    answered = answer_of(meeting, person.id, said, now)
    note_answer(db, site, answered, person, now)
    return answered


def note_answer(
    db: store.Database,
    site: Site,
    answered: Meeting,
    person: Person,
    now: datetime,
    *,
    alone: bool = True,
) -> None:
    """Keep a meeting that `person` has answered; one who cannot come is asked for a time.

    An answer that does not stand alone has a new time beside it: that is told instead.
    """
    before = store.meetings.get(db, answered.id).attendee(person.id)
    after = answered.attendee(person.id)
    with store.transaction(db):
        store.meetings.save(db, answered)
        if not alone or after is None or after.answer != "declined" or before == after:
            return
        if before is None or before.answer != "declined":
            _tell_the_others(db, site, answered, person, now)
            ask_for_new_time(db, site, answered, person, "declined", now)


def send_again(
    db: store.Database, site: Site, meeting: Meeting, person: Person, mail_id: int, now: datetime
) -> None:
    """Send one person again what was last sent, because their calendar asked (REFRESH).

    The stored calendar part goes unchanged, so nothing that the calendar knows better is
    undone; the Message-ID is new, since mail programs hide a second mail of the same one.
    """
    stored = [
        one
        for one in store.outbox.about(db, [Matter("meeting", meeting.id)])
        if one.person_id == person.id and one.kind in CALENDAR_KINDS
    ]
    if not stored:
        raise Refused("asks for an invitation that was never written")
    last = store.outbox.get(db, stored[-1].id)
    store.outbox.add(db, sent_again(last, site, f"{last.key}:again:{mail_id}", now), now, now)


def ask_for_new_time(
    db: store.Database,
    site: Site,
    meeting: Meeting,
    person: Person,
    reason: Literal["declined", "cancelled", "not_held", "moved_open"],
    now: datetime,
) -> None:
    """Ask one person when a meeting could be instead."""
    pair = store.pairs.get(db, meeting.pair_id)
    season = store.rounds.get(db, pair.round_id)
    words = {
        "meeting": meeting,
        "other": pair.other_side(person),
        "reason": reason,
        "example": example(person.language, season.timezone, 1, now),
    }
    key = f"new_time:{meeting.id}:{person.id}:{meeting.sequence}:{reason}"
    about = Matter("meeting", meeting.id)
    post(db, site, Draft("new_time", person, about, key, season.name, words), now)


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


def _tell_the_others(
    db: store.Database, site: Site, meeting: Meeting, decliner: Person, now: datetime
) -> None:
    pair = store.pairs.get(db, meeting.pair_id)
    season = store.rounds.get(db, pair.round_id)
    for person in others(pair, decliner):
        words = {"meeting": meeting, "other": decliner.name}
        key = f"other_declined:{meeting.id}:{person.id}:{decliner.id}:{meeting.sequence}"
        about = Matter("meeting", meeting.id)
        post(db, site, Draft("other_declined", person, about, key, season.name, words), now)


def others(pair: Pair, person: Person) -> list[Person]:
    """Return who speaks for the other side: the mentor, or the actor who is asked."""
    return [pair.contact] if person.id == pair.mentor.id else [pair.mentor]


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
