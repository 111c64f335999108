"""The public form: one page that leads through its steps, in three languages (P1, P3, P4)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from forms import applications as answered
from forms import journey as journeys
from forms import sealed, steps
from forms.checks import ascii_address
from forms.journey import Journey
from forms.questions import TellMe
from forms.translations import _l, speak
from service import store
from service.actions import applications
from service.domain.errors import Refused
from service.domain.languages import LANGUAGES, Language
from service.domain.rounds import Round
from service.web import current, previews, seasons, speech
from service.web.origin import from_our_own_page

pages = Blueprint("apply", __name__)
PLACES = (*steps.STEPS, "check", "sent")
NOTHING_LOST = _l("Nothing is lost and nothing was sent yet.")
TRAP = "leave_empty"  # a field that people do not see and robots fill in


@dataclass(frozen=True)
class Visit:
    """One request to the form: whose journey, in which round, from which step."""

    journey: Journey
    season: Round
    step: str = "role"
    trusted: bool = True


@pages.route("/haku", methods=["GET", "POST"])
@pages.route("/haku/<any(fi, sv, en):code>", methods=["GET", "POST"])
def form(code: str = "") -> str:
    """Show the form, or take one of its pages."""
    language = speech.as_language(code or request.args.get("fb_locale", "")[:2])
    speak(language)
    visit = _visit(language)
    if visit is None:
        return render_template("no_round.html", addresses=previews.ADDRESSES)
    speak(visit.journey.language)
    if visit.season.window(current.now()) != "open":
        return _wait(visit)
    if request.method != "POST":
        return show(visit)
    return _take(visit, request.form.get("go", "next"))


@pages.get("/haku/")
@pages.get("/haku/<path:typed>")
def nearly(typed: str = "") -> AnyResponse:
    """Lead to the form from an address with a slash too many or a language in capitals."""
    code = typed.rstrip("/").casefold()
    if code and code not in LANGUAGES:
        abort(404)
    address = f"/haku/{code}" if code else "/haku"
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{address}?{query}" if query else address, 301)


def show(visit: Visit, *, checked: bool = False, notice: str = "") -> str:
    """Return one step's page; `checked` shows what is wrong with what was typed."""
    journey, season, step = visit.journey, visit.season, visit.step
    if step == "check":
        rows = answered.rows_of(journey, season)
        return _page("apply_check.html", visit, rows=rows, notice=notice)
    shown = journeys.form_at(journey, step, season)
    if checked:
        shown.validate()
    back = journeys.before(step) if step != "role" else ""
    return _page("apply_step.html", visit, form=shown, notice=notice, back=back)


def start(language: Language) -> Journey:
    """Return a journey that has not begun."""
    source = journeys.source_in(request.args.get("s", ""))
    return Journey(secrets.token_urlsafe(9), language, source)


def _visit(language: Language) -> Visit | None:
    """Return whose page this is; what was typed into it is in, whether we trust it or not."""
    seasons_known = store.rounds.every(current.db())
    season = seasons.shown(seasons_known, current.now())
    if season is None:
        return None
    if request.method != "POST":
        return Visit(start(language), season)
    ids = {known.id: known for known in seasons_known}
    sealed_text = request.form.get("state", "")
    opened = sealed.unseal(current.site().secret, sealed_text, ids, current.now())
    journey = opened.journey if opened else start(language)
    season = ids[opened.round_id] if opened else season
    step = request.form.get("step", "role")
    sent = {name: request.form.getlist(name) for name in request.form}
    journey = journeys.with_answers(journey, sent, step, season)
    trusted = bool(opened and opened.fresh and from_our_own_page() and not request.form.get(TRAP))
    return Visit(_in_language(journey, language), season, step, trusted)


def _in_language(journey: Journey, language: Language) -> Journey:
    """Return the journey in the language of the button pressed, the field or the address."""
    wished = [request.form.get("go", "").removeprefix("in-"), request.form.get("language", "")]
    found = (language for word in wished for language in LANGUAGES if language == word)
    return replace(journey, language=next(found, language))


def _take(visit: Visit, go: str) -> str:
    """Answer a page that was sent: by another step, by its errors, or by the receipt."""
    visit = replace(visit, step=visit.step if visit.step in PLACES else "role")
    if go.startswith("in-"):
        return _sent(visit) if visit.step == "sent" else show(visit)
    if not visit.trusted:
        return _once_more(visit)
    if go.removeprefix("to-") in steps.STEPS:
        return show(replace(visit, step=go.removeprefix("to-")))
    if visit.step == "sent":
        return show(replace(visit, step="check"))
    wanting = _wanting(visit)
    if visit.step == "check" and wanting == "check":
        return _send(visit)
    return show(replace(visit, step=wanting), checked=wanting in visit.journey.done)


def _once_more(visit: Visit) -> str:
    """Show the page again with a new state, after an old, a foreign or a broken one."""
    step = visit.step if visit.step in steps.STEPS else _wanting(visit)
    return show(replace(visit, step=step), notice=str(NOTHING_LOST))


def _wanting(visit: Visit) -> str:
    return journeys.wanting(visit.journey, visit.season)


def _send(visit: Visit) -> str:
    """Keep the application, or the change of one, and show the receipt."""
    db, site, now = current.db(), current.site(), current.now()
    application = answered.application_of(visit.journey, visit.season)
    try:
        if visit.journey.person_id:
            applications.edit(db, site, visit.season, application, now)
        else:
            applications.receive(db, site, visit.season, application, now)
    except Refused:  # the round closed in this very second
        return _wait(visit)
    current.wake()
    return _sent(replace(visit, step="sent"))


def _sent(visit: Visit) -> str:
    about = {
        "reference": journeys.reference(visit.journey),
        "address": journeys.masked(_address_of(visit.journey)),
    }
    return _page("apply_sent.html", visit, **about)


def _address_of(journey: Journey) -> str:
    """Return where the letter went: whoever changes their answers is not asked for it again."""
    if journey.person_id:
        return store.people.get(current.db(), journey.person_id).email
    return steps.first(journey.answers, "email")


def _wait(visit: Visit) -> str:
    """Show that applying is ahead or over, and take the address of who wants to be told (P3)."""
    window, shown = visit.season.window(current.now()), TellMe(request.form)
    asked, told = request.form.get("go") == "tell", False
    if asked and shown.validate() and visit.trusted:
        email, language = ascii_address(shown.email.data) or "", visit.journey.language
        applications.tell_me(current.db(), visit.season, email, language, current.now())
        told = True
    notice = str(NOTHING_LOST) if asked and not visit.trusted else ""
    values = {"form": shown, "told": told, "window": window, "notice": notice}
    return _page("apply_wait.html", replace(visit, step="wait"), **values)


def _page(template: str, visit: Visit, **values: object) -> str:
    shared: Mapping[str, object] = {
        "season": visit.season,
        "journey": visit.journey,
        "step": visit.step,
        "state": sealed.seal(current.site().secret, visit.journey, visit.season.id, current.now()),
        "trap": TRAP,
        "action": previews.ADDRESSES[visit.journey.language],
        "addresses": previews.ADDRESSES,
        "preview": previews.preview(visit.season, visit.journey.language),
    }
    return render_template(template, **{**shared, **values})
