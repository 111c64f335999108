"""Common events changed or called off by a coordinator, and what the absent get (P10)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service import store
from service.actions.coordinating import is_link
from service.actions.events import calendar_of, draft_of
from service.actions.post import post
from service.domain.errors import Refused
from service.domain.events import EventGuest, Material, RoundEvent, called_off, moved, relocated
from service.domain.invitations import Method
from service.domain.people import Person
from service.domain.rounds import Event, Round
from service.domain.site import Site
from service.hours import first_working_moment, midnight

LONGEST_PLACE = 200
LONGEST_TEXT = 2000
MATERIAL_FOR = timedelta(days=60)  # after an event: later nobody misses it
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wanted:
    """How a coordinator wants an event to be."""

    starts_at: datetime
    minutes: int
    place: str
    url: str


def change(
    db: store.Database, site: Site, event: RoundEvent, wanted: Wanted, by: str, now: datetime
) -> RoundEvent:
    """Give an event another time or place and tell every calendar; return it as it is now.

    Raises Refused where nothing changes, the event is over, or what is wanted cannot be meant.
    """
    _refuse_past(event, now)
    _refuse_unclear(wanted)
    time, place = (wanted.starts_at, wanted.minutes), (wanted.place, wanted.url)
    is_moved = time != (event.starts_at, event.minutes)
    if not is_moved and place == (event.place, event.url):
        raise Refused("nothing is changed")
    if wanted.starts_at <= now:
        raise Refused("moved to a time that has passed")
    after = replace(moved(event, *time), place=place[0], url=place[1])
    if not is_moved:
        after = relocated(event, *place)
    with store.transaction(db):
        _keep(db, event, after)
        if is_moved:
            store.events.ask_anew(db, event.id, now)
        kind = "event_moved" if is_moved else "event_changed"
        for guest in store.events.guests(db, event.id):
            _tell(db, site, after, guest, (kind, "REQUEST", event.starts_at), now)
        store.acts.add(db, by, kind, ("round", event.round_id), now)
    return after


def add(db: store.Database, season: Round, event: Event, by: str, now: datetime) -> None:
    """Give a round one more event; its people are invited by the next tick, as to any other.

    Raises Refused where it has passed, what is wanted cannot be meant, or there is such a one.
    """
    if event.starts_at <= now:
        raise Refused("plans a time that has passed")
    _refuse_unclear(Wanted(event.starts_at, event.minutes, event.place, event.url))
    with store.transaction(db):
        fresh = store.rounds.get(db, season.id)
        _refuse_twin(db, fresh, event)
        store.rounds.save_events(db, replace(fresh, events=(*fresh.events, event)))
        store.acts.add(db, by, "event_added", ("round", season.id), now)


def cancel(db: store.Database, site: Site, event: RoundEvent, by: str, now: datetime) -> None:
    """Call an event off in every calendar; raises Refused where it is over, or called off."""
    _refuse_past(event, now)
    after = called_off(event, now)
    with store.transaction(db):
        _keep(db, event, after)
        for guest in store.events.guests(db, event.id):
            _tell(db, site, after, guest, ("event_cancelled", "CANCEL", event.starts_at), now)
        store.acts.add(db, by, "event_cancelled", ("round", event.round_id), now)


def take_off(db: store.Database, site: Site, season: Round, person: Person, now: datetime) -> None:
    """Take someone who has left off the events ahead, and those out of their calendar."""
    for event in store.events.of_round(db, season.id):
        mine = [one for one in store.events.guests(db, event.id) if one.person.id == person.id]
        if mine and event.starts_at > now and event.cancelled_at is None:
            gone = replace(event, sequence=event.sequence + 1)
            _tell(db, site, gone, mine[0], ("event_cancelled", "CANCEL", event.starts_at), now)
            store.events.uninvite(db, event.id, person.id)


def note_attendance(
    db: store.Database, event: RoundEvent, present: Collection[int], by: str, now: datetime
) -> None:
    """Note who of the invited was there; raises Refused before an event has begun."""
    if event.starts_at > now:
        raise Refused("the event is still ahead")
    with store.transaction(db):
        for guest in store.events.guests(db, event.id):
            store.events.save(db, replace(guest, attended=guest.person.id in present))
        store.acts.add(db, by, "event_attendance", ("round", event.round_id), now)


def keep_material(
    db: store.Database, event: RoundEvent, material: Material, by: str, now: datetime
) -> None:
    """Keep what the absent are to get; raises Refused where it cannot be meant."""
    if material.url and not is_link(material.url):
        raise Refused("the link is not clear")
    if len(material.text) > LONGEST_TEXT:
        raise Refused("the words are too long")
    with store.transaction(db):
        store.events.save_event(db, replace(event, material=material))
        store.acts.add(db, by, "event_material", ("round", event.round_id), now)


def send_material(db: store.Database, site: Site, event: RoundEvent, now: datetime) -> int:
    """Send an event's material to those who were not there, once each; return to how many.

    It begins on the working morning after the event.
    """
    if now < first_working_moment(midnight(event.ends_at) + ONE_DAY):
        return 0
    season = store.rounds.get(db, event.round_id)
    absent = [
        one
        for one in store.events.guests(db, event.id)
        if one.is_absent and one.material_at is None
    ]
    return sum(_send_material(db, site, event, season, one, now) for one in absent)


def _send_material(
    db: store.Database, site: Site, event: RoundEvent, season: Round, guest: EventGuest,
    now: datetime,
) -> bool:  # fmt: skip
    with store.transaction(db):
        if not store.events.mark_material(db, event.id, guest.person.id, now):
            return False
        draft = draft_of("event_material", event, guest.person, season)
        return post(
            db, site, replace(draft, words={**draft.words, "material": event.material}), now
        )


def _keep(db: store.Database, before: RoundEvent, after: RoundEvent) -> None:
    """Write an event back, and into its round, from which it was made."""
    season = store.rounds.get(db, before.round_id)
    if after.starts_at != before.starts_at:
        _refuse_twin(db, season, after)
    store.events.save_event(db, after)
    events = [_as_planned(one, before, after) for one in season.events]
    kept = tuple(one for one in events if one is not None)
    store.rounds.save_events(db, replace(season, events=kept))


def _refuse_twin(db: store.Database, season: Round, event: Event | RoundEvent) -> None:
    """Refuse a second event of a kind at one time, also beside one that was called off."""
    known = {(one.kind, one.starts_at) for one in season.events}
    known |= {(one.kind, one.starts_at) for one in store.events.of_round(db, season.id)}
    if (event.kind, event.starts_at) in known:
        raise Refused("there is such an event at that time")


def _as_planned(one: Event, before: RoundEvent, after: RoundEvent) -> Event | None:
    if (one.kind, one.starts_at) != (before.kind, before.starts_at):
        return one
    if after.cancelled_at is not None:
        return None
    return replace(
        one,
        starts_at=after.starts_at,
        minutes=after.minutes,
        place=after.place,
        url=after.url,
    )


def _tell(
    db: store.Database, site: Site, event: RoundEvent, guest: EventGuest,
    letter: tuple[str, Method, datetime], now: datetime,
) -> None:  # fmt: skip
    """Tell one guest's calendar of an event as it is now, once a version."""
    kind, method, before = letter
    season = store.rounds.get(db, event.round_id)
    draft = draft_of(kind, event, guest.person, season)
    words = {**draft.words, "before": before, "alone": event.cancelled_at is None}
    key = f"{kind}:{event.id}:{guest.person.id}:{event.sequence}:{now:%Y%m%dT%H%M%S}"
    invitation = calendar_of(site, event, guest, season, method, now)
    post(db, site, replace(draft, words=words, key=key, invitation=invitation), now)


def _refuse_past(event: RoundEvent, now: datetime) -> None:
    if event.cancelled_at is not None:
        raise Refused("the event is called off")
    if event.ends_at <= now:
        raise Refused("the event is over")


def _refuse_unclear(wanted: Wanted) -> None:
    if len(wanted.place) > LONGEST_PLACE or not wanted.place.isprintable():
        raise Refused("the place is not clear")
    if wanted.url and not is_link(wanted.url):
        raise Refused("the video link is not clear")
