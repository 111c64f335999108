"""Asking for the agreement on the kick-off day, and again after a change (P11)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from jobs.groups import in_groups
from service import store
from service.actions import agreement_letters
from service.domain.agreements import RUN_OF_EDITS, asked_on
from service.domain.rounds import Round
from service.domain.site import Site
from service.hours import are_working


def ask_for_agreement(db: store.Database, site: Site, now: datetime) -> int:
    """Write to every pair that it is time to ask. Safe to run twice."""
    if not are_working(now):
        return 0
    return sum(_ask(db, site, season, now) for season in store.rounds.every(db))


def ask_about_changes(db: store.Database, site: Site, now: datetime) -> int:
    """Ask again about agreements changed half an hour ago. Safe to run twice."""
    changed = store.agreements.changed(db, before=now - RUN_OF_EDITS)
    pairs = [store.pairs.get(db, pair_id) for pair_id in changed]
    return in_groups(db, (agreement_letters.ask_again(db, site, pair, now) for pair in pairs))


def _ask(db: store.Database, site: Site, season: Round, now: datetime) -> int:
    today = now.astimezone(ZoneInfo(season.timezone)).date()
    if today > season.ends:
        return 0
    pairs = [store.pairs.get(db, pair_id) for pair_id in store.agreements.unasked(db, season.id)]
    due = [pair for pair in pairs if (on := asked_on(season, pair)) and on <= today]
    return in_groups(db, (agreement_letters.ask(db, site, pair, now) > 0 for pair in due))
