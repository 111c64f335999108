"""Opening the mail catcher in an application; only the demo does it."""

from flask import Flask, Response, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from forms import translations
from forms.translations import _
from service.web.catcher import acts, demo, frame, pages

MODULES = (pages, acts)  # imported for the pages they add to the frame's blueprint


def add_to(app: Flask, shown_in: demo.Demo) -> None:
    """Show the catcher at /posti, lead there from /, and back there from every other page."""
    demo.settle_in(app, shown_in)
    app.register_blueprint(frame.pages)
    app.before_request(_lead_in)
    app.after_request(_lead_back)


def _lead_in() -> Answer | None:
    if request.path != "/":
        return None
    return redirect(url_for("catcher.start", language="en"))


def _lead_back(response: Response) -> Response:
    """Put a way back to the mailboxes on top of the service's own pages."""
    if request.blueprint == frame.pages.name or response.mimetype != "text/html":
        return response
    link = Markup('<nav class="note" aria-label="{}"><a href="{}">{}</a></nav>\n').format(
        _("Parts of the demo"),
        url_for("catcher.start", language=translations.spoken()),
        _("Demo: mailboxes and clock"),
    )
    response.set_data(response.get_data().replace(b"<header", f"{link}<header".encode(), 1))
    return response
