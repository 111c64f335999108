"""How a rehearsal ended, as plain values: what the database knows once the year is over."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from jobs.rehearse.play import Play
from service import store


@dataclass(frozen=True)
class Ending:
    """Where everything stands: mails by state, meetings by state, letters by state.

    `meetings` gives each meeting's state by its id; `reasons` are why mails lie where they lie.
    """

    inbox: Mapping[str, int]
    outbox: Mapping[str, int]
    meetings: Mapping[int, str]
    reasons: Mapping[str, int]
    pairs: int


def ending(play: Play, at: datetime) -> Ending:
    """Return how a rehearsal ended."""
    mails = store.inbox.every(play.db)
    return Ending(
        inbox=store.inbox.counts(play.db),
        outbox=store.letters.counts(play.db),
        meetings={one.id: one.state_at(at) for one in store.meetings.every(play.db)},
        reasons=dict(Counter(f"{one.state}: {one.reason}" for one in mails).most_common()),
        pairs=len(store.pairs.of_round(play.db, play.season.id)),
    )
