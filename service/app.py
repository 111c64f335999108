"""How the pages are put together: the application factory."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

import forms
from service.config import Settings
from service.web import assets, current, errors, headers, health, speech

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
        RATELIMIT_HEADERS_ENABLED=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    current.settle_in(app, current.House(settings, settings.need_site(), wake))
    for part in (speech, headers, errors, assets):
        part.add_to(app)
    _add_pages(app)
    return app


def _templates() -> Path:
    return Path(forms.__file__).parent / "templates"


def _add_pages(app: Flask) -> None:
    # Counted in memory, in each process for itself: a page must work while Redis is down.
    Limiter(get_remote_address, app=app, storage_uri="memory://")
    app.register_blueprint(health.pages)
