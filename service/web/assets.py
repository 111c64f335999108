"""The style sheet, at an address that changes with it, so that browsers keep it for good."""

from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, url_for

import forms

pages = Blueprint("assets", __name__)
STYLE = (Path(forms.__file__).parent / "style.css").read_bytes()
STYLE_NAME = sha256(STYLE).hexdigest()[:12]


def add_to(app: Flask) -> None:
    """Serve the style sheet and tell every template where it is."""
    app.register_blueprint(pages)
    app.context_processor(lambda: {"style_url": url_for("assets.style", name=STYLE_NAME)})


@pages.get("/style-<name>.css")
def style(name: str) -> Response:
    """Return the style sheet, to be kept for good under this name."""
    if name != STYLE_NAME:
        abort(404)
    response = Response(STYLE, mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
