"""The webhook: a provider posts a raw message, and hears 200 once it is on disk (P45, R1)."""

import logging
from hmac import compare_digest

from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from service import store
from service.store.inbox import Delivery
from service.web import current

MOST_BYTES = 10 * 1024 * 1024
MOST_RECIPIENTS = 100
TRY_AGAIN_SECONDS = 60
RAW = ("", "message/rfc822", "message/global", "application/octet-stream")
log = logging.getLogger(__name__)
pages = Blueprint("mail_in", __name__)


def add_to(app: Flask, secret: str) -> None:
    """Open the door, if there is a secret; without one there is no such page."""
    if secret:
        app.register_blueprint(pages)


@pages.post("/mail-in")
def mail_in() -> Response:
    """Keep the message that is posted; the same bytes again are the same mail, and 200 again.

    Nothing is read of the body before the sender has shown the secret and said a size.
    """
    if not _may_come_in():
        return _said(401, "wrong or no secret", {"WWW-Authenticate": "Bearer"})
    if request.mimetype not in RAW:
        return _said(415, f"post the raw message as message/rfc822, not {request.mimetype}")
    request.max_content_length = MOST_BYTES
    try:
        raw = request.get_data(cache=False)
    except RequestEntityTooLarge:
        return _said(413, "a message has at most 10 MB", {"Connection": "close"})
    if not raw.strip():
        return _said(400, "there is no message")
    return _kept(Delivery(raw, "", _recipients(), "webhook"))


def _may_come_in() -> bool:
    given = request.authorization
    token = given.token if given is not None and given.type == "bearer" else None
    return compare_digest((token or "").encode(), current.house().settings.webhook_secret.encode())


def _recipients() -> tuple[str, ...]:
    """Return the envelope's recipients, if the provider tells them; else headers do."""
    said = [*request.headers.getlist("X-Envelope-To"), *request.args.getlist("to")]
    to = [address.strip().strip("<>") for line in said for address in line.split(",")]
    return tuple(address for address in to if "@" in address)[:MOST_RECIPIENTS]


def _kept(delivery: Delivery) -> Response:
    try:
        db = current.db()
        (mail_id,) = store.inbox.keep(db, [delivery], current.now())
    except (OSError, store.DatabaseError) as wrong:
        log.error("a mail was not kept", exc_info=wrong)
        why = "the disk is full" if store.is_disk_full(wrong) else "it could not be kept"
        return _said(503, f"{why}, try again later", {"Retry-After": str(TRY_AGAIN_SECONDS)})
    current.wake()
    return _said(200, f"kept as mail {mail_id}")


def _said(code: int, line: str, headers: dict[str, str] | None = None) -> Response:
    return Response(f"{line}\n", code, headers, mimetype="text/plain")
