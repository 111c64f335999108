"""Common events of a round: each person invited once, answers read, the silent asked once (P10)."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from service import store
from service.actions.inviting import PARTSTAT
from service.actions.post import post
from service.actions.prompting import prompt
from service.domain.calendar_answers import apply_answer
from service.domain.errors import Refused
from service.domain.events import ABOUT, EventGuest, RoundEvent, as_meeting, figures
from service.domain.invitations import CalendarMessage, Guest, Invitation, Mailbox, Method
from service.domain.letters import Draft, Matter
from service.domain.meetings import Answer, Meeting, answer
from service.domain.pairs import PairRole
from service.domain.people import Person
from service.domain.replies import Outcome, Reply
from service.domain.rounds import Round
from service.domain.site import Site
from service.mail import addresses

Fact = Mapping[str, object]


def invite(
    db: store.Database, site: Site, event: RoundEvent, to: tuple[int, PairRole], now: datetime
) -> bool:
    """Invite one person to an event, once; False if that was done."""
    person_id, role = to
    person = store.people.get(db, person_id)
    season = store.rounds.get(db, event.round_id)
    with store.transaction(db):
        if not store.events.invite(db, event.id, person_id, role, now):
            return False
        draft = draft_of("event_invitation", event, person, season)
        guest = store.events.guest(db, event.id, person_id)
        invitation = calendar_of(site, event, guest, season, "REQUEST", now)
        return post(db, site, replace(draft, invitation=invitation), now)


def invite_anew(
    db: store.Database, site: Site, event: RoundEvent, person: Person, now: datetime
) -> None:
    """Invite a guest once more, at the address that they have now."""
    season = store.rounds.get(db, event.round_id)
    guest = store.events.guest(db, event.id, person.id)
    draft = draft_of("event_invitation", event, person, season)
    invitation = calendar_of(site, event, guest, season, "REQUEST", now)
    key = f"{draft.key}:{person.email}"
    post(db, site, replace(draft, key=key, invitation=invitation), now)


def remind(
    db: store.Database, site: Site, event: RoundEvent, guest: EventGuest, now: datetime
) -> bool:
    """Ask someone who has not answered once more; False if that was done."""
    if guest.person.paused_at is not None:
        return False
    season = store.rounds.get(db, event.round_id)
    with store.transaction(db):
        return prompt(db, site, draft_of("event_reminder", event, guest.person, season), now)


def take(
    db: store.Database, site: Site, reply: Reply, message: CalendarMessage, now: datetime
) -> Outcome:
    """Apply a calendar's answer; raises Refused where a human must look."""
    event = store.events.get(db, reply.about.id)
    guest = _guest_of(db, event, reply.writer)
    before = as_meeting(event, guest, site.mail_domain)
    after, verdict = apply_answer(before, reply.writer.id, message, site.mail_domain, now)
    match verdict.outcome:
        case "applied":
            _keep(db, guest, after)
            if not reply.reading.certain:
                raise Refused(f"{verdict.reason}, with a comment that is not clear")
            return Outcome("settled", verdict.reason)
        case "already_applied" | "stale":
            return Outcome("ignored", verdict.reason)
    raise Refused(f"an event of the round: {verdict.reason}")


def take_words(db: store.Database, site: Site, reply: Reply, now: datetime) -> list[Fact]:
    """Note whether someone will come, and return what to echo; raises Refused for other words."""
    event = store.events.get(db, reply.about.id)
    guest = _guest_of(db, event, reply.writer)
    if event.ends_at <= now:
        raise Refused("answers an event that is over")
    if event.cancelled_at is not None:
        raise Refused("answers a cancelled meeting")
    facts: list[Fact] = []
    for finding in reply.reading.findings:
        match finding.kind:
            case "accepted" | "declined" | "tentative":
                before = as_meeting(event, guest, site.mail_domain)
                _keep(db, guest, answer(before, reply.writer.id, finding.kind, reply.received_at))
                facts.append(_fact(event, reply.writer, finding.kind))
            case "undo":
                before = as_meeting(event, guest, site.mail_domain)
                taken = answer(before, reply.writer.id, "needs_action", reply.received_at)
                _keep(db, guest, taken)
                facts.append({"kind": "undone"})
            case _:
                raise Refused(f"says {finding.kind} of an event: for a coordinator")
    return facts


def figures_of(db: store.Database, season: Round) -> list[dict[str, object]]:
    """Return how the invited have answered, event by event, for `oksa round show`."""
    known = {(one.kind, one.starts_at): one for one in store.events.of_round(db, season.id)}
    shown: list[dict[str, object]] = []
    for event in sorted(season.events, key=lambda one: one.starts_at):
        kept = known.get((event.kind, event.starts_at))
        guests = store.events.guests(db, kept.id) if kept else []
        starts_at = event.starts_at.isoformat()
        shown.append({"kind": event.kind, "starts_at": starts_at, **asdict(figures(guests))})
    return shown


def _fact(event: RoundEvent, person: Person, said: Answer) -> Fact:
    title = event.title(person.language)
    return {"kind": f"event_{said}", "title": title, "at": event.starts_at}


def _guest_of(db: store.Database, event: RoundEvent, person: Person) -> EventGuest:
    """Return someone's invitation; raises Refused for one who has been taken off the list."""
    try:
        return store.events.guest(db, event.id, person.id)
    except LookupError:
        raise Refused("comes from someone outside the meeting") from None


def _keep(db: store.Database, guest: EventGuest, after: Meeting) -> None:
    (answered,) = after.attendees
    kept = replace(
        guest,
        answer=answered.answer,
        sequence=answered.sequence,
        stamped_at=answered.stamped_at,
    )
    store.events.save(db, kept)


def draft_of(kind: str, event: RoundEvent, person: Person, season: Round) -> Draft:
    """Return a letter about an event to one person, once for each time and kind."""
    title = event.title(person.language)
    words = {"event": event, "title": title, "about": ABOUT[person.language]}
    about = Matter("event", event.id)
    again = f":{event.since}" if event.since else ""
    key = f"{kind}:{event.id}:{person.id}{again}"
    return Draft(kind, person, about, key, season.name, words)


def calendar_of(
    site: Site, event: RoundEvent, guest: EventGuest, season: Round, method: Method, now: datetime
) -> Invitation:
    """Return an event for one recipient, who alone is listed: all see every ATTENDEE (I4)."""
    person = guest.person
    token = addresses.token(site, "reply", Matter("event", event.id), person.id)
    return Invitation(
        uid=event.uid(site.mail_domain),
        sequence=event.sequence,
        method=method,
        starts_at=event.starts_at,
        minutes=event.minutes,
        timezone=event.timezone,
        number=1,
        of=1,
        language=person.language,
        organizer=Mailbox(season.name[person.language], addresses.address(site, token)),
        to=Mailbox(person.name, person.email),
        attendees=(Guest(person.name, person.email, PARTSTAT[guest.answer]),),
        created_at=event.created_at,
        stamped_at=now,
        place=event.place,
        url=event.url,
        title=f"{season.name[person.language]}: {event.title(person.language)}",
        about=ABOUT[person.language],
    )
