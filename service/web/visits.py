"""Counting how often the form is opened, by day, source and language: no cookie, no address."""

import logging
from datetime import date

from flask import Flask, Response, request

from forms.journey import source_in
from forms.translations import spoken
from service import store
from service.domain.languages import Language
from service.hours import HELSINKI
from service.web import current

log = logging.getLogger(__name__)
ROBOTS = ("bot", "externalhit", "crawler", "spider", "preview")  # those that draw cards in feeds


def add_to(app: Flask) -> None:
    """Let each opening of the form be counted once its page has gone out."""
    app.after_request(_count)


def _count(response: Response) -> Response:
    if request.endpoint == "apply.form" and request.method == "GET" and not _is_robot():
        db, day = current.db(), current.now().astimezone(HELSINKI).date()
        source, language = source_in(request.args.get("s", "")), spoken()
        response.call_on_close(lambda: _note(db, day, source, language))
    return response


def _note(db: store.Database, day: date, source: str, language: Language) -> None:
    try:
        store.visits.note(db, day, source, language)
    except store.MachineError as wrong:  # the page has gone out, on a full disk, too (R8)
        log.warning("a visit was not counted: %s", wrong)


def _is_robot() -> bool:
    agent = request.headers.get("User-Agent", "").lower()
    return any(name in agent for name in ROBOTS)
