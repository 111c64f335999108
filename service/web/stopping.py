"""Reminders stopped by one press in a mail program, or by a button (P21, S5, RFC 8058)."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from forms.translations import _, speak
from service import store
from service.actions import arrivals, stopping
from service.domain.letters import Matter
from service.domain.people import Person
from service.domain.rounds import Round
from service.web import current, links, speech

pages = Blueprint("stopping", __name__, url_prefix="/l")


@dataclass(frozen=True)
class Opened:
    """Whose reminders a link stops, and in which matter it was given."""

    token: str
    person: Person
    about: Matter
    season: Round


@pages.route("/<token>", methods=["GET", "POST"])
@pages.route("/<token>/<any(fi, sv, en):code>", methods=["GET", "POST"])
def reminders(token: str, code: str = "") -> str | tuple[str, int]:
    """Tell whether reminders are sent; a POST stops them, or lets them go on.

    Looking changes nothing. To stop takes no page of ours: a mail provider posts for its
    user, without cookies and without following where it is sent (RFC 8058 §3.2).
    """
    opened = _opened(token)
    if isinstance(opened, int):
        return links.closed(opened)
    speak(speech.as_language(code) if code else opened.person.language)
    if request.method != "POST":
        return _page(opened)
    if request.form.get("List-Unsubscribe") == "One-Click":
        return _stop(opened)
    if not links.is_pressed(opened.token):
        return _page(opened, _("Please press the button once more.")), 400
    stopping.resume(current.db(), opened.person, current.now())
    return _page(opened)


def _stop(opened: Opened) -> str:
    person, now = opened.person, current.now()
    occasion = f"{person.id}:{now.isoformat()}"
    draft = stopping.told(person, opened.about, opened.season.name, occasion)
    stopping.stop(current.db(), current.site(), draft, now)
    current.wake()
    return _page(opened)


def _opened(token: str) -> Opened | int:
    """Return what a link opens, or the status that tells why it opens nothing."""
    db = current.db()
    known = store.tokens.find(db, token.lower())
    season = arrivals.season_of(db, known.about) if known and known.purpose == "stop" else None
    if known is None or season is None:
        return 404
    person = store.people.get(db, known.person_id)
    speak(person.language)
    if links.has_ended(known, arrivals.over_at(db, known.about, season)):
        return 410
    return Opened(known.token, person, known.about, season)


def _page(opened: Opened, notice: str = "") -> str:
    person = store.people.get(current.db(), opened.person.id)
    return render_template(
        "stopping.html",
        stopped=person.paused_at is not None,
        notice=notice,
        seal=links.seal(opened.token),
        addresses=links.addresses("l", opened.token),
    )
