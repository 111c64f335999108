"""Whether the service lives, and whether it can reach its data."""

from datetime import timedelta

from flask import Blueprint, Response

from service import store
from service.web import current
from service.web.console.unreached import ALARM_FOR

SILENT = timedelta(minutes=5)  # the sweeper sees to everything due every minute (R3)
pages = Blueprint("health", __name__, url_prefix="/health")


@pages.get("/live")
def live() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@pages.get("/ready")
def ready() -> Response:
    """Say that the data can be read, and what is wrong with sending and fetching.

    Data that cannot be read give 500. Pages and doors work without the mail servers, so their
    trouble stays 200: taking the pages away would help nobody. Lines below the first count
    the letters refused this week for a reason of ours (D2), and tell since when nothing is
    taken, fetched or done at all, and that the disk has no room (R8).
    """
    db = current.db()
    refused = len(store.mailboxes.ours_since(db, current.now() - ALARM_FOR))
    lines = [f"letters refused for a reason of ours in 7 days: {refused}"] if refused else []
    if not store.has_room(db):
        lines.append("disk: no room, mail waits to be read and letters wait to leave")
    last = store.memory.last_tick(db)
    if last and current.now() - last > SILENT:
        lines.append(f"worker: nothing done since {last:%Y-%m-%dT%H:%M:%SZ}")
    if trouble := store.memory.trouble(db):
        since, why = trouble
        lines.append(f"mail: nothing taken since {since:%Y-%m-%dT%H:%M:%SZ}: {why}")
    if current.house().settings.imap:
        lines += _of_imap(db)
    return Response("\n".join(["ok", *lines, ""]), mimetype="text/plain")


def _of_imap(db: store.Database) -> list[str]:
    left = store.memory.imap_left(db)
    lines = [f"imap: mails left in the mailbox, too big or not to be had: {left}"] if left else []
    if trouble := store.memory.imap_trouble(db):
        since, why = trouble
        lines.append(f"imap: no mail fetched since {since:%Y-%m-%dT%H:%M:%SZ}: {why}")
    return lines
