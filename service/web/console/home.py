"""The first page: what needs a coordinator, what goes out next, what happened (P29)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request

from service import store
from service.actions import applicants, quiet, stuck_letters, upcoming
from service.domain.pairs import Pair
from service.domain.rounds import Round
from service.store.database import Database
from service.web import current
from service.web.console.frame import pages, show
from service.web.console.lists import going_out, lately
from service.web.console.needing import needing
from service.web.console.shown import Shown, shown
from service.web.console.unreached import unreached
from service.web.console.waiting import Free, ending, free_places

UNCONFIRMED_FOR = timedelta(days=6)


@dataclass(frozen=True)
class Quiet:
    """What can wait, and what a whole round must not end with."""

    drafts: list[Pair]
    pairs: list[quiet.Quiet]
    untold: list[tuple[Round, int]]
    plans: int
    claims: int
    places: list[Free]
    ending: list[tuple[Round, int]]
    silent: list[Pair]
    snoozed: int


@dataclass(frozen=True)
class Stuck:
    """How many mails were received and set aside, and how many letters wait for a press."""

    received: int
    set_aside: int
    stuck: int


@pages.get("")
def home() -> str:
    """Show the three lists."""
    return page()


def page(refused: str = "") -> str:
    """Return the first page, with what was refused where something was."""
    db, now = current.db(), current.now()
    waiting = store.inbox.in_tray(db)
    awake = [mail for mail in waiting if mail.snoozed_until is None or mail.snoozed_until <= now]
    return show(
        "home.html",
        tray=[shown(mail) for mail in awake],
        unconfirmed=store.applications.unconfirmed(db, submitted_before=now - UNCONFIRMED_FOR),
        quiet=_quiet(db, len(waiting) - len(awake), now),
        unreached=unreached(db, now),
        needing=needing(db),
        stuck=_stuck(db),
        going_out=going_out(db),
        coming=upcoming.coming(db, now),
        happened=lately(db),
        done=_done(db),
        refused=refused,
    )


def _quiet(db: Database, snoozed: int, now: datetime) -> Quiet:
    seasons = store.rounds.every(db)
    untold = [(season, len(applicants.untold(db, season, now))) for season in seasons]
    pairs = [pair for season in seasons for pair in store.pairs.of_round(db, season.id)]
    return Quiet(
        drafts=[pair for pair in pairs if pair.published_at is None],
        pairs=quiet.quiet_pairs(db, now),
        untold=[(season, count) for season, count in untold if count],
        plans=sum(plan.state == "proposed" for plan in store.expense_plans.every(db)),
        claims=len(store.claims.waiting(db)),
        places=free_places(db),
        ending=ending(db),
        silent=_silent(db),
        snoozed=snoozed,
    )


def _stuck(db: Database) -> Stuck:
    counts = store.inbox.counts(db)
    waiting = [one for one in stuck_letters.stuck(db) if stuck_letters.may_go(one)]
    return Stuck(sum(counts.values()), counts["quarantined"], len(waiting))


def _silent(db: Database) -> list[Pair]:
    """Return the pairs in which one proposed a time and the other has stayed silent (P14)."""
    meetings = [store.meetings.get(db, one.meeting_id) for one in store.proposals.silent(db)]
    ids = dict.fromkeys(meeting.pair_id for meeting in meetings)
    return [store.pairs.get(db, pair_id) for pair_id in ids]


def _done(db: Database) -> Shown | None:
    """Return the mail that was just dealt with, if this page follows on that."""
    number = request.args.get("done", 0, int)
    try:
        mail = store.inbox.get(db, number)
    except LookupError:
        return None
    return shown(mail) if mail.handled_by or mail.snoozed_until else None
