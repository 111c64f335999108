"""Opening the mail catcher in an application; only the demo does it."""

from flask import Flask, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from service.web.catcher import acts, demo, frame, pages

MODULES = (pages, acts)  # imported for the pages they add to the frame's blueprint


def add_to(app: Flask, shown_in: demo.Demo) -> None:
    """Show the catcher at /posti, and lead there from /."""
    demo.settle_in(app, shown_in)
    app.register_blueprint(frame.pages)
    app.before_request(_lead_in)


def _lead_in() -> Answer | None:
    if request.path != "/":
        return None
    return redirect(url_for("catcher.start", language="en"))
