"""A new address: asked for from the old one, confirmed from the new one (P24, S4)."""

from dataclasses import replace
from datetime import datetime

from service import store
from service.actions import events, inviting, mailboxes
from service.actions.post import post
from service.actions.status import live_pairs
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.people import Person
from service.domain.rounds import Round
from service.domain.site import Site
from service.domain.wishes import Asked
from service.mail.letters import readdressed

WRITTEN_ANEW = ("invitation", "invitation_moved", "invitation_changed", "event_invitation")
TAKEN = "the new address is another person's"


def refuse_taken(db: store.Database, email: str) -> None:
    """Raise Refused where an address belongs to somebody already."""
    if store.people.find(db, email) is not None:
        raise Refused(TAKEN)


def tell_the_old(
    db: store.Database, site: Site, person: Person, season: Round, asked: Asked, now: datetime
) -> None:
    """Tell the old address that another is asked for, or has taken its place."""
    about = Matter("application", season.id)
    key = f"address_notice:{asked.id}:{asked.state}"
    words = {"wish": asked.wish, "changed": asked.state == "done"}
    post(db, site, Draft("address_notice", person, about, key, season.name, words), now)


def move(
    db: store.Database, site: Site, person: Person, season: Round, asked: Asked, now: datetime
) -> Person:
    """Give a person the address that they have confirmed, and return them with it.

    Meetings and events ahead are invited to it anew, and what waits for the old address goes
    to the new one. Raises Refused where somebody has it meanwhile.
    """
    new = asked.wish.address
    refuse_taken(db, new)
    with store.transaction(db):
        store.people.move(db, person.id, new)
        _rename_member(db, season, person.email, new)
        moved = store.people.get(db, person.id)
        _send_after(db, site, person, moved, now)
        for pair in live_pairs(db, season.id, moved):
            for meeting in store.meetings.of_pair(db, pair.id):
                if meeting.state_at(now) == "planned" and meeting.attendee(person.id):
                    inviting.invite_anew(db, site, meeting, moved, now)
        for event in store.events.of_round(db, season.id):
            guests = [guest.person.id for guest in store.events.guests(db, event.id)]
            if event.starts_at > now and person.id in guests:
                events.invite_anew(db, site, event, moved, now)
        tell_the_old(db, site, person, season, asked, now)
    return moved


def _send_after(
    db: store.Database, site: Site, person: Person, moved: Person, now: datetime
) -> None:
    """Let what waits for the old address go to the new one; it is written to as any other.

    Calendar letters name the address inside and are written anew; a cancellation is in words,
    too, and goes on. What tells the old address of the move stays there.
    """
    mailboxes.start_anew(db, person.id, now)
    for letter in store.letters.unsent_to(db, person.id, person.email):
        if letter.kind in WRITTEN_ANEW:
            store.outbox.withdraw(db, [letter.key])
        elif letter.kind != "address_notice":
            store.outbox.readdress(db, readdressed(letter, site, moved, now))


def _rename_member(db: store.Database, season: Round, old: str, new: str) -> None:
    """Let the teams of a season know a member by the new address."""
    for team in store.applications.of_round(db, season.id):
        if any(member.email == old for member in team.members):
            members = [replace(one, email=new) if one.email == old else one for one in team.members]
            store.applications.save_members(db, team.id, members)
