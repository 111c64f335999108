"""Proposals: one party offers a time, the other's "ok" moves the meeting (P14)."""

from datetime import datetime

from service import store
from service.actions.meetings import others, shift
from service.actions.post import post
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.meetings import Meeting
from service.domain.people import Person
from service.domain.plans import Time
from service.domain.site import Site


def propose(
    db: store.Database, site: Site, meeting: Meeting, person: Person, time: Time, now: datetime
) -> None:
    """Pass one party's time on to the other; an open offer of theirs for that time is agreed.

    Raises Refused where the meeting is over and told of, or cancelled.
    """
    starts_at, _ = time
    if meeting.state not in ("planned", "not_held"):
        raise Refused(f"meeting {meeting.id} is {meeting.state}")
    if starts_at <= now:
        raise Refused("the proposed time has passed")
    waiting = store.proposals.find_open(db, meeting.id)
    if waiting and waiting.person_id != person.id and waiting.starts_at == starts_at:
        agree(db, site, meeting, person, None, now)
        return
    with store.transaction(db):
        offer = store.proposals.add(db, meeting.id, person.id, time, now)
        pair = store.pairs.get(db, meeting.pair_id)
        season = store.rounds.get(db, pair.round_id)
        for other in others(pair, person):
            words = {
                "meeting": meeting,
                "other": person.name,
                "proposed": starts_at,
                "before": meeting.starts_at,
            }
            key = f"proposal:{offer.id}:{other.id}"
            about = Matter("meeting", meeting.id)
            draft = Draft("proposal", other, about, key, season.name, {**words, "pair": pair})
            post(db, site, draft, now)


def agree(
    db: store.Database, site: Site, meeting: Meeting, person: Person, because: int | None,
    now: datetime,
) -> Meeting:  # fmt: skip
    """Move a meeting to the time the other party offered; raises Refused where none waits."""
    waiting = store.proposals.find_open(db, meeting.id)
    if waiting is None or waiting.person_id == person.id:
        raise Refused(f"no proposal for meeting {meeting.id} waits for this answer")
    return shift(db, site, meeting, (waiting.starts_at, waiting.minutes), because, now)


def refuse(db: store.Database, site: Site, meeting: Meeting, person: Person, now: datetime) -> None:
    """Tell who offered a time that it does not suit; raises Refused where none waits."""
    waiting = store.proposals.find_open(db, meeting.id)
    if waiting is None or waiting.person_id == person.id:
        raise Refused(f"no proposal for meeting {meeting.id} waits for this answer")
    pair = store.pairs.get(db, meeting.pair_id)
    season = store.rounds.get(db, pair.round_id)
    proposer = store.people.get(db, waiting.person_id)
    words = {"meeting": meeting, "proposed": waiting.starts_at, "other": person.name}
    key = f"proposal_declined:{waiting.id}"
    about = Matter("meeting", meeting.id)
    with store.transaction(db):
        store.proposals.close(db, meeting.id, "refused")
        post(db, site, Draft("proposal_declined", proposer, about, key, season.name, words), now)
