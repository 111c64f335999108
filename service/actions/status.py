""" "Tilanne?": a pair's meetings, what is next and what is open, told by mail (P23)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from service import store
from service.actions import unanswered
from service.actions.post import answer
from service.domain.agreements import waiting_for
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.plans import example
from service.domain.replies import Reply
from service.domain.site import Site

Open = Mapping[str, object]


@dataclass(frozen=True)
class Shown:
    """One meeting as the letter shows it: its state at this moment, and the time of its day."""

    meeting: Meeting
    state: str


@dataclass(frozen=True)
class Standing:
    """Where one pair stands, as one of its people is told; `next` is None where none is booked.

    `number` is that of the next meeting to agree on, 0 where the plan is full.
    """

    other: str
    held: int
    plan: int
    meetings: tuple[Shown, ...]
    next: Meeting | None
    number: int
    open: tuple[Open, ...]


def tell(db: store.Database, site: Site, reply: Reply, now: datetime) -> bool:
    """Answer with where the writer's pairs stand, or their application; False where S7 forbids.

    A reply to the letter about one pair books that pair's next times.
    """
    season = store.rounds.get(db, reply.round_id)
    pairs = live_pairs(db, season.id, reply.writer)
    made = store.applications.of_person(db, season.id, reply.writer.id)
    application = next((one for one in made if one.state not in ("replaced", "withdrawn")), None)
    words = {
        "standings": [_standing(db, pair, reply.writer, now) for pair in pairs],
        "application": application,
        "starts": season.starts,
        "paused": reply.writer.paused_at is not None,
        "example": example(reply.writer.language, season.timezone, 1, now),
        "timezone": season.timezone,
    }
    about = Matter("pair", pairs[0].id) if len(pairs) == 1 else Matter("application", season.id)
    return answer(db, site, replace(reply, about=about), "status", words, now)


def live_pairs(db: store.Database, season_id: int, person: Person) -> list[Pair]:
    """Return a person's pairs that are published and have not ended."""
    known = store.pairs.of_person(db, season_id, person.id)
    return [pair for pair in known if pair.published_at is not None and pair.ended_at is None]


def _standing(db: store.Database, pair: Pair, person: Person, now: datetime) -> Standing:
    known = store.meetings.of_pair(db, pair.id)
    ahead = [one for one in known if one.state_at(now) == "planned"]
    counted = [one for one in known if one.state not in ("cancelled", "not_held")]
    return Standing(
        other=pair.other_side(person),
        held=sum(one.state == "held" for one in known),
        plan=pair.plan,
        meetings=tuple(Shown(one, one.state_at(now)) for one in known if one.state != "cancelled"),
        next=ahead[0] if ahead else None,
        number=0 if len(counted) >= pair.plan else len(counted) + 1,
        open=(*_questions(db, known, person, now), *_papers(db, pair, person)),
    )


def _questions(
    db: store.Database, known: list[Meeting], person: Person, now: datetime
) -> Iterator[Open]:
    """Yield what the meetings still ask: how one went, whether someone comes, another time."""
    for meeting in known:
        state = meeting.state_at(now)
        offer = store.proposals.find_open(db, meeting.id)
        if state in ("unknown", "disputed"):
            yield {"kind": "attendance", "meeting": meeting}
        if offer is not None and offer.starts_at > now:
            kind = "proposed" if offer.person_id == person.id else "proposal"
            yield {"kind": kind, "meeting": meeting, "at": offer.starts_at}
        elif state == "planned" and _owes_answer(db, meeting, person):
            yield {"kind": "invitation", "meeting": meeting}


def _owes_answer(db: store.Database, meeting: Meeting, person: Person) -> bool:
    """Return whether an invitation of ours waits for a person; events of their own are not ours."""
    place = meeting.attendee(person.id)
    if meeting.own_uid or place is None or place.answer != "needs_action":
        return False
    return person.id not in unanswered.gave_the_time(db, meeting)


def _papers(db: store.Database, pair: Pair, person: Person) -> Iterator[Open]:
    """Yield what the agreement waits for, and the writer's own claims that are not decided."""
    agreement = store.agreements.of(db, pair.id)
    if agreement.agreed_at is None:
        left = waiting_for(agreement, pair)
        others = [one for one in left if one.id != person.id]
        mine = len(others) < len(left)
        yield {"kind": "agreement_mine" if mine else "agreement_other"}
    for claim in store.claims.of_pair(db, pair.id):
        if claim.person_id == person.id and claim.is_open:
            yield {"kind": "claim", "claim": claim, "missing": bool(claim.missing)}
