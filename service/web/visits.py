"""Counting how often the form is opened, by day, source and language: no cookie, no address."""

from flask import Flask, Response, request

from forms.journey import source_in
from forms.translations import spoken
from service import store
from service.hours import HELSINKI
from service.web import current

ROBOTS = ("bot", "externalhit", "crawler", "spider", "preview")  # those that draw cards in feeds


def add_to(app: Flask) -> None:
    """Let each opening of the form be counted once its page has gone out."""
    app.after_request(_count)


def _count(response: Response) -> Response:
    if request.endpoint == "apply.form" and request.method == "GET" and not _is_robot():
        db, day = current.db(), current.now().astimezone(HELSINKI).date()
        source, language = source_in(request.args.get("s", "")), spoken()
        response.call_on_close(lambda: store.visits.note(db, day, source, language))
    return response


def _is_robot() -> bool:
    agent = request.headers.get("User-Agent", "").lower()
    return any(name in agent for name in ROBOTS)
