"""Invitations that nobody has answered, asked about in words: "sent" is not "seen" (D3)."""

from collections.abc import Sequence
from datetime import datetime

from service import store
from service.actions.prompting import prompt
from service.domain.letters import Draft, Letter, Matter
from service.domain.meetings import Attendee, Meeting
from service.domain.site import Site
from service.domain.unanswered import ask_at

INVITATIONS = ("invitation", "invitation_moved")
TURNS = 2  # the invitation asks first


def ask(db: store.Database, site: Site, meeting: Meeting, now: datetime) -> int:
    """Ask everyone who has not answered a meeting's invitation, once; return how many letters."""
    due = [one for one, at in silent(db, meeting) if at <= now]
    return sum(_ask(db, site, meeting, one, now) for one in due)


def silent(db: store.Database, meeting: Meeting) -> list[tuple[Attendee, datetime]]:
    """Return who is to be asked, and from when."""
    if all(one.answer != "needs_action" for one in meeting.attendees):
        return []
    letters = store.letters.about(db, [Matter("meeting", meeting.id)])
    coming = gave_the_time(db, meeting)
    asked = [
        (one, ask_at(meeting, one, _invited_at(meeting, one, letters)))
        for one in meeting.attendees
        if one.person.paused_at is None and one.person.id not in coming
    ]
    return [(one, at) for one, at in asked if at is not None]


def gave_the_time(db: store.Database, meeting: Meeting) -> set[int]:
    """Return whose words the present time is: they have said that they come.

    These are who told of it or agreed to it, and who had proposed what was agreed to.
    """
    proposed = {
        offer.person_id
        for offer in store.proposals.of_meeting(db, meeting.id)
        if offer.state == "agreed" and offer.starts_at == meeting.starts_at
    }
    told = store.inbox.get(db, meeting.because).person_id if meeting.because else None
    return proposed if told is None else proposed | {told}


def key_of(meeting: Meeting, attendee: Attendee) -> str:
    """Return the occasion of asking one person about the present time of a meeting."""
    return f"will_you_come:{meeting.id}:{attendee.person.id}:{meeting.since}"


def _invited_at(meeting: Meeting, one: Attendee, letters: Sequence[Letter]) -> datetime | None:
    """Return when the invitation to the present time left for one person's calendar."""
    keys = {f"{kind}:{meeting.id}:{one.person.id}:{meeting.since}" for kind in INVITATIONS}
    return next((letter.sent_at for letter in letters if letter.key in keys), None)


def _ask(
    db: store.Database, site: Site, meeting: Meeting, attendee: Attendee, now: datetime
) -> bool:
    pair = store.pairs.get(db, meeting.pair_id)
    season = store.rounds.get(db, pair.round_id)
    other = pair.other_side(attendee.person)
    words = {"meeting": meeting, "other": other, "turn": TURNS, "of_turns": TURNS}
    about = Matter("meeting", meeting.id)
    key = key_of(meeting, attendee)
    draft = Draft("will_you_come", attendee.person, about, key, season.name, words)
    with store.transaction(db):
        return prompt(db, site, draft, now)
