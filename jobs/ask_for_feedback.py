"""Asking for feedback half-way and at the close, and reminding a week and two later (P27)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from jobs.groups import in_groups
from service import store
from service.actions import feedback
from service.domain.feedback import (
    REMIND_AFTER,
    REMINDERS,
    UNSETTLED_FOR,
    Asking,
    is_closing,
    is_half_way,
)
from service.domain.rounds import Round
from service.domain.site import Site
from service.hours import are_working

ASKED_FOR = timedelta(days=30)  # after the round's end nobody is asked for the first time
MANY, LOOK_EVERY = 1000, timedelta(hours=1)  # pairs: a look takes longer the more there are (R10)
REMINDED_FOR = timedelta(days=60)  # as long as its addresses are open (S4)


def ask_for_feedback(db: store.Database, site: Site, now: datetime) -> int:
    """Write to everyone who is half-way, or through. Safe to run twice."""
    if not are_working(now) or _has_looked(db, now):
        return 0
    asked = sum(_ask(db, site, season, now) for season in store.rounds.every(db))
    store.memory.note_feedback_look(db, now)
    return asked


def remind_of_feedback(db: store.Database, site: Site, now: datetime) -> int:
    """Remind, twice at most, who has not answered. Safe to run twice."""
    if not are_working(now):
        return 0
    reminded = 0
    for turn in reversed(range(REMINDERS)):
        before = now - (turn + 1) * REMIND_AFTER
        for one in store.feedback.unanswered(db, turn, asked_before=before):
            again = Asking(one.occasion, one.matter_id, one.person_id, turn + 1)
            reminded += _is_open(db, again, now) and feedback.ask(db, site, again, now)
    return reminded


def _has_looked(db: store.Database, now: datetime) -> bool:
    """Return whether thousands of pairs were looked through this hour; few are at each tick."""
    last = store.memory.last_feedback_look(db)
    is_recent = last is not None and timedelta() <= now - last < LOOK_EVERY
    return is_recent and store.pairs.are_many(db, MANY)


def _ask(db: store.Database, site: Site, season: Round, now: datetime) -> int:
    today = _today(season, now)
    if not season.starts <= today <= season.ends + ASKED_FOR:
        return 0
    pairs = store.feedback.progress(db, season.id, now, unsettled_since=now - UNSETTLED_FOR)
    through = {one.pair_id for one in pairs if is_closing(one, season.ends, today)}
    half = {one.pair_id for one in pairs if is_half_way(one, season.starts, season.ends, today)}
    due = [
        Asking("closing", season.id, person_id, 0)
        for person_id, theirs in store.feedback.unasked_closing(db, season.id).items()
        if through.issuperset(theirs)
    ]
    due += [
        Asking("midway", pair_id, person_id, 0)
        for pair_id, person_id in store.feedback.unasked_midway(db, season.id)
        if pair_id in half
    ]
    return in_groups(db, (feedback.ask(db, site, one, now) for one in due))


def _is_open(db: store.Database, asking: Asking, now: datetime) -> bool:
    """Return whether a reminder still makes sense: half-way ones end with the mentoring."""
    if asking.occasion == "closing":
        season = store.rounds.get(db, asking.matter_id)
        return _today(season, now) <= season.ends + REMINDED_FOR
    pair = store.pairs.get(db, asking.matter_id)
    season = store.rounds.get(db, pair.round_id)
    return pair.ended_at is None and _today(season, now) <= season.ends


def _today(season: Round, now: datetime) -> date:
    return now.astimezone(ZoneInfo(season.timezone)).date()
