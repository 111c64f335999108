"""Suggestions: who should get whom in a round, and taking some of them as drafts (P7)."""

from collections.abc import Sequence
from datetime import datetime

from service import store
from service.actions import publishing
from service.actions.assigning import assign
from service.domain import suggestions
from service.domain.errors import Refused
from service.domain.pairs import Pair
from service.domain.rounds import Round
from service.domain.suggestions import Assignment, Mode


def suggest(db: store.Database, season: Round) -> dict[Mode, Assignment]:
    """Return a round's suggestions in both modes; nothing is changed."""
    applications = store.applications.of_round(db, season.id)
    pairs = store.pairs.of_round(db, season.id)
    return suggestions.suggest(season, applications, pairs, assign)


def take(
    db: store.Database, season: Round, chosen: Sequence[tuple[int, int]], by: str, now: datetime
) -> int:
    """Make draft pairs of suggestions, all or none; return how many.

    `chosen` are the applications' ids, the mentor's before the actor's. Raises Refused where
    nobody is chosen, somebody has a pair by now, or two do not fit any more.
    """
    if not chosen:
        raise Refused("nobody is chosen")
    with store.transaction(db):
        for mentor_id, actor_id in chosen:
            _fit(db, season, publishing.make(db, season, mentor_id, actor_id, by, now))
    return len(chosen)


def _fit(db: store.Database, season: Round, pair: Pair) -> None:
    if publishing.against(db, season, pair):
        raise Refused("the suggestions have changed since they were shown")
