"""Places that have become free, and to whom they were offered (P9)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.domain.pairs import PairRole
from service.domain.seats import Offer, OfferState, Place, PlaceState
from service.store.database import Database, insert
from service.store.times import to_text, to_time

PLACE = "id, round_id, pair_id, person_id, needs, freed_at, state"
OFFER = "id, place_id, person_id, offered_at, until, state"


def free(db: Database, pair: tuple[int, int], left: int, needs: PairRole, now: datetime) -> bool:
    """Keep a free place of a round and a pair; False if that pair's place is known."""
    round_id, pair_id = pair
    cursor = db.execute(
        "insert into places (round_id, pair_id, person_id, needs, freed_at, state)"
        " values (:round, :pair, :person, :needs, :now, 'open') on conflict do nothing",
        {"round": round_id, "pair": pair_id, "person": left, "needs": needs, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def get(db: Database, place_id: int) -> Place:
    """Return a place, or raise LookupError."""
    for row in db.query(f"select {PLACE} from places where id = ?", [place_id]):
        return _place(row)
    raise LookupError(f"no place {place_id}")


def still_open(db: Database) -> list[Place]:
    """Return the places that nobody has taken, the longest free first."""
    rows = db.query(f"select {PLACE} from places where state = 'open' order by id")
    return [_place(row) for row in rows]


def settle(db: Database, place_id: int, state: PlaceState, now: datetime) -> bool:
    """Note that a place is filled or closed; False if it was not open."""
    cursor = db.execute(
        "update places set state = :state, settled_at = :now where id = :id and state = 'open'",
        {"id": place_id, "state": state, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def offer(db: Database, place_id: int, person_id: int, until: datetime, now: datetime) -> Offer:
    """Keep an offer of a place; the caller has seen that no other is open."""
    row = {
        "place_id": place_id,
        "person_id": person_id,
        "offered_at": to_text(now),
        "until": to_text(until),
        "state": "open",
    }
    return get_offer(db, insert(db, "offers", row))


def get_offer(db: Database, offer_id: int) -> Offer:
    """Return an offer, or raise LookupError."""
    for row in db.query(f"select {OFFER} from offers where id = ?", [offer_id]):
        return _offer(row)
    raise LookupError(f"no offer {offer_id}")


def offers_of(db: Database, place_id: int) -> list[Offer]:
    """Return to whom a place has been offered, the first first."""
    rows = db.query(f"select {OFFER} from offers where place_id = ? order by id", [place_id])
    return [_offer(row) for row in rows]


def open_offers(db: Database) -> list[Offer]:
    """Return the offers that wait for an answer, the oldest first."""
    rows = db.query(f"select {OFFER} from offers where state = 'open' order by id")
    return [_offer(row) for row in rows]


def close_offer(db: Database, offer_id: int, state: OfferState, now: datetime) -> bool:
    """Note what became of an open offer; False if that was noted."""
    cursor = db.execute(
        "update offers set state = :state, settled_at = :now where id = :id and state = 'open'",
        {"id": offer_id, "state": state, "now": to_text(now)},
    )
    return bool(cursor.rowcount == 1)


def accept_offer(db: Database, offer_id: int, now: datetime) -> None:
    """Note that an offer was taken, also one that had lapsed."""
    db.execute(
        "update offers set state = 'accepted', settled_at = :now where id = :id",
        {"id": offer_id, "now": to_text(now)},
    )


def _place(row: Mapping[str, Any]) -> Place:
    return Place(**{**row, "freed_at": to_time(row["freed_at"])})


def _offer(row: Mapping[str, Any]) -> Offer:
    times = {name: to_time(row[name]) for name in ("offered_at", "until")}
    return Offer(**{**row, **times})
