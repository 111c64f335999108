"""One's own application behind its link: see it, confirm the address, change it (P4)."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, redirect, render_template, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from forms import applications as answered
from forms.translations import _, speak
from service import store
from service.actions import applications
from service.domain.applications import Application
from service.domain.rounds import Round
from service.web import apply, current, previews
from service.web.origin import from_our_own_page

pages = Blueprint("own", __name__, url_prefix="/h")
KEPT_AFTER_END = timedelta(days=60)  # S4: a token is refused 60 days after its matter ends
PRESS_WITHIN = 24 * 60 * 60  # seconds


@dataclass(frozen=True)
class Own:
    """What a link opens: whose application, in which round."""

    token: str
    application: Application
    season: Round


@pages.route("/<token>", methods=["GET", "POST"])
def application(token: str) -> str | Response | tuple[str, int]:
    """Show an application; its button confirms the address. Looking changes nothing (S5)."""
    own = _opened(token)
    if not isinstance(own, Own):
        return own
    if request.method != "POST":
        return _page(own)
    if not (from_our_own_page() and _is_seal(token, request.form.get("seal", ""))):
        return _page(own, _("Please press the button once more."))
    mine = own.application
    applications.confirm(current.db(), current.site(), mine.person_id, mine.round_id, current.now())
    current.wake()
    return redirect(f"/h/{token}", 303)


@pages.get("/<token>/muuta")
def change(token: str) -> str | Response | tuple[str, int]:
    """Show the form's check page with the answers in it; only sending that changes them."""
    own = _opened(token)
    if not isinstance(own, Own):
        return own
    if own.season.window(current.now()) != "open":
        return redirect(f"/h/{token}", 303)
    journey = answered.journey_of(own.application, own.season, secrets.token_urlsafe(9))
    return apply.show(apply.Visit(journey, own.season, "check"))


def _opened(token: str) -> Own | tuple[str, int]:
    """Return what a link opens, or the page and status that say why it opens nothing."""
    known = store.tokens.find(current.db(), token.lower())
    if known is None or (known.purpose, known.about.kind) != ("page", "application"):
        return _closed(404)
    speak(store.people.get(current.db(), known.person_id).language)
    mine = store.applications.of_person(current.db(), known.about.id, known.person_id)
    season = store.rounds.get(current.db(), known.about.id)
    if known.revoked or not mine or current.now().date() > season.ends + KEPT_AFTER_END:
        return _closed(410)
    speak(mine[0].language)
    return Own(known.token, mine[0], season)


def _closed(status: int) -> tuple[str, int]:
    page = render_template("own_closed.html", known=status == 410)
    return page, status


def _page(own: Own, notice: str = "") -> str:
    journey = answered.journey_of(own.application, own.season, "")
    rows = answered.rows_of(journey, own.season)
    return render_template(
        "own_application.html",
        application=own.application,
        season=own.season,
        answers_given=[row for step in rows.values() for row in step],
        may_change=own.season.window(current.now()) == "open",
        notice=notice,
        token=own.token,
        seal=_serializer(own.token).dumps("confirm"),
        addresses=previews.ADDRESSES,
    )


def _is_seal(token: str, text: str) -> bool:
    try:
        return bool(_serializer(token).loads(text, max_age=PRESS_WITHIN) == "confirm")
    except BadSignature:
        return False


def _serializer(token: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current.site().secret, salt=f"own:{token}")
