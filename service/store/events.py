"""Common events of rounds, and who was invited to them (P10)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.domain.events import EventGuest, Material, RoundEvent
from service.domain.pairs import PairRole
from service.domain.rounds import Round
from service.store import people
from service.store.database import Database
from service.store.times import maybe_text, maybe_time, to_text, to_time

COLUMNS = (
    "id, round_id, kind, starts_at, minutes, timezone, roles, place, url, created_at, sequence,"
    " since, cancelled_at, material, material_url"
)
GUESTS = (
    "select event_id, role, answer, sequence, stamped_at, invited_at, attended, material_at,"
    f" {people.COLUMNS} from event_guests join people on people.id = event_guests.person_id"
)


def put_all(db: Database, season: Round, now: datetime) -> None:
    """Keep a round's events; those that are kept already stay as they are."""
    known = {(one.kind, one.starts_at) for one in of_round(db, season.id)}
    fresh = [event for event in season.events if (event.kind, event.starts_at) not in known]
    for event in fresh:  # a refused insert would use a number up at each tick
        db.execute(
            "insert into events (round_id, kind, starts_at, minutes, timezone, roles, place, url,"
            " created_at) values (:round, :kind, :starts_at, :minutes, :timezone, :roles, :place,"
            " :url, :now) on conflict do nothing",
            {
                "round": season.id,
                "kind": event.kind,
                "starts_at": to_text(event.starts_at),
                "minutes": event.minutes,
                "timezone": season.timezone,
                "roles": " ".join(event.roles),
                "place": event.place,
                "url": event.url,
                "now": to_text(now),
            },
        )


def get(db: Database, event_id: int) -> RoundEvent:
    """Return an event, or raise LookupError."""
    for row in db.query(f"select {COLUMNS} from events where id = ?", [event_id]):
        return _event(row)
    raise LookupError(f"no event {event_id}")


def of_round(db: Database, round_id: int) -> list[RoundEvent]:
    """Return a round's events in the order of their time."""
    rows = db.query(
        f"select {COLUMNS} from events where round_id = ? order by starts_at, id", [round_id]
    )
    return [_event(row) for row in rows]


def ahead(db: Database, *, after: datetime, before: datetime) -> list[RoundEvent]:
    """Return the events that start between two moments and will be, the next first."""
    rows = db.query(
        f"select {COLUMNS} from events where starts_at > :after and starts_at <= :before"
        " and cancelled_at is null"
        " order by starts_at, id",
        {"after": to_text(after), "before": to_text(before)},
    )
    return [_event(row) for row in rows]


def uninvited(
    db: Database, event: RoundEvent, *, published_before: datetime
) -> list[tuple[int, PairRole]]:
    """Return who should be invited and is not: everyone of the event's roles in a published pair.

    To an orientation mentors come before they have a pair, once their application is confirmed.
    """
    rows = db.query(
        "select t.person_id, t.role from parties t join pairs p on p.id = t.pair_id"
        " where p.round_id = :round and p.published_at <= :published and p.ended_at is null"
        " union select a.person_id, 'mentor' from applications a where a.round_id = :round"
        " and a.role = 'mentor' and a.state = 'confirmed' and a.told != 'no'"
        " and :kind = 'orientation'"
        " except select person_id, role from event_guests where event_id = :event order by 1",
        {
            "round": event.round_id,
            "published": to_text(published_before),
            "kind": event.kind,
            "event": event.id,
        },
    )
    return [(row["person_id"], row["role"]) for row in rows if row["role"] in event.roles]


def invite(db: Database, event_id: int, person_id: int, role: PairRole, now: datetime) -> bool:
    """Note that a person is invited; False if they were."""
    cursor = db.execute(
        "insert into event_guests (event_id, person_id, role, answer, invited_at)"
        " values (:event, :person, :role, 'needs_action', :now) on conflict do nothing",
        {"event": event_id, "person": person_id, "role": role, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def guests(db: Database, event_id: int) -> list[EventGuest]:
    """Return everyone invited to an event."""
    rows = db.query(f"{GUESTS} where event_id = ? order by person_id", [event_id])
    return [_guest(row) for row in rows]


def unanswered(db: Database, event_id: int) -> list[EventGuest]:
    """Return who has been invited to an event and has not answered."""
    rows = db.query(
        f"{GUESTS} where event_id = ? and answer = 'needs_action' order by person_id", [event_id]
    )
    return [_guest(row) for row in rows]


def guest(db: Database, event_id: int, person_id: int) -> EventGuest:
    """Return one person's invitation to an event, or raise LookupError."""
    rows = db.query(f"{GUESTS} where event_id = ? and person_id = ?", [event_id, person_id])
    for row in rows:
        return _guest(row)
    raise LookupError(f"person {person_id} is not invited to event {event_id}")


def save(db: Database, guest: EventGuest) -> None:
    """Write back what a guest has answered."""
    db.execute(
        "update event_guests set answer = :answer, sequence = :sequence, stamped_at = :stamped_at,"
        " attended = :attended where event_id = :event and person_id = :person",
        {
            "attended": None if guest.attended is None else int(guest.attended),
            "answer": guest.answer,
            "sequence": guest.sequence,
            "stamped_at": maybe_text(guest.stamped_at),
            "event": guest.event_id,
            "person": guest.person.id,
        },
    )


def save_event(db: Database, event: RoundEvent) -> None:
    """Write back an event's time, place, SEQUENCE, whether it will be, and its material."""
    db.execute(
        "update events set starts_at = :starts_at, minutes = :minutes, place = :place, url = :url,"
        " sequence = :sequence, since = :since, cancelled_at = :cancelled_at,"
        " material = :material, material_url = :material_url where id = :id",
        {
            "id": event.id,
            "starts_at": to_text(event.starts_at),
            "minutes": event.minutes,
            "place": event.place,
            "url": event.url,
            "sequence": event.sequence,
            "since": event.since,
            "cancelled_at": maybe_text(event.cancelled_at),
            "material": event.material.text,
            "material_url": event.material.url,
        },
    )


def ask_anew(db: Database, event_id: int, now: datetime) -> None:
    """Open everyone's answer again, since the event has another time."""
    db.execute(
        "update event_guests set answer = 'needs_action', invited_at = :now, attended = null"
        " where event_id = :event",
        {"event": event_id, "now": to_text(now)},
    )


def uninvite(db: Database, event_id: int, person_id: int) -> None:
    """Take one person off an event's list."""
    db.execute(
        "delete from event_guests where event_id = ? and person_id = ?", [event_id, person_id]
    )


def with_material(db: Database, *, after: datetime, before: datetime) -> list[RoundEvent]:
    """Return the events between two moments that were held and have something to send."""
    rows = db.query(
        f"select {COLUMNS} from events where starts_at > :after and starts_at <= :before"
        " and cancelled_at is null and (material != '' or material_url != '') order by id",
        {"after": to_text(after), "before": to_text(before)},
    )
    return [_event(row) for row in rows]


def mark_material(db: Database, event_id: int, person_id: int, now: datetime) -> bool:
    """Note that someone is sent an event's material; False if that was noted."""
    cursor = db.execute(
        "update event_guests set material_at = :now where event_id = :event"
        " and person_id = :person and material_at is null",
        {"event": event_id, "person": person_id, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def _event(row: Mapping[str, Any]) -> RoundEvent:
    known = {name: value for name, value in row.items() if not name.startswith("material")}
    times = {name: to_time(row[name]) for name in ("starts_at", "created_at")}
    more = {
        "roles": tuple(row["roles"].split()),
        "cancelled_at": maybe_time(row["cancelled_at"]),
        "material": Material(row["material"], row["material_url"]),
    }
    return RoundEvent(**{**known, **times, **more})


def _guest(row: Mapping[str, Any]) -> EventGuest:
    return EventGuest(
        event_id=row["event_id"],
        person=people.person_of(row),
        role=row["role"],
        invited_at=to_time(row["invited_at"]),
        answer=row["answer"],
        sequence=row["sequence"],
        stamped_at=maybe_time(row["stamped_at"]),
        attended=None if row["attended"] is None else bool(row["attended"]),
        material_at=maybe_time(row["material_at"]),
    )
