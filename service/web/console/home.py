"""The first page: what needs a coordinator, what goes out next, what happened (P29)."""

from dataclasses import dataclass
from datetime import datetime

from flask import request

from service import store
from service.actions import needs, quiet, upcoming
from service.actions.vacancies import Free, ending, free_places
from service.domain.pairs import Pair
from service.domain.rounds import Round
from service.store.database import Database
from service.web import current
from service.web.console.frame import pages, show
from service.web.console.lists import going_out, lately
from service.web.console.needing import needing
from service.web.console.shown import Shown, shown
from service.web.console.unreached import unreached


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
    disputed: list[Pair]
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
    waiting, awake = store.tray.every(db), needs.awake(db, now)
    return show(
        "home.html",
        tray=[shown(mail) for mail in awake],
        unconfirmed=needs.unconfirmed(db, now),
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
    pairs = [pair for season in seasons for pair in store.pairs.of_round(db, season.id)]
    return Quiet(
        drafts=[pair for pair in pairs if pair.published_at is None],
        pairs=quiet.quiet_pairs(db, now),
        untold=needs.untold(db, now),
        plans=len(needs.plans(db)),
        claims=len(store.claims.waiting(db)),
        places=free_places(db, now),
        ending=ending(db, now),
        silent=needs.silent(db),
        disputed=needs.disputed(db, now),
        snoozed=snoozed,
    )


def _stuck(db: Database) -> Stuck:
    counts = store.inbox.counts(db)
    return Stuck(sum(counts.values()), counts["quarantined"], store.delays.count_that_may_go(db))


def _done(db: Database) -> Shown | None:
    """Return the mail that was just dealt with, if this page follows on that."""
    number = request.args.get("done", 0, int)
    try:
        mail = store.inbox.get(db, number)
    except LookupError:
        return None
    return shown(mail) if mail.handled_by or mail.snoozed_until else None
