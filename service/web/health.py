"""Whether the service lives, and whether it can reach its data."""

from flask import Blueprint, Response

from service import store
from service.web import current
from service.web.console.unreached import ALARM_FOR

pages = Blueprint("health", __name__, url_prefix="/health")


@pages.get("/live")
def live() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@pages.get("/ready")
def ready() -> Response:
    """Say that the data can be read; a page that cannot answers 500.

    A second line counts the letters that were refused this week for a reason of ours (D2).
    """
    store.memory.clock_ahead(current.db())
    refused = len(store.mailboxes.ours_since(current.db(), current.now() - ALARM_FOR))
    alarm = f"letters refused for a reason of ours in 7 days: {refused}\n" if refused else ""
    return Response(f"ok\n{alarm}", mimetype="text/plain")
