"""Seats before the kick-off, and places that have become free: asked, offered, filled (P9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from service.domain.events import REMIND_AFTER, EventGuest, RoundEvent
from service.domain.pairs import PairRole

CHECK_BEFORE = 7  # days
AGAIN_AFTER = timedelta(days=3)
AT_LEAST = timedelta(days=1)  # later than that nobody can take the seat in time
TURNS = 2  # P21
OFFERED_FOR = timedelta(hours=72)

PlaceState = Literal["open", "filled", "closed"]
OfferState = Literal["open", "accepted", "declined", "lapsed"]


@dataclass(frozen=True)
class Place:
    """A place that someone has given up in a published pair.

    `pair_id` is the pair that ended, `person_id` who is left without the other side, and
    `needs` the role that is missing.
    """

    id: int
    round_id: int
    pair_id: int
    person_id: int
    needs: PairRole
    freed_at: datetime
    state: PlaceState = "open"


@dataclass(frozen=True)
class Offer:
    """A free place offered to someone on the waiting list, until a moment."""

    id: int
    place_id: int
    person_id: int
    offered_at: datetime
    until: datetime
    state: OfferState = "open"


def check_at(
    event: RoundEvent, guest: EventGuest, opens_at: datetime, asked_at: Sequence[datetime]
) -> datetime | None:
    """Return from when the holder of a seat is asked, once more or for the first time.

    `opens_at` is the beginning of the week before the kick-off, `asked_at` when they were
    asked before. None for never: they have said that they come, or it would be too late.
    """
    if event.kind != "kickoff" or guest.answer == "accepted" or len(asked_at) >= TURNS:
        return None
    first = max(opens_at, guest.invited_at + REMIND_AFTER)
    at = max(asked_at) + AGAIN_AFTER if asked_at else first
    return at if at <= event.starts_at - AT_LEAST else None


def is_lapsed(offer: Offer, now: datetime) -> bool:
    """Return whether an offer has been open for its 72 hours in vain."""
    return offer.state == "open" and now >= offer.until
