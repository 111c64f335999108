"""Asking "did you meet?" the morning after, and the mentor when the actor is silent (P17)."""

from datetime import datetime, timedelta

from jobs.groups import in_groups
from service import store
from service.actions import attendance
from service.actions.attendance import ASKED_FOR, REMIND_AFTER, SILENT_FOR
from service.domain.meetings import Meeting
from service.domain.site import Site
from service.hours import are_working, midnight


def ask_how_it_went(db: store.Database, site: Site, now: datetime) -> int:
    """Write to every pair whose meeting is over since yesterday. Safe to run twice."""
    if not are_working(now):
        return 0
    over = store.meetings.unasked(db, ended_before=midnight(now))
    return in_groups(db, (attendance.ask_how_it_went(db, site, meeting, now) for meeting in over))


def ask_the_mentors(db: store.Database, site: Site, now: datetime) -> int:
    """Write to the mentors of pairs whose actor has not answered. Safe to run twice."""
    if not are_working(now):
        return 0
    silent = _unanswered(db, SILENT_FOR, now)
    return in_groups(db, (attendance.ask_the_mentor(db, site, meeting, now) for meeting in silent))


def remind_the_actors(db: store.Database, site: Site, now: datetime) -> int:
    """Write once more to actors whose meeting nobody has told of. Safe to run twice."""
    if not are_working(now):
        return 0
    silent = _unanswered(db, REMIND_AFTER, now)
    return in_groups(
        db, (attendance.remind_the_actor(db, site, meeting, now) for meeting in silent)
    )


def _unanswered(db: store.Database, after: timedelta, now: datetime) -> list[Meeting]:
    return store.meetings.unanswered(db, asked_after=now - ASKED_FOR, asked_before=now - after)
