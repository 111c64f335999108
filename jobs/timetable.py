"""The timetable: everything that is due at a given moment, done once and in order."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from jobs.ask_how_it_went import ask_how_it_went, ask_the_mentors
from jobs.deliver import deliver
from jobs.forget import forget_unconfirmed
from jobs.read_mail import read_mail
from jobs.remind_applicants import remind_applicants
from jobs.tell_that_it_opened import tell_that_it_opened
from service import store
from service.config import MailServer
from service.domain.site import Site

# Answers come before questions: whoever has told is not asked.
DECISIONS: tuple[tuple[str, Callable[[store.Database, Site, datetime], int]], ...] = (
    ("read", read_mail),
    ("reminded", remind_applicants),
    ("told_of_opening", tell_that_it_opened),
    ("forgotten", forget_unconfirmed),
    ("asked", ask_how_it_went),
    ("mentors_asked", ask_the_mentors),
)


def tick(
    db: store.Database, site: Site, server: MailServer, folder: Path, now: datetime
) -> dict[str, int]:
    """Do what is due: decisions, then delivery; return counts. Safe to run at any time.

    All of it is computed from rows and `now`, so a missed tick costs nothing but time.
    """
    counts = {**decide(db, site, now), **deliver(db, server, folder, now)}
    store.memory.note_tick(db, now)
    return counts


def decide(db: store.Database, site: Site, now: datetime) -> dict[str, int]:
    """Do what is due short of sending, and return counts."""
    return {name: job(db, site, now) for name, job in DECISIONS}
