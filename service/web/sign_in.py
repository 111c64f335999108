"""Signing in to the console by a mailed one-time link, and out again (S11)."""

from time import monotonic, sleep

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forms.console import SignInForm
from service.actions import coordinators
from service.web import current, session, speech

pages = Blueprint("sign_in", __name__, url_prefix=session.PATH)
ANSWERS_IN = 0.4  # seconds; a known address takes some ten milliseconds longer than a strange one
LIMIT = "20 per hour"  # POSTs from one address of the network


@pages.before_request
def _guard() -> tuple[str, int] | None:
    session.speak()
    return stale() if session.is_stale() else None


@pages.after_request
def _keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.route("/kirjaudu", methods=["GET", "POST"])
def ask() -> str | Response:
    """Ask for an address, and mail it a link if it is a coordinator's; say the same if not."""
    form = SignInForm(request.form)
    if request.method == "POST" and form.validate():
        began = monotonic()
        coordinators.mail_link(
            current.db(), current.site(), form.email.data, session.browser(), current.now()
        )
        current.wake()
        sleep(max(0.0, began + ANSWERS_IN - monotonic()))
        return redirect(url_for(".asked"), 303)
    return render_template("console/sign_in.html", form=form, csrf=session.field)


@pages.get("/kirjaudu/lahetetty")
def asked() -> str:
    """Say that a link is on its way, to whoever may have one."""
    minutes = int(coordinators.LINK_LASTS.total_seconds() // 60)
    return render_template("console/link_sent.html", minutes=minutes, csrf=session.field)


@pages.get("/sisaan/<code>")
def link(code: str) -> str:
    """Show the button; a mail scanner that opens the link uses nothing up."""
    return render_template("console/enter.html", csrf=session.field)


@pages.post("/sisaan/<code>")
def enter(code: str) -> Response | tuple[str, int]:
    """Use the link up and sign its coordinator in."""
    who = coordinators.enter(current.db(), code, session.browser(), current.now())
    if who is None:
        return render_template("console/used_link.html", csrf=session.field), 403
    session.enter(who, coordinators.digest(code))
    return redirect(url_for("console.home"), 303)


@pages.post("/ulos")
def leave() -> Response:
    """Sign out."""
    session.leave()
    return redirect(url_for(".ask"), 303)


@pages.post("/kieli")
def choose() -> Response:
    """Speak another language from now on, on the page where it was chosen."""
    session.choose(speech.as_language(request.form.get("language")))
    back = request.form.get("back", "")
    inside = back == session.PATH or back.startswith((f"{session.PATH}/", f"{session.PATH}?"))
    return redirect(back if inside else url_for("console.home"), 303)


def stale() -> tuple[str, int]:
    """Return the page for a form that is not of this session."""
    return render_template("console/stale.html", csrf=session.field), 400
