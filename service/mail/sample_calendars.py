"""Sample letters about events: of participants' own calendars, and of a round (P10, P15)."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from service.domain.events import ABOUT, Material, RoundEvent
from service.domain.invitations import Acceptance, Mailbox
from service.domain.letters import Draft
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.plans import example
from service.domain.site import Site
from service.mail import sample_people
from service.mail.sample_people import STARTS_AT, VIDEO

Sample = tuple[str, Person, Mapping[str, object]]


def calendars(pair: Pair) -> Iterator[Sample]:
    """Yield what the owner of an event gets, what the others get, and a round's invitations."""
    meeting, mentor, actor = sample_people.meeting_of(pair), pair.mentor, pair.contact
    suffix = "-team" if pair.is_team else ""
    seen = {"meeting": meeting, "pair": pair, "owner": mentor.name}
    own = {**seen, "other": pair.other_side(mentor)}
    yield f"own_event_accepted{suffix}", mentor, {**own, "doubled": False}
    yield f"own_event_accepted-doubled{suffix}", mentor, {**own, "doubled": True}
    for change, cancelled in (("moved", False), ("cancelled", True)):
        name = f"own_event_changed-{change}"
        yield f"{name}{suffix}", mentor, {**own, "is_owner": True, "cancelled": cancelled}
        others = {**seen, "other": mentor.name, "is_owner": False, "cancelled": cancelled}
        yield f"{name}-other{suffix}", actor, others
    shown = example(mentor.language, meeting.timezone, 4, STARTS_AT)
    yield f"series_question{suffix}", mentor, {"other": pair.other_side(mentor), "example": shown}
    yield f"quiet_mentor{suffix}", mentor, {
        "number": 2, "of": 4, "other": pair.other_side(mentor), "example": shown,
    }  # fmt: skip
    unanswered = {"meeting": meeting, "other": mentor.name, "turn": 2, "of_turns": 2}
    yield f"will_you_come{suffix}", actor, unanswered
    yield from _events(actor, suffix)


def acceptance(draft: Draft, pair: Pair, site: Site, now: datetime) -> Acceptance:
    """Return the yes that goes with the sample letter about someone's own event."""
    meeting = sample_people.meeting_of(pair)
    return Acceptance(
        uid="an-event-of-theirs@example.org",
        sequence=0,
        organizer=Mailbox(draft.to.name, draft.to.email),
        attendee=Mailbox(draft.programme[draft.to.language], site.sender_address),
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + timedelta(minutes=meeting.minutes),
        summary="Mentorointi; Anna, Eetu",
        stamped_at=now,
    )


def event(kind: str) -> RoundEvent:
    """Return a common event of a round: the kick-off online, another in a place."""
    online = kind == "kickoff"
    return RoundEvent(
        id=3,
        round_id=1,
        kind=kind,
        starts_at=STARTS_AT - timedelta(days=28),
        minutes=120,
        timezone="Europe/Helsinki",
        roles=("mentor", "actor"),
        place="" if online else "Opintie 1, Tampere",
        url=VIDEO if online else "",
        created_at=STARTS_AT - timedelta(days=60),
    )


def _events(actor: Person, suffix: str) -> Iterator[Sample]:
    for kind in ("kickoff", "halfway"):
        shown_event = event(kind)
        title, about = shown_event.title(actor.language), ABOUT[actor.language]
        words = {"event": shown_event, "title": title, "about": about}
        yield f"event_invitation-{kind}{suffix}", actor, words
        yield f"event_reminder-{kind}{suffix}", actor, words
        moved = {**words, "before": STARTS_AT - timedelta(days=35), "alone": False}
        for change in ("moved", "changed", "cancelled"):
            yield f"event_{change}-{kind}{suffix}", actor, moved
        yield f"event_cancelled-alone-{kind}{suffix}", actor, {**moved, "alone": True}
        url = VIDEO if kind == "kickoff" else ""
        material = Material("Tervetuloa!\n\nKäymme läpi sopimuksen kohdat.", url)
        yield f"event_material-{kind}{suffix}", actor, {**words, "material": material}
