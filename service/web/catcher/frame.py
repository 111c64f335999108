"""The frame around every page of the demo: its clock, what happened, and its own style sheet."""

from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn, cast

from flask import Blueprint, Response, abort, render_template, request, url_for

import forms
from forms import translations
from service.domain.languages import LANGUAGES, Language
from service.web import current
from service.web.catcher import guard, mailboxes, people, words
from service.web.catcher.demo import here
from service.web.catcher.happened import lately
from service.web.catcher.people import Owner
from service.web.catcher.shown import Shown, opened

pages = Blueprint("catcher", __name__, url_prefix="/posti")
IN = f"/<any({','.join(LANGUAGES)}):language>"
STYLE = (Path(forms.__file__).parent / "demo.css").read_bytes()
STYLE_NAME = sha256(STYLE).hexdigest()[:12]

pages.before_request(guard.check)


@pages.before_request
def _speak() -> None:
    translations.speak(cast(Language, (request.view_args or {}).get("language", "en")))


@pages.get("/demo-<name>.css")
def style(name: str) -> Response:
    """Return the demo's own style sheet."""
    if name != STYLE_NAME:
        abort(404)
    response = Response(STYLE, mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def show(template: str, **values: Any) -> str:
    """Return a page of the demo in its frame."""
    demo, db, now = here(), current.db(), current.now()
    return render_template(
        f"catcher/{template}",
        demo_style=url_for("catcher.style", name=STYLE_NAME),
        now=now,
        coming=demo.coming(db, now),
        happened=lately(db),
        token=guard.token,
        in_language=_in_language,
        words=words,
        **values,
    )


def owner_of(address: str) -> Owner:
    """Return the owner of a mailbox, or answer 404."""
    return people.owner(current.db(), here().mailboxes, address) or _nothing()


def mail_of(address: str, key: str) -> Shown:
    """Return one mail of a mailbox, opened, or answer 404."""
    try:
        return opened(mailboxes.get(here().mailboxes, address, key).raw)
    except LookupError:
        _nothing()


def _nothing() -> NoReturn:
    abort(404)


def _in_language(language: Language) -> str:
    where = {**(request.view_args or {}), "language": language, **request.args}
    endpoint = request.endpoint if request.blueprint == "catcher" else None
    return url_for(endpoint or "catcher.start", **where)
