"""How the pages are put together: the application factory."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask, redirect
from werkzeug.wrappers import Response

import forms
from service.config import Settings
from service.web import (
    agreement,
    apply,
    assets,
    certificate,
    claim,
    claims_desk,
    console,
    current,
    errors,
    feedback,
    headers,
    health,
    mail_in,
    meeting,
    metrics,
    notices,
    own,
    previews,
    rates,
    session,
    sign_in,
    speech,
    stopping,
    visits,
)

LARGEST = 256 * 1024  # bytes of one POST: every field full to its limit is a tenth of it


def create_app(settings: Settings, wake: Callable[[], None] | None = None) -> Flask:
    """Return the web application of some settings.

    `wake` is called after each write that left letters, in a thread of its own. Raises
    BadSetting when the settings do not say where the service lives.
    """
    app = Flask("service", template_folder=str(_templates()), static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret(),
        MAX_CONTENT_LENGTH=LARGEST,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    current.settle_in(app, current.House(settings, settings.need_site(), wake))
    for part in (speech, headers, errors, assets, session, visits):
        part.add_to(app)
    _add_pages(app)
    mail_in.add_to(app, settings.webhook_secret)
    return app


def _templates() -> Path:
    return Path(forms.__file__).parent / "templates"


def _add_pages(app: Flask) -> None:
    rates.add_to(
        app,
        apply.pages,
        own.pages,
        meeting.pages,
        agreement.pages,
        claim.pages,
        feedback.pages,
        stop=stopping.pages,
        sign_in=sign_in.pages,
        check=certificate.pages,
    )
    for pages in (
        console.pages,
        claims_desk.pages,
        previews.pages,
        notices.pages,
        health.pages,
        metrics.pages,
    ):
        app.register_blueprint(pages)
    app.add_url_rule("/", view_func=_to_the_form)


def _to_the_form() -> Response:
    return redirect("/haku")
