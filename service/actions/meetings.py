"""Meetings: booked, moved, called off, and told to every calendar (P13, P14)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from service import store
from service.actions import absences, inviting
from service.actions.post import post
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.meetings import Answer, Before, Meeting, cancel, change, move, way_back
from service.domain.meetings import answer as answer_of
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.plans import Time, example, planned
from service.domain.site import Site


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
            inviting.invite(db, site, store.meetings.get(db, meeting.id), "invitation", now)
            absences.point_out(db, site, meeting, now)
    return kept


def shift(
    db: store.Database, site: Site, meeting: Meeting, time: Time, because: int | None,
    now: datetime,
) -> Meeting:  # fmt: skip
    """Move a meeting and tell every calendar; raises Refused where it cannot be moved."""
    starts_at, minutes = time
    before = Before(meeting.starts_at, meeting.minutes, now)
    moved = replace(move(meeting, starts_at, minutes), because=because, before=before)
    _tell_of_move(db, site, meeting, moved, now)
    return moved


def move_back(
    db: store.Database, site: Site, meeting: Meeting, because: int | None, now: datetime
) -> Meeting:
    """Move a meeting back to where it was before a mistaken move, and tell every calendar.

    Raises Refused where it is too late for that, or where it has been moved back already:
    then two tell two stories.
    """
    before = way_back(meeting, now)
    if before is None:
        raise Refused(f"meeting {meeting.id} is {meeting.state}: nothing to take back")
    there = move(meeting, before.starts_at, before.minutes)
    moved = replace(there, because=because, before=None)
    _tell_of_move(db, site, meeting, moved, now)
    return moved


def call_off(
    db: store.Database, site: Site, meeting: Meeting, because: int | None, now: datetime
) -> Meeting:
    """Cancel a meeting in every calendar; raises Refused where it is not ahead."""
    with store.transaction(db):
        cancelled = replace(cancel(meeting), because=because, settled_at=now)
        store.meetings.save(db, cancelled)
        store.proposals.close(db, meeting.id, "refused")
        inviting.invite(db, site, cancelled, "invitation_cancelled", now)
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
        inviting.invite(db, site, changed, "invitation_changed", now)
    return changed


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


def others(pair: Pair, person: Person) -> list[Person]:
    """Return who speaks for the other side: the mentor, or the actor who is asked."""
    return [pair.contact] if person.id == pair.mentor.id else [pair.mentor]


def _tell_of_move(
    db: store.Database, site: Site, meeting: Meeting, moved: Meeting, now: datetime
) -> None:
    with store.transaction(db):
        store.meetings.save(db, moved)
        store.proposals.close(db, meeting.id, "agreed")
        inviting.invite(db, site, moved, "invitation_moved", now, before=meeting.starts_at)
        absences.point_out(db, site, moved, now)


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
