"""Half-way and closing questions behind each person's own link (P27)."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from forms.feedback import FeedbackForm, feedback_form
from forms.translations import _, speak
from service import store
from service.actions import feedback as actions
from service.actions.feedback import Place
from service.domain.errors import Refused
from service.domain.feedback import Answer
from service.web import current, links, speech

pages = Blueprint("feedback", __name__, url_prefix="/p")


@dataclass(frozen=True)
class Opened:
    """What a link opens: whose answer, and what they have answered under their name."""

    token: str
    place: Place
    known: Answer | None
    answered: bool


@pages.route("/<token>", methods=["GET", "POST"])
@pages.route("/<token>/<any(fi, sv, en):code>", methods=["GET", "POST"])
def feedback(token: str, code: str = "") -> str | Response | tuple[str, int]:
    """Show the questions; only a POST answers. Looking changes nothing (S5)."""
    opened = _opened(token)
    if isinstance(opened, int):
        return links.closed(opened)
    speak(speech.as_language(code) if code else opened.place.person.language)
    form = _form(opened)
    if request.method != "POST" or form is None:
        return _page(opened, form)
    if not links.is_pressed(opened.token):
        return _page(opened, form, _("Please press the button once more."))
    if not form.validate():
        return _page(opened, form)
    return _told(opened, form)


def _told(opened: Opened, form: FeedbackForm) -> Response | tuple[str, int]:
    """Keep the answer and show the page anew."""
    try:
        actions.take(current.db(), current.site(), opened.place, form.told(), current.now())
    except Refused:
        return _page(opened, None, _("Your answer is noted already.")), 409
    current.wake()
    return redirect(f"{request.path}?noted=1", 303)


def _opened(token: str) -> Opened | int:
    """Return what a link opens, or the status that tells why it opens nothing."""
    db = current.db()
    known = links.find(token, "midway", "closing")
    if known is None:
        return 404
    person = store.people.get(db, known.person_id)
    speak(person.language)
    try:
        place = actions.place_of(db, known.about, person)
    except Refused:
        return 410
    if links.has_ended(known, place.season.over_at):
        return 410
    answered = store.feedback.has_answered(db, place.occasion, place.about.id, person.id)
    return Opened(known.token, place, actions.own_answer(db, place), answered)


def _form(opened: Opened) -> FeedbackForm | None:
    """Return the form; none where it is answered, unless a named answer is to be changed."""
    if opened.answered and opened.known is None:
        return None
    if request.method != "POST" and opened.answered and "change" not in request.args:
        return None
    known = opened.known
    filled = {**known.answers, "quote": known.quote, "contact": known.need} if known else None
    sent = request.form if request.method == "POST" else None
    return feedback_form(opened.place.occasion, filled, sent)


def _page(opened: Opened, form: FeedbackForm | None, notice: str = "") -> str:
    place = opened.place
    return render_template(
        "feedback/page.html",
        place=place,
        other=place.pair.other_side(place.person) if place.pair else "",
        form=form,
        may_change=form is None and opened.known is not None,
        answered=opened.answered,
        notice=notice,
        seal=links.seal(opened.token),
        change=f"{request.path}?change=1",
        addresses=links.addresses("p", opened.token),
    )
