"""The first page: what needs a coordinator, what goes out next, what happened (P29)."""

from datetime import timedelta

from flask import request

from service import store
from service.domain.pairs import Pair
from service.store.database import Database
from service.web import current
from service.web.console.frame import pages, show
from service.web.console.lists import going_out, lately
from service.web.console.shown import Shown, shown

UNCONFIRMED_FOR = timedelta(days=6)


@pages.get("")
def home() -> str:
    """Show the three lists."""
    db, now = current.db(), current.now()
    return show(
        "home.html",
        tray=[shown(mail) for mail in store.inbox.in_tray(db)],
        unconfirmed=store.applications.unconfirmed(db, submitted_before=now - UNCONFIRMED_FOR),
        drafts=_drafts(db),
        going_out=going_out(db),
        happened=lately(db),
        done=_done(db),
    )


def _drafts(db: Database) -> list[Pair]:
    return [pair for season in store.rounds.every(db) for pair in store.pairs.drafts(db, season.id)]


def _done(db: Database) -> Shown | None:
    """Return the mail that was just dealt with, if this page follows on that."""
    number = request.args.get("done", 0, int)
    try:
        mail = store.inbox.get(db, number)
    except LookupError:
        return None
    return shown(mail) if mail.handled_by else None
