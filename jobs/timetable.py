"""The timetable: everything that is due at a given moment, done once and in order."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from jobs.ask_for_agreement import ask_about_changes, ask_for_agreement
from jobs.ask_for_expenses import ask_for_expenses
from jobs.ask_for_times import ask_for_times
from jobs.ask_how_it_went import ask_how_it_went, ask_the_mentors, remind_the_actors
from jobs.deliver import deliver
from jobs.forget import forget_notes, forget_unconfirmed
from jobs.invite_to_events import invite_to_events, remind_of_events
from jobs.note_refusals import note_refusals
from jobs.prepare import prepare
from jobs.read_mail import read_mail
from jobs.remind_applicants import remind_applicants
from jobs.remind_proposals import remind_proposals
from jobs.tell_that_it_opened import tell_that_it_opened
from service import store
from service.config import MailServer
from service.domain.site import Site

# Answers come before questions: whoever has told is not asked.
DECISIONS: tuple[tuple[str, Callable[[store.Database, Site, datetime], int]], ...] = (
    ("read", read_mail),
    ("refusals_noted", note_refusals),
    ("reminded", remind_applicants),
    ("told_of_opening", tell_that_it_opened),
    ("forgotten", forget_unconfirmed),
    ("asked", ask_how_it_went),
    ("mentors_asked", ask_the_mentors),
    ("asked_for_expenses", ask_for_expenses),
    ("actors_reminded", remind_the_actors),
    ("prepared", prepare),
    ("asked_for_agreement", ask_for_agreement),
    ("asked_about_changes", ask_about_changes),
    ("asked_for_times", ask_for_times),
    ("proposals_reminded", remind_proposals),
    ("invited_to_events", invite_to_events),
    ("reminded_of_events", remind_of_events),
)


def tick(
    db: store.Database, site: Site, server: MailServer, folder: Path, now: datetime
) -> dict[str, int]:
    """Do what is due: decisions, then delivery; return counts. Safe to run at any time.

    All of it is computed from rows and `now`, so a missed tick costs nothing but time.
    """
    counts = {**decide(db, site, now), **deliver(db, server, folder, now)}
    counts["notes_forgotten"] = forget_notes(db, site, now)  # G2: as soon as they are delivered
    store.memory.note_tick(db, now)
    return counts


def decide(db: store.Database, site: Site, now: datetime) -> dict[str, int]:
    """Do what is due short of sending, and return counts."""
    return {name: job(db, site, now) for name, job in DECISIONS}
