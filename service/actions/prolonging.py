"""Prolonging the time in which a round takes applications (P3)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from service import store
from service.domain.errors import Refused


def prolong(db: store.Database, round_id: int, closes: date, by: str, now: datetime) -> None:
    """Let a round take applications to the end of a later day; pages and letters follow.

    A round that was closed before its day may open again to that same day. Raises Refused
    where the day is no later one, has passed, or the round has ended by then.
    """
    with store.transaction(db):
        season = store.rounds.get(db, round_id)
        today = now.astimezone(ZoneInfo(season.timezone)).date()
        later = closes > season.closes or (closes == season.closes and season.closed_at)
        if not later or not today <= closes <= season.ends:
            raise Refused("the new last day is no later day of the round")
        store.rounds.prolong(db, round_id, closes)
        store.acts.add(db, by, "prolonged", ("round", round_id), now)
