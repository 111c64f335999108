"""One's own application behind its link: see it, confirm the address, change it (P4)."""

import secrets
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from forms import applications as answered
from forms.translations import _, speak
from service import store
from service.actions import applications
from service.domain.applications import Application
from service.domain.rounds import Round
from service.web import apply, current, links, previews

pages = Blueprint("own", __name__, url_prefix="/h")


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
    if not links.is_pressed(own.token):
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
    known = links.find(token, "application")
    if known is None:
        return links.closed(404)
    speak(store.people.get(current.db(), known.person_id).language)
    mine = store.applications.of_person(current.db(), known.about.id, known.person_id)
    season = store.rounds.get(current.db(), known.about.id)
    if not mine or links.has_ended(known, season.over_at):
        return links.closed(410)
    speak(mine[0].language)
    return Own(known.token, mine[0], season)


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
        seal=links.seal(own.token),
        addresses=previews.ADDRESSES,
    )
