"""Nudging quiet pairs, the mentor after the actor, a week apart (P22)."""

from datetime import datetime, timedelta

from jobs.groups import in_groups
from service import store
from service.actions import quiet
from service.domain.meetings import ASKED_IN_VAIN
from service.domain.rounds import Round
from service.domain.site import Site
from service.hours import are_working, midnight


def nudge_quiet_pairs(db: store.Database, site: Site, now: datetime) -> int:
    """Write to whose turn it is in every pair that has fallen silent. Safe to run twice.

    One look a day: silence and prompts are both counted in days.
    """
    if not are_working(now) or _has_looked(db, now):
        return 0
    nudged = sum(_nudge(db, site, season, now) for season in store.rounds.every(db))
    store.memory.note_quiet_look(db, now)
    return nudged


def _nudge(db: store.Database, site: Site, season: Round, now: datetime) -> int:
    if midnight(now).date() > season.ends:
        return 0
    asked_before = now - timedelta(days=season.quiet["agreement"])
    silent = store.pairs.without_news(
        db, season.id, asked_before=asked_before, in_vain_by=now - ASKED_IN_VAIN
    )
    if not silent:
        return 0
    looks = [one for one in quiet.looks(db, season) if one.pair.id in silent]
    return in_groups(db, (quiet.nudge(db, site, look, now) for look in looks))


def _has_looked(db: store.Database, now: datetime) -> bool:
    last = store.memory.last_quiet_look(db)
    return last is not None and midnight(last) == midnight(now)
