"""Whether the service lives, and whether it can reach its data."""

from flask import Blueprint, Response

from service import store
from service.web import current

pages = Blueprint("health", __name__, url_prefix="/health")


@pages.get("/live")
def live() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@pages.get("/ready")
def ready() -> Response:
    """Say that the data can be read; a page that cannot answers 500."""
    store.memory.clock_ahead(current.db())
    return Response("ok\n", mimetype="text/plain")
