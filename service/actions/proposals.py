"""Proposals: one party offers a time, the other's "ok" moves the meeting (P14)."""

from dataclasses import replace
from datetime import datetime

from service import store
from service.actions.inviting import calendar_of
from service.actions.meetings import others, shift
from service.actions.post import post
from service.actions.prompting import prompt
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.plans import Offer
from service.domain.site import Site
from service.store.proposals import Proposal

TURNS = 2  # P21: each question at most twice


def propose(
    db: store.Database, site: Site, meeting: Meeting, person: Person, offer: Offer, now: datetime
) -> None:
    """Pass one party's time on to the other; an open offer of theirs for that time is agreed.

    Another time is also the answer to what they had offered. Raises Refused where the meeting
    is over and told of, cancelled, or at that time already.
    """
    _refuse_idle(meeting, offer, now)
    waiting = store.proposals.find_open(db, meeting.id)
    if waiting and waiting.person_id != person.id and waiting.starts_at == offer.starts_at:
        agree(db, site, meeting, person, offer.because, now)
        return
    with store.transaction(db):
        kept = store.proposals.add(db, meeting.id, person.id, offer, now)
        _ask(db, site, meeting, kept, 1, now)
        if waiting and _is_unheard(store.pairs.get(db, meeting.pair_id), waiting, person):
            _tell_refused(db, site, meeting, waiting, person, now)


def remind(db: store.Database, site: Site, offer: Proposal, now: datetime) -> bool:
    """Ask the other party once more; False if that was done or no answer could move anything."""
    meeting = store.meetings.get(db, offer.meeting_id)
    if meeting.state not in ("planned", "not_held") or offer.starts_at <= now:
        return False
    with store.transaction(db):
        return _ask(db, site, meeting, offer, 2, now)


def tell_coordinators(db: store.Database, offer: Proposal, now: datetime) -> bool:
    """Lay a proposal that nobody answers before the coordinators, once; False if that was done."""
    pair_id = store.meetings.get(db, offer.meeting_id).pair_id
    with store.transaction(db):
        if not store.proposals.mark_silent(db, offer.id):
            return False
        store.acts.add(db, "", "proposal_silent", ("pair", pair_id), now)
    return True


def agree(
    db: store.Database, site: Site, meeting: Meeting, person: Person, because: int | None,
    now: datetime,
) -> Meeting:  # fmt: skip
    """Move a meeting to the time the other party offered; raises Refused where none waits."""
    waiting = store.proposals.find_open(db, meeting.id)
    if waiting is None or waiting.person_id == person.id:
        raise Refused(f"no proposal for meeting {meeting.id} waits for this answer")
    return shift(db, site, meeting, (waiting.starts_at, waiting.minutes), because, now)


def refuse(
    db: store.Database, site: Site, meeting: Meeting, person: Person, now: datetime
) -> Proposal:
    """Tell who offered a time that it does not suit, and return it; Refused where none waits."""
    waiting = store.proposals.find_open(db, meeting.id)
    if waiting is None or waiting.person_id == person.id:
        raise Refused(f"no proposal for meeting {meeting.id} waits for this answer")
    with store.transaction(db):
        store.proposals.close(db, meeting.id, "refused")
        _tell_refused(db, site, meeting, waiting, person, now)
    return waiting


def withdraw(db: store.Database, site: Site, offer: Proposal, now: datetime) -> bool:
    """Take back what somebody offered; who was asked already is told. False where none waits.

    Raises Refused where the other has agreed to it: then the meeting stands at that time.
    """
    if offer.state == "agreed":
        raise Refused("takes back a proposal that the other has agreed to")
    if offer.state not in ("open", "silent"):
        return False
    meeting = store.meetings.get(db, offer.meeting_id)
    person = store.people.get(db, offer.person_id)
    pair = store.pairs.get(db, meeting.pair_id)
    with store.transaction(db):
        store.proposals.close(db, meeting.id, "withdrawn")
        for other in others(pair, person):
            _unask(db, site, meeting, offer, other, now)
    return True


def _unask(
    db: store.Database, site: Site, meeting: Meeting, offer: Proposal, other: Person, now: datetime
) -> None:
    """Let no question leave about an offer; tell whoever has had one, or a no in it."""
    first = f"proposal:{offer.id}:{other.id}"
    keys = [f"{first}:{turn}" for turn in range(2, TURNS + 1)]
    if _displaced(db, offer, other) is None:
        keys.append(first)
    store.outbox.withdraw(db, keys)
    if not store.outbox.has(db, first):
        return
    season = store.rounds.get(db, store.pairs.get(db, meeting.pair_id).round_id)
    person = store.people.get(db, offer.person_id)
    words = {"meeting": meeting, "proposed": offer.starts_at, "other": person.name}
    about = Matter("meeting", meeting.id)
    key = f"proposal_withdrawn:{offer.id}"
    post(db, site, Draft("proposal_withdrawn", other, about, key, season.name, words), now)


def _refuse_idle(meeting: Meeting, offer: Offer, now: datetime) -> None:
    if meeting.state not in ("planned", "not_held"):
        raise Refused(f"meeting {meeting.id} is {meeting.state}")
    if offer.starts_at <= now:
        raise Refused("the proposed time has passed")
    same_length = offer.minutes in (None, meeting.minutes)
    if meeting.state == "planned" and offer.starts_at == meeting.starts_at and same_length:
        raise Refused("proposes the time that is booked")


def _ask(
    db: store.Database, site: Site, meeting: Meeting, offer: Proposal, turn: int, now: datetime
) -> bool:
    """Ask the other side for its word on an offer; False where that letter is written."""
    pair = store.pairs.get(db, meeting.pair_id)
    season = store.rounds.get(db, pair.round_id)
    person = store.people.get(db, offer.person_id)
    words = {
        "meeting": meeting,
        "pair": pair,
        "other": person.name,
        "proposed": offer.starts_at,
        "minutes": offer.minutes or meeting.minutes,
        "before": meeting.starts_at,
        "turn": turn,
        "of_turns": TURNS,
    }
    about = Matter("meeting", meeting.id)
    asked = []
    for other in others(pair, person):
        key = f"proposal:{offer.id}:{other.id}" + (f":{turn}" if turn > 1 else "")
        displaced = _displaced(db, offer, other)
        told = {**words, "instead": displaced.starts_at if displaced else None}
        draft = Draft("proposal", other, about, key, season.name, told)
        if displaced and turn == 1:
            draft = _declining(db, site, meeting, displaced, draft, now)
        # Passing a time on is no prompt; asking again is (P21).
        asked.append((post if turn == 1 else prompt)(db, site, draft, now))
    return any(asked)


def _displaced(db: store.Database, offer: Proposal, person: Person) -> Proposal | None:
    """Return a person's own proposal that an offer is the answer to, or None."""
    earlier = [one for one in store.proposals.of_meeting(db, offer.meeting_id) if one.id < offer.id]
    if earlier and (earlier[-1].person_id, earlier[-1].state) == (person.id, "replaced"):
        return earlier[-1]
    return None


def _is_unheard(pair: Pair, waiting: Proposal, person: Person) -> bool:
    """Return whether an open offer came from the other side, but not from whom we ask there."""
    of_mentor = waiting.person_id == pair.mentor.id
    if of_mentor == (person.id == pair.mentor.id):
        return False
    return waiting.person_id not in {one.id for one in others(pair, person)}


def _tell_refused(
    db: store.Database, site: Site, meeting: Meeting, offer: Proposal, person: Person,
    now: datetime,
) -> None:  # fmt: skip
    """Tell who offered a time that it does not suit another person."""
    season = store.rounds.get(db, store.pairs.get(db, meeting.pair_id).round_id)
    proposer = store.people.get(db, offer.person_id)
    words = {"meeting": meeting, "proposed": offer.starts_at, "other": person.name}
    key = f"proposal_declined:{offer.id}"
    about = Matter("meeting", meeting.id)
    draft = Draft("proposal_declined", proposer, about, key, season.name, words)
    post(db, site, _declining(db, site, meeting, offer, draft, now), now)


def _declining(
    db: store.Database, site: Site, meeting: Meeting, offer: Proposal, draft: Draft, now: datetime
) -> Draft:
    """Return a letter that also tells a calendar which proposed a time (RFC 5546 §3.2.8)."""
    if offer.how != "counter" or meeting.own_uid:
        return draft
    return replace(
        draft, invitation=calendar_of(db, site, meeting, draft.to, "DECLINECOUNTER", now)
    )
