"""The timetable: everything that is due at a given moment, done once and in order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from jobs.ask_about_invitations import ask_about_invitations
from jobs.ask_for_agreement import ask_about_changes, ask_for_agreement
from jobs.ask_for_expenses import ask_for_expenses
from jobs.ask_for_feedback import ask_for_feedback, remind_of_feedback
from jobs.ask_for_times import ask_for_times
from jobs.ask_how_it_went import ask_how_it_went, ask_the_mentors, remind_the_actors
from jobs.check_seats import check_seats, offer_places
from jobs.deliver import deliver
from jobs.end_waiting import end_waiting
from jobs.forget import (
    empty_log,
    forget_notes,
    forget_old,
    forget_unconfirmed,
    forget_wishes,
)
from jobs.invite_to_events import invite_to_events, remind_of_events
from jobs.note_refusals import note_refusals
from jobs.nudge_quiet_pairs import nudge_quiet_pairs
from jobs.prepare import prepare
from jobs.read_mail import read_mail
from jobs.remind_applicants import remind_applicants
from jobs.remind_proposals import remind_proposals
from jobs.send_material import send_material
from jobs.tell_that_it_opened import tell_that_it_opened
from jobs.tell_the_named import tell_the_named
from jobs.write_digests import write_digests
from service import store
from service.actions import erasing, restoring
from service.config import MailServer
from service.domain.site import Site
from service.hours import are_working

SET_BACK = timedelta(minutes=2)  # less is a clock being put right

# Answers come before questions: whoever has told is not asked. Then the prompts, in the order of
# P21, since each passes `prompting.prompt`, which lets few through a day and a week.
DECISIONS: tuple[tuple[str, Callable[[store.Database, Site, datetime], int]], ...] = (
    ("read", read_mail),
    ("refusals_noted", note_refusals),
    ("told_of_opening", tell_that_it_opened),
    ("named_told", tell_the_named),
    ("forgotten", forget_unconfirmed),
    ("wishes_forgotten", forget_wishes),
    ("terms_ended", forget_old),
    ("invited_to_events", invite_to_events),
    ("material_sent", send_material),
    ("asked_about_changes", ask_about_changes),
    ("reminded", remind_applicants),
    ("places_offered", offer_places),
    ("waiting_ended", end_waiting),
    ("seats_checked", check_seats),
    ("reminded_of_events", remind_of_events),
    ("invitations_asked", ask_about_invitations),
    ("proposals_reminded", remind_proposals),
    ("asked", ask_how_it_went),
    ("mentors_asked", ask_the_mentors),
    ("actors_reminded", remind_the_actors),
    ("prepared", prepare),
    ("asked_for_agreement", ask_for_agreement),
    ("asked_for_times", ask_for_times),
    ("quiet_nudged", nudge_quiet_pairs),
    ("asked_for_feedback", ask_for_feedback),
    ("reminded_of_feedback", remind_of_feedback),
    ("asked_for_expenses", ask_for_expenses),
    ("digests_written", write_digests),
)


def tick(
    db: store.Database,
    site: Site,
    server: MailServer,
    folder: Path,
    now: datetime,
    *,
    for_seconds: float = float("inf"),
) -> dict[str, int]:
    """Do what is due: decisions, then delivery; return counts. Safe to run at any time.

    All of it is computed from rows and `now`, so a missed tick costs nothing but time. After
    `for_seconds` of delivery no letter is begun.
    """
    _mend_times(db, now)
    counts = decide(db, site, now)
    _hold_what_was_sent_before(db, site, now)
    counts |= deliver(db, server, folder, now, for_seconds=for_seconds)
    counts["notes_forgotten"] = forget_notes(db, site, now)  # G2: as soon as they are delivered
    empty_log(db, site, now)
    store.memory.note_tick(db, now)
    return counts


def decide(db: store.Database, site: Site, now: datetime) -> dict[str, int]:
    """Do what is due short of sending, and return counts."""
    return {name: job(db, site, now) for name, job in DECISIONS}


def _mend_times(db: store.Database, now: datetime) -> None:
    """Where the clock was ahead and has been set back, let no letter wait for the wrong time."""
    last = store.memory.last_tick(db)
    if last and last - now > SET_BACK:
        with store.transaction(db):
            store.delays.bring_forward(db, last - now, now)


def _hold_what_was_sent_before(db: store.Database, site: Site, now: datetime) -> None:
    """After a restore, hold what the timetable writes to make up for the time since the backup.

    Whoever was erased since then is erased again (G4).
    """
    backup_at = store.memory.restored_from(db)
    if backup_at is None:
        return
    erasing.erase_again(db, site, backup_at, now)
    with store.transaction(db):
        store.delays.hold_due(db, restoring.why_held(backup_at), now, but=restoring.NEVER_HELD)
        if are_working(now):
            store.memory.end_restore(db)
