"""Attendance: "did you meet?", and what the pair tells (P17, P18)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from service import store
from service.actions.meetings import ask_for_new_time
from service.actions.post import page, post
from service.actions.prompting import may_prompt, prompt
from service.domain.errors import Refused
from service.domain.letters import Draft, Matter
from service.domain.meetings import (
    UNDO_WITHIN,
    Held,
    Meeting,
    NotHeld,
    concede,
    correct,
    settle,
    told_first,
)
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.site import Site

SILENT_FOR = timedelta(days=3)  # then the mentor is asked, too
REMIND_AFTER = timedelta(days=7)  # then the actor is reminded, once
ASKED_FOR = timedelta(days=28)  # after that nobody is reminded of a meeting long past (P21)

Fact = Mapping[str, object]


def ask_how_it_went(db: store.Database, site: Site, meeting: Meeting, now: datetime) -> bool:
    """Ask the actor, once, whether the meeting took place (P17); False if not now, or done.

    About a meeting to which one side could not come nobody is asked again. Who has paused
    counts as asked, so that the mentor's turn comes.
    """
    pair = store.pairs.get(db, meeting.pair_id)
    with store.transaction(db):
        paused = pair.contact.paused_at is not None
        if not paused and not may_prompt(db, pair.contact, now):
            return False
        if not store.meetings.mark_asked(db, meeting.id, now) or paused:
            return False
        turns = (1, 2 if meeting.suits_both else 1)
        return prompt(db, site, _question(db, site, meeting, pair, pair.contact, turns), now)


def remind_the_actor(db: store.Database, site: Site, meeting: Meeting, now: datetime) -> bool:
    """Ask the actor again, once, while nobody has told; False if that was done (P21)."""
    pair = store.pairs.get(db, meeting.pair_id)
    if pair.contact.paused_at is not None or not meeting.suits_both:
        return False
    with store.transaction(db):
        return prompt(db, site, _question(db, site, meeting, pair, pair.contact, (2, 2)), now)


def ask_the_mentor(db: store.Database, site: Site, meeting: Meeting, now: datetime) -> bool:
    """Ask the mentor, once, when the actor has been silent; False if that was done."""
    pair = store.pairs.get(db, meeting.pair_id)
    if pair.mentor.paused_at is not None or _is_asked_alone(meeting, pair):
        return False
    with store.transaction(db):
        return prompt(db, site, _question(db, site, meeting, pair, pair.mentor, (1, 1)), now)


def tell(
    db: store.Database, site: Site, meeting: Meeting, said: Held | NotHeld, because: int | None,
    now: datetime,
) -> Meeting:  # fmt: skip
    """Note what one participant tells of a meeting; a second story asks both (P17).

    Raises Refused where the meeting is cancelled or disputed already.
    """
    told = settle(meeting, said)
    if told == meeting:
        return meeting
    return _keep(db, site, replace(told, because=because, settled_at=now), now)


def agrees(db: store.Database, meeting: Meeting, person: Person, said: Held | NotHeld) -> bool:
    """Return whether both sides of a disputed meeting tell the same once one person says this.

    False where they keep to their side's story, or nobody knows which that was.
    """
    second = store.inbox.get(db, meeting.because).person_id if meeting.because else None
    is_first_story = (told_first(meeting) == "held") is isinstance(said, Held)
    if is_first_story:
        return person.id == second
    pair = store.pairs.get(db, meeting.pair_id)
    sides = {one.id: pair.role_of(one) for one in pair.people}
    return second in sides and sides[second] != sides[person.id]


def end_dispute(
    db: store.Database, site: Site, meeting: Meeting, said: Held | NotHeld, because: int,
    now: datetime,
) -> Meeting:  # fmt: skip
    """Settle a disputed meeting of which both sides now tell the same (P17)."""
    return _keep(db, site, replace(concede(meeting, said), because=because, settled_at=now), now)


def _keep(db: store.Database, site: Site, kept: Meeting, now: datetime) -> Meeting:
    with store.transaction(db):
        store.meetings.save(db, kept)
        if kept.state == "disputed":
            _ask_both(db, site, kept, now)
        elif kept.state == "not_held":
            _ask_for_another(db, site, kept, now)
    return kept


def take_back(
    db: store.Database, site: Site, meeting: Meeting, said: Held | NotHeld | None,
    because: int | None, now: datetime,
) -> Meeting:  # fmt: skip
    """Undo what was told of a meeting, and note what is right instead, if it is said (P18).

    Raises Refused where nothing was told, or longer ago than a correction may come.
    """
    if meeting.state not in ("held", "not_held", "disputed") or meeting.settled_at is None:
        raise Refused(f"meeting {meeting.id} is {meeting.state}: nothing to take back")
    if now - meeting.settled_at > UNDO_WITHIN:
        raise Refused(f"meeting {meeting.id} was settled more than 14 days ago")
    with store.transaction(db):
        corrected = correct(meeting, said)
        kept = replace(corrected, because=because, settled_at=now if said else None)
        store.meetings.save(db, kept)
    return kept


def decide(
    db: store.Database, meeting: Meeting, said: Held | NotHeld, because: int | None, now: datetime
) -> Meeting:
    """Settle a meeting by a coordinator's word, whatever was told before."""
    if meeting.state == "cancelled":
        raise Refused(f"meeting {meeting.id} is cancelled")
    with store.transaction(db):
        kept = replace(correct(meeting, said), because=because, settled_at=now)
        store.meetings.save(db, kept)
    return kept


def facts_of(meeting: Meeting) -> list[Fact]:
    """Return what is to be echoed of a meeting that somebody told of."""
    if meeting.state != "held":
        return [{"kind": "not_held"}] if meeting.state == "not_held" else []
    missing = [one.person.first_name for one in meeting.attendees if one.attended is False]
    return [
        {
            "kind": "held",
            "on": meeting.held_on,
            "minutes": meeting.minutes,
            "missing": missing,
        }
    ]


def _is_asked_alone(meeting: Meeting, pair: Pair) -> bool:
    """Return whether the actor's silence about a meeting that was declined is answer enough."""
    return not meeting.suits_both and pair.contact.paused_at is None


def _question(
    db: store.Database, site: Site, meeting: Meeting, pair: Pair, person: Person,
    turns: tuple[int, int],
) -> Draft:  # fmt: skip
    season = store.rounds.get(db, pair.round_id)
    about = Matter("meeting", meeting.id)
    turn, of_turns = turns
    words = {
        "meeting": meeting,
        "other": pair.other_side(person),
        "link": page(site, "t", about, person),
        "turn": turn,
        "of_turns": of_turns,
    }
    key = f"did_you_meet:{meeting.id}:{person.id}:{meeting.sequence}"
    if turn > 1:
        key = f"{key}:{turn}"
    return Draft("did_you_meet", person, about, key, season.name, words)


def _ask_both(db: store.Database, site: Site, meeting: Meeting, now: datetime) -> None:
    pair = store.pairs.get(db, meeting.pair_id)
    season = store.rounds.get(db, pair.round_id)
    for person in (pair.mentor, pair.contact):
        words = {"meeting": meeting, "other": pair.other_side(person)}
        key = f"disputed:{meeting.id}:{person.id}:{meeting.sequence}"
        about = Matter("meeting", meeting.id)
        post(db, site, Draft("disputed", person, about, key, season.name, words), now)


def _ask_for_another(db: store.Database, site: Site, meeting: Meeting, now: datetime) -> None:
    """Ask the actor, whose duty it is, for a time instead of a meeting that did not happen."""
    pair = store.pairs.get(db, meeting.pair_id)
    ask_for_new_time(db, site, meeting, pair.contact, "not_held", now)
