"""The frame of the console's pages: only for coordinators, in their language, kept nowhere."""

import logging
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import forms
from service import store
from service.actions import holds
from service.domain.rounds import Round
from service.store.coordinators import Coordinator
from service.web import current, session, sign_in
from service.web.console import words

pages = Blueprint("console", __name__, url_prefix=session.PATH)
STYLE = (Path(forms.__file__).parent / "console.css").read_bytes()
STYLE_NAME = sha256(STYLE).hexdigest()[:12]
log = logging.getLogger(__name__)


@pages.before_request
def guard() -> Response | tuple[str, int] | None:
    """Let nobody in who is not signed in, and no press from a page that is not of the session."""
    if request.endpoint == "console.style":
        return None
    who = session.coordinator()
    if who is None:
        return redirect(url_for("sign_in.ask"), 303)
    session.speak()
    # Our paths carry ids alone, so that the log says who looked at what and names nobody (G6).
    log.info("coordinator %d: %s %s", who.id, request.method, request.path)
    return sign_in.stale() if session.is_stale() else None


@pages.after_request
def keep_nowhere(response: Response) -> Response:
    """Let no browser keep a page."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response


@pages.get("/console-<name>.css")
def style(name: str) -> Response:
    """Return the console's own style sheet, to be kept for good under this name."""
    if name != STYLE_NAME:
        abort(404)
    response = Response(STYLE, mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def show(template: str, **values: Any) -> str:
    """Return a page of the console in its frame."""
    return render_template(
        template if "/" in template else f"console/{template}",
        console_style=url_for("console.style", name=STYLE_NAME),
        coordinator=session.coordinator(),
        csrf=session.field,
        held=holds.holds(current.db(), current.now()),
        now=current.now(),
        words=words,
        **values,
    )


def me() -> Coordinator:
    """Return who is signed in; the guard has let nobody else through."""
    return session.coordinator() or abort(403)


def note_look(about: str, about_id: int) -> None:
    """Write down that a coordinator looks at a person's matter (G7); asking for heads is no look.

    It is the one thing that a GET adds, and never anything about the person.
    """
    if request.method == "GET":
        store.acts.add(current.db(), me().email, "looked", (about, about_id), current.now())


def season() -> Round | None:
    """Return the round that the address names, else the newest, None before the first."""
    seasons = store.rounds.every(current.db())
    asked = request.args.get("round", type=int)
    named = [one for one in seasons if one.id == asked]
    return next(iter(named or seasons), None)
